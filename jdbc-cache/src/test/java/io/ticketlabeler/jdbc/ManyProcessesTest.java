package io.ticketlabeler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.cache.Attempt;
import io.ticketlabeler.cache.AttemptEnd;
import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.ticket.Usage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes with the same cache and the same tickets, row R16 of the fault matrix: each ticket is paid once. */
class ManyProcessesTest {

    @TempDir
    private Path folder;

    int tickets() {
        return 1_000;
    }

    @Test
    void twoProcessesWithOneFilePayOnce() {
        payOnce("sqlite:" + folder.resolve("labels.db"), 2);
    }

    @Test
    void eightProcessesWithOneFilePayOnce() {
        payOnce("sqlite:" + folder.resolve("labels.db"), 8);
    }

    @Test
    void twoProcessesWithOneServerPayOnce() {
        payOnce(TestPostgres.newSchema(), 2);
    }

    @Test
    void eightProcessesWithOneServerPayOnce() {
        payOnce(TestPostgres.newSchema(), 8);
    }

    private void payOnce(String address, int processes) {
        List<Child> children = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            children.add(Child.start(LabelAll.class, address, Integer.toString(tickets())));
        }
        children.forEach(child -> child.line("ready"));
        children.forEach(child -> child.say("go"));

        List<Integer> paid = new ArrayList<>();
        List<Integer> shares = new ArrayList<>();
        for (Child child : children) {
            String[] numbers = child.line("paid").split(" ", -1);
            IntStream.range(1, numbers.length).forEach(i -> paid.add(Integer.valueOf(numbers[i])));
            shares.add(numbers.length - 1);
            assertThat(child.rest()).as("what else a process says").isEmpty();
        }

        System.out.printf("%s: %d processes paid %s%n", address.replaceFirst(":.*", ""), processes, shares);
        assertThat(paid).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(paid)).hasSize(tickets());
        try (LabelCache cache = StoreUnderTest.open(address)) {
            assertThat(cache.getAll(Answered.keys(0, tickets()))).isEqualTo(Answered.answers(0, tickets()));
            assertThat(cache.unsettled()).isEmpty();
            CacheStats stats = ((JdbcLabelCache) cache).stats();
            assertThat(stats.claims()).isZero();
            assertThat(stats.calls().get(LedgerEntry.State.ANSWERED).tickets()).isEqualTo(tickets());
            assertThat(((JdbcLabelCache) cache).verify().isFine()).isTrue();
        }
    }

    /** Asks for all tickets as an engine does, and tells which ones it paid. */
    static final class LabelAll {

        private LabelAll() {}

        public static void main(String[] arguments) throws Exception {
            int tickets = Integer.parseInt(arguments[1]);
            String owner = UUID.randomUUID().toString();
            StringBuilder paid = new StringBuilder("paid");
            try (LabelCache cache = StoreUnderTest.open(arguments[0])) {
                System.out.println("ready");
                int unused = System.in.read();
                Map<CacheKey, Integer> open = new HashMap<>();
                IntStream.range(0, tickets).forEach(i -> open.put(Answered.key(i), i));
                while (!open.isEmpty()) {
                    List<CacheKey> left =
                            open.values().stream().sorted().map(Answered::key).toList();
                    int before = open.size();
                    for (List<CacheKey> batch : Keys.portions(left, 25)) {
                        cache.getAll(batch).keySet().forEach(open::remove);
                        List<CacheKey> missing =
                                batch.stream().filter(open::containsKey).toList();
                        List<CacheKey> mine = missing.isEmpty() ? List.of() : List.copyOf(cache.claim(missing, owner));
                        if (!mine.isEmpty()) {
                            pay(cache, owner, mine, open, paid);
                        }
                    }
                    if (open.size() == before) {
                        LockSupport.parkNanos(5_000_000); // others are at it
                    }
                }
            }
            System.out.println(paid);
        }

        private static void pay(
                LabelCache cache, String owner, List<CacheKey> keys, Map<CacheKey, Integer> open, StringBuilder paid) {
            Attempt attempt = new Attempt(UUID.randomUUID().toString(), "run", owner, "model", keys, 100);
            cache.sending(attempt);
            Map<CacheKey, CachedLabel> answers = new HashMap<>();
            for (CacheKey key : keys) {
                int number = open.remove(key);
                paid.append(' ').append(number);
                answers.put(key, Answered.answer(number));
            }
            cache.ended(attempt, new AttemptEnd(AttemptEnd.State.ANSWERED, "", "model", Usage.NONE), answers);
        }
    }
}
