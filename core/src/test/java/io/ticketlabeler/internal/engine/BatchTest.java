package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.cache.MemoryLabelCache;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Failures count against the tickets of a call only while the model answers others. */
class BatchTest {

    private final Engine engine = Engines.of(TestModel.quick(), MemoryLabelCache.create());
    private final Stage stage = engine.stages().get(0);
    private final Lane lane = engine.lane(Given.LABELS);
    private final Batch batch = new Batch(stage, List.of(new Question(lane, lane.key(0, "x"), "x")));

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void theFirstFailureCounts() {
        assertThat(batch.failedOnceMore(false, true).failures()).isEqualTo(1);
    }

    @Test
    void furtherOnesDoNotWhileNobodyIsAnswered() {
        Batch failed = batch;
        for (int i = 0; i < 50; i++) {
            failed = failed.failedOnceMore(false, true);
        }

        assertThat(failed.failures()).isEqualTo(1);
        assertThat(failed.repeats()).isEqualTo(50);
        assertThat(failed.since()).isEqualTo(batch.since());
    }

    @Test
    void furtherOnesDoWhenOthersWereAnsweredInBetween() {
        Batch once = batch.failedOnceMore(false, true);
        stage.answered();

        assertThat(once.failedOnceMore(false, true).failures()).isEqualTo(2);
    }

    @Test
    void throttlingNeverCounts() {
        Batch once = batch.failedOnceMore(false, false);
        stage.answered();

        assertThat(once.failedOnceMore(false, false).failures()).isZero();
    }

    @Test
    void timeoutsCountAlways() {
        assertThat(batch.failedOnceMore(true, true).failedOnceMore(true, true).timeouts())
                .isEqualTo(2);
    }
}
