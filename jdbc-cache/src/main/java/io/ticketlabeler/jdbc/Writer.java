package io.ticketlabeler.jdbc;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. Whatever waits is written in one transaction and flushed to the disk once; if that fails, each wish
 * is tried alone, so that one caller's fault is not another's. Between the wishes it says that the owners of claims live, and
 * looks after those that do not.
 */
final class Writer {

    private static final int MAX_ROWS_A_GROUP = 5_000; // bounds how long one has to wait for the others

    /** A caller's wish. */
    private abstract static class Wish<T> {
        final CompletableFuture<T> done = new CompletableFuture<>();

        abstract int rows();
    }

    private static final class Settle extends Wish<Boolean> {
        final Settlement settlement;

        Settle(Settlement settlement) {
            this.settlement = settlement;
        }

        @Override
        int rows() {
            return settlement.rows();
        }
    }

    private static final class Claim extends Wish<Set<CacheKey>> {
        final Set<CacheKey> keys;
        final String owner;

        Claim(Collection<CacheKey> keys, String owner) {
            this.keys = Set.copyOf(keys);
            this.owner = owner;
        }

        @Override
        int rows() {
            return keys.size();
        }
    }

    private static final class Alone<T> extends Wish<T> {
        final Steps<T> steps;
        final boolean transaction;

        Alone(Steps<T> steps, boolean transaction) {
            this.steps = steps;
            this.transaction = transaction;
        }

        @Override
        int rows() {
            return 0;
        }
    }

    private final Dialect dialect;
    private final Store store;
    private final Leases leases;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Deque<Wish<?>> waiting = new ArrayDeque<>();
    private boolean closing;

    // touched by the writing thread only
    private final Transactions transactions;
    private final DeadOwners dead;
    private final Set<String> owners = new HashSet<>();
    private long beaten = System.nanoTime();

    private final Thread thread;

    Writer(Dialect dialect, Store store, Host host, Leases leases) {
        this.dialect = dialect;
        this.store = store;
        this.transactions = new Transactions(dialect);
        this.dead = new DeadOwners(transactions, store, host, leases);
        this.leases = leases;
        this.thread = new Thread(this::work, "ticketlabeler-cache");
        thread.setDaemon(true);
    }

