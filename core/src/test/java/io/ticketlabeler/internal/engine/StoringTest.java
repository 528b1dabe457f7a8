package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.Attempt;
import io.ticketlabeler.cache.AttemptEnd;
import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.model.ModelCallException.Kind;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A place in the air is for the provider's time, not for the time it takes to store an answer. */
@Timeout(60)
class StoringTest {

    /** Does something before it notes the end of a call. */
    private record SlowCache(Runnable beforeEnd) implements LabelCache {

        @Override
        public Map<CacheKey, CachedLabel> getAll(Collection<CacheKey> keys) {
            return Map.of();
        }

        @Override
        public void putAll(Map<CacheKey, CachedLabel> answers) {}

        @Override
        public void ended(Attempt attempt, AttemptEnd end, Map<CacheKey, CachedLabel> answers) {
            beforeEnd.run();
        }

        @Override
        public void close() {}
    }

    private static TicketLabeler labeler(TestModel model, Runnable beforeEnd) {
        return Given.labeler(model)
                .cache(new SlowCache(beforeEnd))
                .concurrency(1)
                .batchSize(1)
                .build();
    }

    @Test
    void theNextCallLeavesWhileAnAnswerIsStored() {
        CountDownLatch secondCall = new CountDownLatch(2);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        TestModel model = TestModel.doing(tickets -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            secondCall.countDown();
            atOnce.decrementAndGet();
        });
        try (TicketLabeler labeler = labeler(model, () -> Given.awaitForEver(secondCall))) {

            assertThat(labeler.run(Given.tickets(20)).labeled()).isEqualTo(20);
        }
        assertThat(most).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTHENTICATION", "NO_CREDIT"})
    void noCallLeavesWhileTheEndOfTheRunIsNoted(Kind kind) {
        TestModel model = TestModel.doing(tickets -> {
            throw new ModelCallException(kind, "stub says " + kind);
        });
        try (TicketLabeler labeler = labeler(model, () -> Given.pause(200))) {

            assertThatThrownBy(() -> labeler.run(Given.tickets(20))).hasMessageContaining("stub says " + kind);
        }
        assertThat(model.calls()).hasSize(1);
    }

    @Test
    void noCallLeavesWhileAMistakeIsNoted() {
        TestModel model = TestModel.doing(tickets -> {
            throw new IllegalStateException("a mistake");
        });
        try (TicketLabeler labeler = labeler(model, () -> Given.pause(200))) {

            assertThatThrownBy(() -> labeler.run(Given.tickets(20))).hasStackTraceContaining("a mistake");
        }
        assertThat(model.calls()).hasSize(1);
    }
}
