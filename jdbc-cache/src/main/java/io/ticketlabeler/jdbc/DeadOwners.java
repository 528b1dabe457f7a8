package io.ticketlabeler.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Frees what processes held that are dead: those of this machine are looked up, others are dead when they were silent for long. Used by one thread. */
final class DeadOwners {

    private static final long BETWEEN_LOOKS = TimeUnit.SECONDS.toNanos(1);

    private final Transactions transactions;
    private final Store store;
    private final Host host;
    private final Leases leases;
    private final Map<String, Silent> silent = new HashMap<>();
    private long looked = System.nanoTime() - BETWEEN_LOOKS;

    /** An owner that has let its lease run out, and when we first saw that. */
    private record Silent(long leaseUntil, long sinceNanos) {}

    DeadOwners(Transactions transactions, Store store, Host host, Leases leases) {
        this.transactions = transactions;
        this.store = store;
        this.host = host;
        this.leases = leases;
    }

    /** For somebody who waits for what others hold: looks once a second at most. Whether there were any dead. */
    boolean buryAgain(Connection c, Set<String> ours) throws SQLException {
        return System.nanoTime() - looked >= BETWEEN_LOOKS && bury(c, ours);
    }

    /** Ends all that are dead and none of ours. Whether there were any. */
    boolean bury(Connection c, Set<String> ours) throws SQLException {
        long now = System.nanoTime();
        looked = now;
        boolean any = false;
        Set<String> seen = new HashSet<>();
        for (Store.Owner owner : store.owners(c)) {
            seen.add(owner.id());
            if (!ours.contains(owner.id()) && isDead(owner, now)) {
                any |= transactions.inTransaction(c, inside -> store.bury(inside, owner));
                silent.remove(owner.id());
            }
        }
        silent.keySet().retainAll(seen);
        boolean orphans = transactions.inTransaction(c, store::freeOrphans);
        return any || orphans;
    }

    private boolean isDead(Store.Owner owner, long nowNanos) {
        if (host.knowsDead(owner.host(), owner.pid(), owner.started())) {
            return true;
        }
        // a lease far in the future is from before the store's clock was set back
        boolean runOut = owner.leaseUntil() < owner.now()
                || owner.leaseUntil() > owner.now() + 2 * leases.lease().toMillis();
        if (!runOut) {
            silent.remove(owner.id());
            return false;
        }
        Silent since = silent.get(owner.id());
        if (since == null || since.leaseUntil() != owner.leaseUntil()) {
            silent.put(owner.id(), new Silent(owner.leaseUntil(), nowNanos));
            return false;
        }
        return nowNanos - since.sinceNanos() >= leases.silence().toNanos();
    }
}
