package io.ticketlabeler.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.contract.testbed.BrowserPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens reports in a real browser: wide and narrow, light and dark, and as it is printed; and asks for what a screen reader finds. */
class HtmlReportIT {

    @TempDir
    private Path dir = Path.of("");

    private String look(String name, HtmlReport report) throws IOException {
        Path file = dir.resolve(name + ".html").toAbsolutePath();
        report.write(file);
        return BrowserPage.work("see-report.mjs", "report-" + name + ".png", Map.of("REPORT", file.toString()));
    }

    @Test
    void seventySevenLabelsFitEverywhere() throws IOException {
        assertThat(look("many", Projects.report(Projects.names(77), List.of("ZD-"), 6_000, false)))
                .contains("{\"looks\":6,\"errors\":[]}");
    }

    @Test
    void hostileNamesNeitherRunNorBreakThePage() throws IOException {
        assertThat(look("hostile", Projects.report(Projects.HOSTILE, Projects.HOSTILE, 600, true)))
                .contains("{\"looks\":6,\"errors\":[]}");
    }

    @Test
    void aFewLabelsLookGoodToo() throws IOException {
        assertThat(look("few", Projects.report(Projects.names(5), List.of("ZD-"), 800, true)))
                .contains("{\"looks\":6,\"errors\":[]}");
    }
}
