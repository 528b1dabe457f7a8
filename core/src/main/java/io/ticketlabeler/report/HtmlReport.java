package io.ticketlabeler.report;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.evaluation.Agreement;
import io.ticketlabeler.evaluation.Comparison;
import io.ticketlabeler.evaluation.Disagreement;
import io.ticketlabeler.evaluation.Evaluation;
import io.ticketlabeler.evaluation.LabelDrift;
import io.ticketlabeler.evaluation.Rate;
import io.ticketlabeler.evaluation.Reliability;
import io.ticketlabeler.export.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One HTML file about a project. It loads nothing and runs no script, adapts to small screens, dark mode and paper, and every chart has
 * its numbers as text. What is not given is left out. Whatever comes from outside is escaped. The same input gives the same bytes.
 *
 * <pre>{@code
 * HtmlReport.titled("Support tickets, November")
 *         .run(report)                // what was done and what it cost
 *         .figures(figures)           // labels and confidences of the whole run
 *         .evaluation(evaluation)     // how good it was on reviewed tickets
 *         .write(Path.of("out/report.html"));
 * }</pre>
 *
 * <p>Ticket ids and names of reviewers appear in it; texts only when {@link #texts} gives them. Not thread-safe.
 */
public final class HtmlReport {

    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            """;

    private final String title;
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final List<Disagreement> disputed = new ArrayList<>();
    private @Nullable RunFigures figures;
    private @Nullable Evaluation evaluation;
    private @Nullable Agreement agreement;
    private @Nullable Comparison comparison;
    private @Nullable CertifiedPoint certified;
    private @Nullable LabelDrift drift;

    private HtmlReport(String title) {
        this.title = title;
    }

    /** A report of that title, empty so far. */
    public static HtmlReport titled(String title) {
        return new HtmlReport(title);
    }

    /** A line of what was done, e.g. {@code fact("Model", "gpt-4o-mini")}; in the order given. */
    public HtmlReport fact(String name, String value) {
        facts.put(name, value);
        return this;
    }

    /** What a run did and cost. */
    public HtmlReport run(RunReport report) {
        fact("Tickets", Html.count(report.tickets()));
        fact("Labelled", Html.count(report.labeled()));
        fact("Left to people", Html.count(report.abstained()));
        fact("Failed", Html.count(report.failed()));
        fact("Calls", Html.count(report.calls()));
        fact(
                "Tokens",
                Html.count(report.usage().inputTokens()) + " in, "
                        + Html.count(report.usage().outputTokens()) + " out");
        report.usage().costUsd().ifPresent(cost -> fact("Cost", usd(cost) + " USD"));
        fact("Time", String.format(Locale.ROOT, "%.1f s", report.wall().toMillis() / 1000.0));
        if (!report.models().isEmpty()) {
            fact("Models", String.join(", ", report.models().keySet()));
        }
        return this;
    }

    /** Labels and confidences of the whole run, and the least sure tickets. */
    public HtmlReport figures(RunFigures value) {
        figures = value;
        return this;
    }

    /** How good it was. */
    public HtmlReport evaluation(Evaluation value) {
        evaluation = value;
        return this;
    }

    /** Who agreed with whom, and the tickets that people answered differently. */
    public HtmlReport agreement(Agreement value, List<Disagreement> toDecide) {
        agreement = value;
        disputed.clear();
        disputed.addAll(toDecide);
        return this;
    }

    /** Several runs on the same tickets. */
    public HtmlReport comparison(Comparison value) {
        comparison = value;
        return this;
    }

    /** What may be accepted unseen, in the words of the certificate and as a mark on the risk-coverage curve. */
    public HtmlReport certified(CertifiedPoint value) {
        certified = value;
        return this;
    }

    /** How the mix of labels has changed. */
    public HtmlReport drift(LabelDrift value) {
        drift = value;
        return this;
    }

    /** Texts to show with the least sure tickets, by ticket id; without them the report holds no ticket text. */
    public HtmlReport texts(Map<String, String> byId) {
        texts.putAll(byId);
        return this;
    }

    /** Writes it as UTF-8; the file appears whole or not at all, missing directories are made. */
    public void write(Path file) throws IOException {
        try (WholeFile whole = WholeFile.open(file)) {
            whole.writer().write(html());
            whole.complete();
        }
    }

    /** The whole document. */
    public String html() {
        StringBuilder html = new StringBuilder(HEAD)
                .append("<title>")
                .append(Html.text(title))
                .append("</title>\n<style>\n")
                .append(style())
                .append("</style></head>\n<body><main>\n<h1>")
                .append(Html.text(title))
                .append("</h1>\n")
                .append(keyFigures())
                .append(certificate());
        Optional<Reliability> reliability = evaluation == null ? Optional.empty() : evaluation.reliability();
        html.append("<div class=\"pair\">").append(facts());
        if (figures != null) {
            html.append(LabelSections.distribution(figures));
        }
        html.append("</div>\n");
        html.append(ConfidenceSection.html(figures, reliability, certified));
        if (evaluation != null) {
            html.append(LabelSections.confusion(evaluation)).append(LabelSections.scores(evaluation));
        }
        if (agreement != null) {
            html.append(PeopleSections.agreement(agreement, disputed));
        }
        if (comparison != null) {
            html.append(PeopleSections.comparison(comparison));
        }
        if (figures != null) {
            html.append(PeopleSections.uncertain(figures.uncertain(), texts));
        }
        if (drift != null) {
            html.append(LabelSections.drift(drift));
        }
        return html.append("</main></body></html>\n").toString();
    }

    private String keyFigures() {
        StringBuilder html = new StringBuilder("<div class=\"figures\">");
        if (figures != null) {
            figure(html, Html.count(figures.tickets()), "tickets");
            figure(html, Html.percent((double) figures.labeled() / figures.tickets()), "have a proposal");
        }
        if (evaluation != null) {
            figure(html, Html.count(evaluation.reviewed()), "reviewed");
            Rate right = evaluation.accuracy();
            figure(
                    html,
                    Html.percent(right.value()),
                    "of proposals right (" + Html.percent(right.low()) + " to " + Html.percent(right.high()) + ")");
            figure(html, Html.number(evaluation.macroF1()), "macro F1");
        }
        if (certified != null) {
            figure(html, Html.percent(certified.unseen()), "of all tickets may be accepted unseen");
        }
        return html.append("</div>\n").toString();
    }

    private String certificate() {
        return certified == null
                ? ""
                : "<section><h2>Certificate</h2><p>" + Html.text(certified.words()) + "</p></section>\n";
    }

    private static void figure(StringBuilder html, String value, String meaning) {
        html.append("<div class=\"figure\"><b>")
                .append(value)
                .append("</b> <span>")
                .append(meaning)
                .append("</span></div>\n");
    }

    private String facts() {
        if (facts.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<section><h2>What was done</h2><dl>");
        facts.forEach((name, value) -> html.append("<dt>")
                .append(Html.text(name))
                .append("</dt><dd>")
                .append(Html.name(value))
                .append("</dd>"));
        return html.append("</dl></section>\n").toString();
    }

    /** A share with its interval. */
    static String rate(Rate rate) {
        return rate.isKnown()
                ? Html.percent(rate.value()) + "<small>" + Html.percent(rate.low()) + "–" + Html.percent(rate.high())
                        + "</small>"
                : "–";
    }

    static String usd(double cost) {
        return String.format(Locale.ROOT, cost >= 10 ? "%,.2f" : "%.4f", cost);
    }

    private static String style() {
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new IllegalStateException("report.css is missing from the jar");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
