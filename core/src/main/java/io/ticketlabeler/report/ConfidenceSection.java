package io.ticketlabeler.report;

import io.ticketlabeler.evaluation.Reliability;
import io.ticketlabeler.evaluation.ReliabilityBin;
import io.ticketlabeler.evaluation.RiskPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the confidences look like and what they are worth. */
final class ConfidenceSection {

    private static final int TABLE_POINTS = 20;

    private ConfidenceSection() {}

    static String html(
            @Nullable RunFigures run, Optional<Reliability> reliability, @Nullable CertifiedPoint certified) {
        List<String> charts = new ArrayList<>();
        if (run != null && Collections.max(run.histogram()) > 0) {
            charts.add(histogram(run));
        }
        reliability.ifPresent(each -> charts.add(curve(each)));
        reliability.ifPresent(each -> charts.add(risk(each, certified)));
        if (charts.isEmpty()) {
            return "";
        }
        String worth = reliability
                .map(each ->
                        "<p>Calibration error (ECE) " + Html.number(each.ece().value()) + " ("
                                + Html.number(each.ece().low()) + " to "
                                + Html.number(each.ece().high()) + "), Brier score "
                                + Html.number(each.brier()) + ", AUROC "
                                + Html.number(each.auroc().orElse(Double.NaN)) + ", AURC " + Html.number(each.aurc())
                                + "; of " + Html.count(each.tickets()) + " reviewed proposals.</p>")
                .orElse("");
        return "<section><h2>Confidence</h2>" + worth + "<div class=\"charts\">" + String.join("", charts)
                + "</div></section>\n";
    }

    private static String histogram(RunFigures run) {
        long most = roundTop(Collections.max(run.histogram()));
        List<Double> heights = new ArrayList<>();
        List<String> meanings = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < RunFigures.BARS; i++) {
            long count = run.histogram().get(i);
            String range = Math.round(100.0 * i / RunFigures.BARS) + " to "
                    + Math.round(100.0 * (i + 1) / RunFigures.BARS) + "\u00A0%";
            heights.add((double) count / most);
            meanings.add(range + ": " + Html.count(count));
            rows.add(List.of(range, Html.count(count)));
        }
        String title = "How sure the model was";
        Svg svg = Svg.plot(
                        "histogram",
                        title,
                        "Histogram of " + Html.count(sum(run.histogram()))
                                + " proposals by confidence; the table below has " + "the numbers.",
                        "stated confidence",
                        "proposals",
                        (double) most)
                .bars(heights, meanings);
        return figure(
                title,
                "All proposals of the run by stated confidence.",
                svg,
                Html.details("The numbers", Html.table(title, List.of("Confidence", "Proposals"), rows)));
    }

    /** The next number above that has four equal round parts. */
    private static long roundTop(long most) {
        long step = 1;
        for (int i = 0; 4 * step < most; i++) {
            step = i % 3 == 1 ? step / 2 * 5 : step * 2; // 1, 2, 5, 10, 20, 50, …
        }
        return 4 * step;
    }

    private static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    private static String curve(Reliability reliability) {
        String title = "Whether confidence can be believed";
        Svg svg = Svg.plot(
                        "reliability",
                        title,
                        "Reliability curve: share of right proposals against stated confidence, in "
                                + reliability.bins().size() + " groups of about the same size; the table below has the "
                                + "numbers.",
                        "stated confidence",
                        "right",
                        1)
                .line("even", List.of(new Svg.Point(0, 0), new Svg.Point(1, 1)));
        List<Svg.Point> points = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (ReliabilityBin bin : reliability.bins()) {
            points.add(new Svg.Point(bin.confidence(), bin.accuracy().value()));
            svg.whisker(bin.confidence(), bin.accuracy().low(), bin.accuracy().high());
            rows.add(List.of(
                    Html.percent(bin.confidence()), Html.count(bin.tickets()), HtmlReport.rate(bin.accuracy())));
        }
        svg.line("curve", points);
        for (int i = 0; i < points.size(); i++) {
            svg.dot(
                    points.get(i),
                    Html.percent(points.get(i).x()) + " stated, "
                            + Html.percent(points.get(i).y()) + " right");
        }
        return figure(
                title,
                "On the dashed line, 90\u00A0% stated means 90\u00A0% right; below it the model is too sure of itself.",
                svg,
                Html.details("The numbers", Html.table(title, List.of("Mean confidence", "Reviewed", "Right"), rows)));
    }

    private static String risk(Reliability reliability, @Nullable CertifiedPoint certified) {
        List<RiskPoint> curve = reliability.riskCoverage();
        double most = curve.stream().mapToDouble(RiskPoint::risk).max().orElse(0);
        double top = most <= 0.1 ? 0.1 : most <= 0.2 ? 0.2 : most <= 0.4 ? 0.4 : 1;
        String title = "What accepting unseen would cost";
        Svg svg = Svg.plot(
                "risk",
                title,
                "Risk-coverage curve: share of wrong proposals among the most confident ones, against their share of all; "
                        + (certified == null
                                ? ""
                                : "a line marks the certified share, " + Html.percent(certified.coverage()) + "; ")
                        + "the table below has the numbers.",
                "accepted unseen, most confident first",
                "wrong among them",
                top);
        svg.line(
                "curve",
                curve.stream()
                        .map(point -> new Svg.Point(point.coverage(), point.risk() / top))
                        .toList());
        if (certified != null) {
            svg.mark(certified.coverage(), "certified: " + Html.percent(certified.coverage()));
        }
        List<List<String>> rows = new ArrayList<>();
        double next = 0;
        for (RiskPoint point : curve) {
            if (point.coverage() >= next || point.coverage() == 1) {
                rows.add(List.of(
                        Html.percent(point.coverage()), Html.percent(point.confidence()), Html.percent(point.risk())));
                next = point.coverage() + 1.0 / TABLE_POINTS;
            }
        }
        return figure(
                title,
                "Errors among the accepted ones, as the reviews show them. An estimate; only a certificate is a promise.",
                svg,
                Html.details(
                        "The numbers",
                        Html.table(title, List.of("Accepted", "From confidence", "Wrong among them"), rows)));
    }

    static String figure(String title, String explanation, Svg svg, String behind) {
        return "<figure><figcaption>" + Html.text(title) + "</figcaption><p>" + Html.text(explanation) + "</p>" + svg
                + behind + "</figure>\n";
    }
}
