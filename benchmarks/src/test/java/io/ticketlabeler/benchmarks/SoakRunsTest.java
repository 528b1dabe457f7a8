package io.ticketlabeler.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ticketlabeler.jdbc.JdbcLabelCache;
import io.ticketlabeler.jdbc.SqliteLabelCache;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some runs of a soak, and that it would find what it looks for. */
class SoakRunsTest {

    @TempDir
    private Path folder;

    @Test
    void booksFitAfterRunsThatWereKilledAndRepeated() throws IOException, InterruptedException {
        try (Soak soak = new Soak(folder, 3)) {
            assertThat(soak.run(Duration.ofSeconds(3))).isEmpty();
        }
    }

    @Test
    void booksThatDoNotFitAreFound() {
        try (JdbcLabelCache cache = SqliteLabelCache.open(folder.resolve("labels.db"))) {
            assertThat(new SoakBooks()
                            .compare(
                                    cache,
                                    JsonNodeFactory.instance
                                            .objectNode()
                                            .put("requests", 1)
                                            .put("tickets", 20)
                                            .put("tickets_again", 3)))
                    .hasSize(3)
                    .anyMatch(problem -> problem.startsWith("1 requests at the server, 0 calls in the ledger"))
                    .anyMatch(problem -> problem.startsWith("20 tickets answered by the server"))
                    .anyMatch(problem -> problem.startsWith("3 tickets paid again"));
        }
    }

    @Test
    void whatGrowsIsTheLastQuarterAgainstTheFirst() {
        SoakWatch watch = new SoakWatch();
        byte[][] held = new byte[40][];
        for (int i = 0; i < held.length; i++) {
            held[i] = new byte[1 << 20];
            watch.look();
        }

        assertThat(watch.late().heap() - watch.early().heap()).isGreaterThan(20L << 20);
        assertThat(held[0]).isNotNull();
    }
}
