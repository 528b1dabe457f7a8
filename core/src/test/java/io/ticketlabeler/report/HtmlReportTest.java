package io.ticketlabeler.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.evaluation.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

    private static final List<String> IDS = List.of("ZD-");

    @Test
    void hostileNamesAndIdsStayText() {
        String html =
                Projects.report(Projects.HOSTILE, Projects.HOSTILE, 400, true).html();

        Document page = Jsoup.parse(html);
        assertThat(page.select("script, img, iframe, link, object, embed, [onload], [onerror], [src], [href]"))
                .isEmpty();
        assertThat(page.select("body b").eachText()).noneMatch(text -> text.equals("Please"));
        assertThat(page.select("title").first().text()).isEqualTo("Support tickets of November");
        assertThat(page.select("bdi").eachText())
                .contains("<script>alert(1)</script>", "\"><img src=x onerror=alert(2)>");
        assertThat(html).doesNotContain("\u0000").contains("nul\uFFFD and \uFFFD and \uFFFD");
        assertThat(html.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF)).isEmpty();
    }

    @Test
    void textsAreThereOnlyWhenAskedFor() {
        assertThat(Projects.report(Projects.names(5), IDS, 200, false).html()).doesNotContain("I have a problem with");
        assertThat(Projects.report(Projects.names(5), IDS, 200, true).html()).contains("I have a problem with");
    }

    @Test
    void everyChartHasATitleADescriptionAndItsNumbersAsText() {
        Document page = Jsoup.parse(
                Projects.report(Projects.names(77), IDS, 3_000, false).html());

        List<Element> charts = page.select("svg");
        assertThat(charts).hasSize(5);
        for (Element chart : charts) {
            assertThat(chart.attr("role")).isEqualTo("img");
            for (String id : chart.attr("aria-labelledby").split(" ", -1)) {
                assertThat(page.getElementById(id).text()).as(id).isNotBlank();
            }
            Element behind = chart.closest("section").selectFirst("table");
            assertThat(behind).as(chart.selectFirst("title").text()).isNotNull();
        }
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        assertThat(page.select("th:not([scope])")).isEmpty();
        assertThat(page.select("table > caption")).hasSameSizeAs(page.select("table"));
    }

    @Test
    void seventySevenLabelsAreAllListedAndTheMatrixShowsTheWorst() {
        Document page = Jsoup.parse(
                Projects.report(Projects.names(77), IDS, 6_000, false).html());

        assertThat(page.text())
                .contains("The 20 of 77 labels with most mistakes")
                .contains("The 15 most frequent of 77 labels");
        assertThat(page.select("table:has(caption:containsOwn(Proposed labels)) tbody tr"))
                .hasSize(77);
        assertThat(page.select("table:has(caption:containsOwn(weakest first)) tbody tr"))
                .hasSize(77);
    }

    @Test
    void figuresOfTheReportAreThoseOfTheEvaluation() {
        Evaluation evaluation = Evaluation.builder()
                .add("1", List.of("Bug"), OptionalDouble.of(0.9), List.of("Bug"))
                .add("2", List.of("Bug"), OptionalDouble.of(0.8), List.of("Bug"))
                .add("3", List.of("Bug"), OptionalDouble.of(0.7), List.of("Billing"))
                .build();

        String text = Jsoup.parse(HtmlReport.titled("t").evaluation(evaluation).html())
                .text()
                .replace('\u00A0', ' ');

        assertThat(text).contains("3 reviewed", "66.7 % of proposals right (20.8 % to 93.9 %)", "0.400 macro F1");
        assertThat(text).contains("Billing – Bug 1 33.3 % 3");
    }

    @Test
    void nothingGivenIsStillAPage() {
        String html = HtmlReport.titled("Nothing yet").html();

        assertThat(Jsoup.parse(html).select("h1").text()).isEqualTo("Nothing yet");
        assertThat(html).doesNotContain("NaN").doesNotContain("null");
        assertThat(HtmlReport.titled("t")
                        .evaluation(Evaluation.builder().build())
                        .html())
                .doesNotContain("NaN");
        assertThat(HtmlReport.titled("t").figures(RunFigures.builder().build()).html())
                .doesNotContain("NaN");
    }

    @Test
    void theSameInputGivesTheSameFile(@TempDir Path dir) throws IOException {
        Projects.report(Projects.names(10), IDS, 500, true).write(dir.resolve("a/report.html"));
        Projects.report(Projects.names(10), IDS, 500, true).write(dir.resolve("b/report.html"));

        assertThat(dir.resolve("a/report.html")).hasSameBinaryContentAs(dir.resolve("b/report.html"));
        assertThat(Files.size(dir.resolve("a/report.html"))).isLessThan(200_000);
    }

    @Test
    void theLeastSureTicketsAreThoseWithTheLowestConfidence() {
        RunFigures.Builder builder = RunFigures.builder().add("none", List.of(), OptionalDouble.empty());
        for (int i = 0; i < 1_000; i++) {
            builder.add("T" + i, List.of("A"), OptionalDouble.of((i * 7 % 1_000) / 1_000.0));
        }

        RunFigures figures = builder.build();

        assertThat(figures.tickets()).isEqualTo(1_001);
        assertThat(figures.labeled()).isEqualTo(1_000);
        assertThat(figures.histogram()).allMatch(count -> count == 50);
        assertThat(figures.uncertain()).hasSize(20);
        assertThat(figures.uncertain().stream().map(each -> each.confidence().getAsDouble()))
                .startsWith(0.0, 0.001, 0.002)
                .endsWith(0.019);
    }
}
