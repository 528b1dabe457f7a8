package io.ticketlabeler.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.benchmarks.Bars.Setting;
import io.ticketlabeler.benchmarks.Table.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness works; how fast things are is not for a test to say. */
class BarsTest {

    @TempDir
    private Path folder;

    private Setting tiny() {
        List<String> program = new ArrayList<>(Java.command());
        program.addAll(List.of("-cp", Java.classPath(), "io.ticketlabeler.cli.Main"));
        return new Setting(program, folder, 60, Duration.ofMillis(20), 4, 6_000, Duration.ofMillis(100), 2_000);
    }

    @Test
    void whatIsCountedIsRightWithSmallRuns() throws IOException, InterruptedException {
        List<Row> rows = Bars.measure(tiny(), List.of("twenty-a-call", "again", "million"));

        assertThat(rows)
                .filteredOn(row -> !row.must().contains("="))
                .hasSizeGreaterThan(8)
                .allMatch(Row::ok, "counted as it must be");
    }

    @Test
    void anUnknownBarIsRefusedWithTheNamesOfAll() {
        assertThatThrownBy(() -> Bars.measure(tiny(), List.of("high")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("high")
                .hasMessageContaining("twenty-a-call");
    }

    @Test
    void ticketsAreTheSameForTheSameSeedAndATenthAreCopies() {
        List<Corpus.Sample> tickets = Corpus.tickets(500, 3);

        assertThat(tickets).isEqualTo(Corpus.tickets(500, 3));
        assertThat(tickets.stream().map(Corpus.Sample::text).distinct()).hasSize(Corpus.distinct(500));
        assertThat(Corpus.labels()).hasSize(77).doesNotHaveDuplicates();
    }
}
