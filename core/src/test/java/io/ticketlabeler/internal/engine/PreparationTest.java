package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.model.CallSize;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketText;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a model is asked to get ready for, and when: a run whose answers are all known makes no prompt at all. */
@Timeout(60)
class PreparationTest {

    private final Observed model = new Observed();

    /** A model that counts how often its size was asked, and says when it was prepared. */
    private static final class Observed implements LabelModel {

        private final TestModel model = TestModel.quick();
        private final AtomicInteger sizes = new AtomicInteger();
        private final CountDownLatch prepared = new CountDownLatch(1);

        @Override
        public String name() {
            return model.name();
        }

        @Override
        public String fingerprint() {
            return model.fingerprint();
        }

        @Override
        public Limits limits() {
            return model.limits();
        }

        @Override
        public CallSize size(LabelSet labels) {
            sizes.incrementAndGet();
            return model.size(labels);
        }

        @Override
        public void prepare() {
            prepared.countDown();
        }

        @Override
        public ModelReply label(LabelSet labels, List<TicketText> tickets) {
            return model.label(labels, tickets);
        }

        boolean isPreparedSoon() throws InterruptedException {
            return prepared.await(30, TimeUnit.SECONDS);
        }
    }

    private TicketLabeler labeler(LabelCache cache) {
        return TicketLabeler.builder()
                .labels(LabelSet.of("Bug", "Billing"))
                .model(model)
                .cache(cache)
                .build();
    }

    @Test
    void theSizeOfCallsIsFoundOutOnceHoweverManyThereAre() {
        try (TicketLabeler labeler = labeler(new SharedCache())) {
            labeler.run(Given.tickets(2_000));
            labeler.run(List.of(Ticket.of("new", "something else")));
        }

        assertThat(model.sizes).hasValue(1);
    }

    @Test
    void aRunWhoseAnswersAreAllKnownFindsOutNoSize() {
        SharedCache cache = new SharedCache();
        try (TicketLabeler labeler = labeler(cache)) {
            labeler.run(Given.tickets(100));
        }
        model.sizes.set(0);

        RunReport again;
        try (TicketLabeler labeler = labeler(cache)) {
            again = labeler.run(Given.tickets(100));
        }

        assertThat(again.cached()).isEqualTo(100);
        assertThat(model.sizes).hasValue(0);
    }

    @Test
    void aModelIsPreparedWhenTheLabelerIsBuilt() throws InterruptedException {
        try (MemoryLabelCache cache = MemoryLabelCache.create();
                TicketLabeler labeler = labeler(cache)) {
            assertThat(labeler.labels().names()).hasSize(2);
            assertThat(model.isPreparedSoon()).isTrue();
        }
    }

    @Test
    void withADurableCacheItIsPreparedForTheFirstTicketWithoutAnAnswer() throws InterruptedException {
        try (TicketLabeler labeler = labeler(new SharedCache())) {
            labeler.label(Ticket.of("1", "a"));

            assertThat(model.isPreparedSoon()).isTrue();
        }
    }

    @Test
    void withADurableCacheItIsPreparedAfterAWhileEvenIfNothingIsAsked() throws InterruptedException {
        try (TicketLabeler labeler = labeler(new SharedCache())) {
            assertThat(labeler.labels().names()).hasSize(2);
            assertThat(model.isPreparedSoon()).isTrue();
        }
    }
}