    /** Makes or checks the tables, frees what dead processes of this machine held. */
    void open() {
        thread.start();
        try {
            alone(c -> {
                Schema.prepare(c, dialect);
                return true;
            });
            await(submit(new Alone<>(c -> dead.bury(c, owners), false)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    static IllegalStateException closed(Dialect dialect) {
        return new IllegalStateException("the cache " + dialect.place() + " was closed: open it again");
    }

    /** Written for good when this returns. */
    void settle(Settlement settlement) {
        await(submit(new Settle(settlement)));
    }

    Set<CacheKey> claim(Collection<CacheKey> keys, String owner) {
        return await(submit(new Claim(keys, owner)));
    }

    /** In a transaction of its own. */
    <T> T alone(Steps<T> steps) {
        return await(submit(new Alone<>(steps, true)));
    }

    /** Outside of any transaction. */
    <T> T plain(Steps<T> steps) {
        return await(submit(new Alone<>(steps, false)));
    }

    private <W extends Wish<?>> W submit(W wish) {
        lock.lock();
        try {
            if (closing) {
                throw closed(dialect);
            }
            waiting.add(wish);
            work.signal();
            return wish;
        } finally {
            lock.unlock();
        }
    }

    /** Waits through interrupts, which are kept: the wish is on its way, and its outcome is money. */
    private static <T> T await(Wish<T> wish) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wish.done.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** As if thrown here, by the caller's own thread. */
    private static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof TicketLabelerException known) {
            return new TicketLabelerException(String.valueOf(known.getMessage()), known);
        }
        return new IllegalStateException("the cache's writing thread failed: " + cause, cause);
    }

    /** Writes what waits, gives up this process's claims, ends the thread. May be called twice. */
    void close() {
        lock.lock();
        try {
            closing = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            for (List<Wish<?>> group = next(); !group.isEmpty() || !isClosing(); group = next()) {
                perform(group);
                if (System.nanoTime() - beaten >= leases.beat().toNanos()) {
                    beat();
                }
            }
            leave();
        } finally {
            transactions.close();
        }
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return closing && waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Some of what waits, at least one; none when it is time for a sign of life, or for the end. */
    private List<Wish<?>> next() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closing) {
                if (owners.isEmpty()) {
                    work.awaitUninterruptibly();
                    continue;
                }
                long rest = leases.beat().toNanos() - (System.nanoTime() - beaten);
                if (rest <= 0) {
                    return List.of();
                }
                try {
                    long unused = work.awaitNanos(rest);
                } catch (InterruptedException e) {
                    // nobody has a reason to; the thread ends with close
                }
            }
            List<Wish<?>> group = new ArrayList<>();
            int rows = 0;
            while (!waiting.isEmpty()
                    && (group.isEmpty() || rows + waiting.getFirst().rows() <= MAX_ROWS_A_GROUP)) {
                rows += waiting.getFirst().rows();
                group.add(waiting.removeFirst());
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void perform(List<Wish<?>> group) {
        List<Settle> settles = new ArrayList<>();
        List<Claim> claims = new ArrayList<>();
        List<Alone<?>> others = new ArrayList<>();
        for (Wish<?> wish : group) {
            if (wish instanceof Settle settle) {
                settles.add(settle);
            } else if (wish instanceof Claim claim) {
                claims.add(claim);
            } else {
                others.add((Alone<?>) wish);
            }
        }
        together(settles, this::settleAll);
        together(claims, this::claimAll);
        others.forEach(other -> together(List.of(other), alone -> perform(alone.get(0))));
    }

    /** All at once, or each alone if that fails. */
    private <W extends Wish<?>> void together(List<W> wishes, Consumer<List<W>> way) {
        if (wishes.isEmpty()) {
            return;
        }
        try {
            way.accept(wishes);
        } catch (Throwable e) { // an error, too, must reach its caller, who would wait for ever
            if (wishes.size() == 1 || isPassing(e)) {
                wishes.forEach(wish -> wish.done.completeExceptionally(e));
            } else {
                wishes.forEach(wish -> together(List.of(wish), way));
            }
        }
    }

    /** The store was out of reach for a long time: no need to find that out for each. */
    private boolean isPassing(Throwable e) {
        return e.getCause() instanceof SQLException cause && dialect.isPassing(cause);
    }

    private <T> void perform(Alone<T> alone) {
        alone.done.complete(
                alone.transaction ? transactions.transaction(alone.steps) : transactions.retried(alone.steps));
    }

    private void settleAll(List<Settle> wishes) {
        Settlement all = new Settlement();
        wishes.forEach(wish -> all.and(wish.settlement));
        all.sent.forEach(attempt -> owners.add(attempt.owner()));
        transactions.transaction(c -> {
            store.settle(c, all);
            return true;
        });
        store.replaced(all.answers.keySet());
        wishes.forEach(wish -> wish.done.complete(true));
    }

    private void claimAll(List<Claim> wishes) {
        Map<CacheKey, String> wanted = new HashMap<>();
        for (Claim wish : wishes) {
            owners.add(wish.owner);
            wish.keys.forEach(key -> wanted.putIfAbsent(key, wish.owner));
        }
        Map<CacheKey, String> claimed = transactions.transaction(c -> store.claim(c, wanted));
        Set<String> strangers = claimed.values().stream()
                .filter(owner -> !owners.contains(owner))
                .collect(Collectors.toSet());
        if (!strangers.isEmpty() && transactions.retried(c -> dead.buryAgain(c, owners))) {
            claimed = transactions.transaction(c -> store.claim(c, wanted));
        }
        // in a new statement: whoever held a claim that is ours now has committed the answer with its end
        Map<CacheKey, String> ours = new HashMap<>(claimed);
        ours.values().retainAll(wishes.stream().map(wish -> wish.owner).collect(Collectors.toSet()));
        Set<CacheKey> answered =
                transactions.retried(c -> store.read(c, ours.keySet())).keySet();
        if (!answered.isEmpty()) {
            Settlement settlement = new Settlement();
            answered.forEach(key -> settlement.released(List.of(key), ours.getOrDefault(key, "")));
            transactions.transaction(c -> {
                store.settle(c, settlement);
                return true;
            });
            ours.keySet().removeAll(answered);
        }
        for (Claim wish : wishes) {
            wish.done.complete(wish.keys.stream()
                    .filter(key -> wish.owner.equals(ours.get(key)))
                    .collect(Collectors.toUnmodifiableSet()));
        }
    }

    /** Says that our owners live; those that hold nothing any more need not. */
    private void beat() {
        beaten = System.nanoTime();
        try {
            transactions.transaction(c -> {
                for (String owner : List.copyOf(owners)) {
                    if (!store.isBusy(c, owner)) {
                        store.leave(c, owner);
                        owners.remove(owner);
                    }
                }
                store.alive(c, owners);
                return true;
            });
        } catch (RuntimeException e) {
            // whoever writes next is told; if nobody does, nothing is lost but a claim that others take over
        }
    }

    private void leave() {
        if (!transactions.isConnected()) {
            return; // never opened, or out of reach
        }
        transactions.hurry();
        try {
            transactions.transaction(c -> {
                for (String owner : Set.copyOf(owners)) {
                    store.leave(c, owner);
                }
                return true;
            });
            transactions.retried(c -> {
                dialect.tidy(c);
                return true;
            });
        } catch (RuntimeException e) {
            // everything that was acknowledged is stored; claims that stay end with the process or their lease
        }
    }
}
