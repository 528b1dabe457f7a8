package io.ticketlabeler.report;

import io.ticketlabeler.evaluation.ConfusedPair;
import io.ticketlabeler.evaluation.Confusion;
import io.ticketlabeler.evaluation.Evaluation;
import io.ticketlabeler.evaluation.LabelDrift;
import io.ticketlabeler.evaluation.LabelScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that is told label by label. With many labels the charts show those that matter most and say so. */
final class LabelSections {

    private static final int MOST_BARS = 15;
    private static final int MOST_IN_MATRIX = 20;
    private static final int MOST_PAIRS = 25;
    private static final int OPEN_TABLE = 15;

    private static final int ROW = 20;
    private static final int NAMES = 136;
    private static final int CELL = 26;
    private static final int OPEN_PAIRS = 10;

    private LabelSections() {}

    /** How many tickets each label was proposed for. */
    static String distribution(RunFigures run) {
        List<Map.Entry<String, Long>> all = new ArrayList<>(run.labels().entrySet());
        if (all.isEmpty()) {
            return "";
        }
        List<Map.Entry<String, Long>> shown = all.subList(0, Math.min(MOST_BARS, all.size()));
        String title = "Proposed labels";
        Svg svg = new Svg(
                "labels",
                Svg.WIDTH,
                shown.size() * ROW + 6,
                title,
                "Tickets by proposed label, the most frequent first; the table below has the numbers.");
        long most = shown.get(0).getValue();
        int room = Svg.WIDTH - NAMES - 50;
        for (int i = 0; i < shown.size(); i++) {
            double y = i * ROW + 4.0;
            long count = shown.get(i).getValue();
            double width = (double) room * count / most;
            svg.label(NAMES - 6.0, y + 12, "end", Svg.fitting(shown.get(i).getKey(), NAMES - 10));
            svg.add(
                    "<rect class=\"bar\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"15\"><title>%s</title></rect>",
                    NAMES, y, width, Html.text(shown.get(i).getKey() + ": " + Html.count(count)));
            svg.label(NAMES + width + 5, y + 12, "start", Html.count(count));
        }
        List<List<String>> rows = all.stream()
                .map(each -> List.of(
                        Html.name(each.getKey()),
                        Html.count(each.getValue()),
                        Html.percent((double) each.getValue() / run.tickets())))
                .toList();
        String explanation = all.size() > shown.size()
                ? "The " + shown.size() + " most frequent of " + all.size() + " labels; the table has all of them."
                : "Tickets by proposed label.";
        return "<section><h2>Labels</h2>"
                + ConfidenceSection.figure(
                        title,
                        explanation,
                        svg,
                        Html.details(
                                "The numbers", Html.table(title, List.of("Label", "Tickets", "Of all tickets"), rows)))
                + "</section>\n";
    }

    /** The confusion matrix, and the pairs behind it. */
    static String confusion(Evaluation evaluation) {
        Confusion confusion = evaluation.confusion();
        List<ConfusedPair> pairs = confusion.pairs(MOST_PAIRS);
        List<String> labels = worthShowing(evaluation);
        if (labels.isEmpty()) {
            return "";
        }
        int all = (int) evaluation.labels().stream()
                .filter(score -> score.support() + score.proposed() > 0)
                .count();
        String explanation = labels.size() < all
                ? "The " + labels.size() + " of " + all
                        + " labels with most mistakes; rows and columns have the same order."
                : "Rows: what people chose. Columns, in the same order: what was proposed.";
        StringBuilder html = new StringBuilder("<section class=\"long\"><h2>Mistakes</h2>");
        html.append("<figure><figcaption>Which label was taken for which</figcaption><p>")
                .append(explanation)
                .append("</p><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Confusion matrix\">")
                .append(matrix(confusion, labels))
                .append("</div></figure>\n");
        if (pairs.isEmpty()) {
            return html.append("<p>No label was taken for another one.</p></section>\n")
                    .toString();
        }
        html.append(
                "<h3>Labels whose definition is unclear</h3><p class=\"soft\">Pairs that people and the model mix up most. Read the "
                        + "tickets; then describe what tells the two labels apart.</p>");
        List<List<String>> rows = pairs.stream()
                .map(pair -> List.of(
                        Html.name(pair.one()) + " – " + Html.name(pair.other()),
                        Html.count(pair.count()),
                        Html.percent(pair.share()),
                        Html.names(pair.ticketIds())))
                .toList();
        html.append(Html.longTable(
                "Most confused pairs",
                OPEN_PAIRS,
                List.of("Pair", "Mistakes", "Of their tickets", "Tickets to read"),
                rows,
                3));
        return html.append("</section>\n").toString();
    }

    /** All labels with reviews, or those with most mistakes, in the order of the label set. */
    private static List<String> worthShowing(Evaluation evaluation) {
        List<LabelScore> seen = evaluation.labels().stream()
                .filter(score -> score.support() + score.proposed() > 0)
                .toList();
        if (seen.size() <= MOST_IN_MATRIX) {
            return seen.stream().map(LabelScore::label).toList();
        }
        Map<String, Double> mistakes = new LinkedHashMap<>();
        for (LabelScore score : seen) {
            double hits = evaluation.confusion().count(score.label(), score.label());
            mistakes.put(score.label(), score.support() + score.proposed() - 2 * hits);
        }
        List<String> worst = seen.stream()
                .map(LabelScore::label)
                .sorted(Comparator.comparingDouble((String label) -> mistakes.getOrDefault(label, 0.0))
                        .reversed())
                .limit(MOST_IN_MATRIX)
                .toList();
        return seen.stream().map(LabelScore::label).filter(worst::contains).toList();
    }

