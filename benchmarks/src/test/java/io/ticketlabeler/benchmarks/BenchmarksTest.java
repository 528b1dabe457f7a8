package io.ticketlabeler.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.internal.engine.EngineParts;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Each benchmark measures what it says. */
class BenchmarksTest {

    @Test
    void partsOfTheEngine() {
        EngineParts parts = new EngineParts();

        assertThat(parts.key()).isNotEqualTo(parts.key());
        assertThat(parts.promptText()).isNotNull();
        assertThat(parts.suspicion()).isFalse();
    }

    @Test
    void promptAndReplyOfTwentyTickets() {
        PromptBenchmark benchmark = new PromptBenchmark();

        assertThat(benchmark.build20().tickets()).hasSize(20);
        assertThat(benchmark.parse20().answers()).hasSize(20);
    }

    @Test
    void everyLookUpIsAHit() throws IOException {
        for (String kind : new String[] {"memory", "sqlite"}) {
            CacheBenchmark benchmark = new CacheBenchmark();
            benchmark.kind = kind;
            benchmark.fill();

            assertThat(benchmark.hit()).hasSize(500);
            benchmark.close();
        }
    }

    @Test
    void ticketsAreAskedOrKnown() {
        EngineBenchmark benchmark = new EngineBenchmark();
        benchmark.begin();
        assertThat(benchmark.run().cached()).isZero();

        benchmark.tickets = "known";
        benchmark.begin();
        assertThat(benchmark.run().cached()).isEqualTo(10_000);
        benchmark.close();
    }
}
