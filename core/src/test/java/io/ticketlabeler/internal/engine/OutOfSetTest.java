package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.Reply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** R8: a million random answers, right, nearly right, invented; not one label that is not in the set gets anywhere. */
@Timeout(60)
class OutOfSetTest {

    private static final int ANSWERS = 1_000_000;
    private static final LabelSet SET = LabelSet.of("Billing", "Bug", "Größe 📏", "a,b");
    private static final List<String> SAID = List.of(
            "Billing",
            "Bug",
            "Größe 📏",
            "a,b",
            "billing",
            "BUG",
            " Bug",
            "Bug ",
            "Bug\n",
            "Bug.",
            "Bugs",
            "a",
            "b",
            "Grosse 📏",
            "Gro\u0308ße 📏",
            "\u200BBug",
            "Bug\u0000",
            "[\"Bug\"]",
            "Ｂug",
            "Bilⅼing",
            "null",
            "?",
            "🙂",
            "Refund",
            "Bug, Billing",
            "<b>Bug</b>");

    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong good = new AtomicLong();
    private final AtomicLong bad = new AtomicLong();

    @Test
    void notOneIsStoredOrExported() {
        int tickets = 0;
        Watching cache = new Watching();
        try (TicketLabeler labeler = TicketLabeler.builder()
                .labels(SET)
                .model(new Wild())
                .cache(cache)
                .batchSize(100)
                .build()) {
            while (answers.get() < ANSWERS) {
                int from = tickets;
                tickets += 20_000;
                labeler.run(
                        IntStream.range(from, tickets)
                                .mapToObj(i -> Ticket.of("T" + i, "crash " + i))
                                .iterator(),
                        new Exported());
            }
        }

        assertThat(bad).hasValue(0);
        assertThat(good.get()).isGreaterThan(2L * tickets / 10); // stored and exported
    }

    private void check(List<ScoredLabel> labels) {
        boolean fits = labels.size() == 1 && SET.contains(labels.get(0).name());
        (fits ? good : bad).incrementAndGet();
    }

    private final class Wild implements LabelModel {

        @Override
        public String name() {
            return "wild";
        }

        @Override
        public String fingerprint() {
            return "wild";
        }

        @Override
        public Limits limits() {
            return new Limits(100, 2_000, 1_000_000, false);
        }

        @Override
        public ModelReply label(LabelSet labels, List<TicketText> tickets) {
            SplittableRandom random = new SplittableRandom(answers.getAndAdd(tickets.size()));
            Map<String, Answer> said = new LinkedHashMap<>();
            for (TicketText ticket : tickets) {
                List<ScoredLabel> some = new ArrayList<>();
                for (int count = random.nextInt(8) == 0 ? random.nextInt(4) : 1; count > 0; count--) {
                    int among = random.nextBoolean() ? SET.labels().size() : SAID.size();
                    some.add(ScoredLabel.of(SAID.get(random.nextInt(among))));
                }
                said.put(random.nextInt(50) == 0 ? "zz" + random.nextInt(9) : ticket.id(), new Answer(some));
            }
            return new ModelReply(new Reply(said, Map.of()), Usage.NONE, "wild-1");
        }
    }

    private final class Watching implements LabelCache {

        private final MemoryLabelCache memory = MemoryLabelCache.create();

        @Override
        public Map<CacheKey, CachedLabel> getAll(Collection<CacheKey> keys) {
            return memory.getAll(keys);
        }

        @Override
        public void putAll(Map<CacheKey, CachedLabel> more) {
            more.values().forEach(answer -> check(answer.labels()));
            memory.putAll(more);
        }

        @Override
        public void close() {}
    }

    private final class Exported implements LabelSink {

        private final Set<Class<?>> kinds = new HashSet<>();

        @Override
        public void open(RunHeader run) {}

        @Override
        public void accept(Ticket ticket, Outcome outcome) {
            kinds.add(outcome.getClass());
            if (outcome instanceof Labeled labeled) {
                check(labeled.labels());
            }
        }

        @Override
        public void complete() {
            assertThat(kinds).hasSize(2); // labelled and failed
        }

        @Override
        public void close() {}
    }
}