    private static Svg matrix(Confusion confusion, List<String> labels) {
        List<String> sides = new ArrayList<>(labels);
        sides.add(Confusion.NONE);
        int size = sides.size();
        Svg svg = new Svg(
                "confusion",
                Math.max(Svg.WIDTH + 1, NAMES + 24 + size * CELL),
                24 + size * CELL + 4,
                "Confusion matrix",
                "What people chose in rows, what was proposed in columns; the table of confused pairs below has the "
                        + "largest numbers.");
        for (int column = 0; column < size; column++) {
            svg.label(
                    NAMES + 24 + (column + 0.5) * CELL,
                    15,
                    "middle",
                    sides.get(column).isEmpty() ? "–" : "" + (column + 1));
        }
        for (int row = 0; row < size; row++) {
            String chosen = sides.get(row);
            double total = 0;
            for (String proposed : sides) {
                total += confusion.count(chosen, proposed);
            }
            double y = 24.0 + row * CELL;
            svg.label(NAMES + 18.0, y + 17, "end", sideName(row, chosen));
            for (int column = 0; column < size; column++) {
                double count = confusion.count(chosen, sides.get(column));
                cell(
                        svg,
                        NAMES + 24.0 + column * CELL,
                        y,
                        row == column,
                        count,
                        count / Math.max(1, total),
                        chosen,
                        sides.get(column));
            }
        }
        return svg;
    }

    private static String sideName(int row, String label) {
        // isolated: some names run from right to left
        return label.isEmpty() ? "no label –" : "\u2068" + Svg.fitting(label, NAMES - 10) + "\u2069 " + (row + 1);
    }

    private static void cell(
            Svg svg, double x, double y, boolean right, double count, double share, String chosen, String proposed) {
        svg.add("<rect class=\"track\" x=\"%.0f\" y=\"%.0f\" width=\"%d\" height=\"%d\"/>", x, y, CELL - 2, CELL - 2);
        if (count == 0) {
            return;
        }
        double strength = 0.15 + 0.85 * Math.min(1, share);
        svg.add(
                "<rect class=\"%s\" x=\"%.0f\" y=\"%.0f\" width=\"%d\" height=\"%d\" fill-opacity=\"%.2f\"><title>%s</title></rect>",
                right ? "right" : "wrong",
                x,
                y,
                CELL - 2,
                CELL - 2,
                strength,
                Html.text("chosen: " + nameOrNone(chosen) + ", proposed: " + nameOrNone(proposed) + ": "
                        + Html.count(count)));
        String text = count < 10_000 ? Html.count(count).replace(",", "") : Math.round(count / 1000) + "k";
        svg.add(
                "<text class=\"%s\" x=\"%.0f\" y=\"%.0f\" text-anchor=\"middle\"%s>%s</text>",
                strength > 0.6 ? "on" : "strong",
                x + CELL / 2.0 - 1,
                y + 16.0,
                text.length() > 3 ? " style=\"font-size:8px\"" : "",
                text);
    }

    private static String nameOrNone(String label) {
        return label.isEmpty() ? "no label" : label;
    }

    /** Precision and recall of each label. */
    static String scores(Evaluation evaluation) {
        List<LabelScore> seen = evaluation.labels().stream()
                .filter(score -> score.support() + score.proposed() > 0)
                .sorted(Comparator.comparingDouble(LabelScore::f1))
                .toList();
        if (seen.isEmpty()) {
            return "";
        }
        int untouched = evaluation.labels().size() - seen.size();
        String note = untouched == 0
                ? ""
                : " " + untouched + " labels were neither chosen nor proposed for reviewed tickets.";
        StringBuilder html =
                new StringBuilder("<section class=\"long\"><h2>Label by label</h2><p class=\"soft\">The weakest "
                        + "first, with 95\u00A0% intervals. Precision: of the tickets a label was proposed for, the share that has it. Recall: of "
                        + "the tickets that have it, the share it was proposed for." + note + "</p>");
        List<List<String>> rows = seen.stream()
                .map(score -> List.of(
                        Html.name(score.label()),
                        Html.count(score.support()),
                        HtmlReport.rate(score.precision()),
                        HtmlReport.rate(score.recall()),
                        Html.number(score.f1())))
                .toList();
        html.append(Html.longTable(
                "Labels, the weakest first",
                OPEN_TABLE,
                List.of("Label", "Reviewed", "Precision", "Recall", "F1"),
                rows));
        return html.append("</section>\n").toString();
    }

    /** How the mix of labels has changed. */
    static String drift(LabelDrift drift) {
        List<List<String>> rows = drift.shifts().stream()
                .limit(MOST_BARS)
                .map(shift -> List.of(
                        Html.name(shift.label()),
                        Html.percent(shift.before()),
                        Html.percent(shift.now()),
                        (shift.now() >= shift.before() ? "+" : "−")
                                + Html.percent(Math.abs(shift.now() - shift.before()))))
                .toList();
        String verdict = drift.isDrift()
                ? "<b>The mix of labels has changed</b> by more than chance explains"
                : "The mix of labels has changed no more than chance explains";
        return "<section class=\"long\"><h2>Drift</h2><p>" + verdict + ": stability index (PSI) "
                + Html.number(drift.psi())
                + ", limit " + Html.number(drift.limit()) + ".</p>"
                + Html.table("Largest changes", List.of("Label", "Before", "Now", "Change"), rows) + "</section>\n";
    }
}
