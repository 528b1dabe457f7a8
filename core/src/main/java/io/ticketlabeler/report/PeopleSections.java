package io.ticketlabeler.report;

import io.ticketlabeler.evaluation.AgreedPair;
import io.ticketlabeler.evaluation.Agreement;
import io.ticketlabeler.evaluation.Comparison;
import io.ticketlabeler.evaluation.Disagreement;
import io.ticketlabeler.evaluation.SourceScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who agreed with whom, which model did better, which tickets to look at. */
final class PeopleSections {

    private static final int MOST_PAIRS = 20;
    private static final int MOST_DISPUTED = 50;
    private static final int OPEN_DISPUTED = 8;

    private PeopleSections() {}

    static String agreement(Agreement agreement, List<Disagreement> disputed) {
        if (agreement.people().isEmpty() && agreement.withModel().isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<section class=\"long\"><h2>People</h2>");
        if (agreement.items() == 0) {
            html.append(
                    "<p>No ticket was answered by several people, so nothing is known about how far people agree.</p>");
        } else {
            html.append("<p>Krippendorff’s alpha ")
                    .append(Html.number(agreement.alpha().orElse(Double.NaN)))
                    .append(" over ")
                    .append(Html.count(agreement.items()))
                    .append(
                            " tickets that several people answered; 1 is full agreement, 0 what chance would give.</p>");
        }
        List<AgreedPair> pairs = new ArrayList<>(agreement
                .people()
                .subList(0, Math.min(MOST_PAIRS, agreement.people().size())));
        pairs.addAll(agreement
                .withModel()
                .subList(0, Math.min(MOST_PAIRS, agreement.withModel().size())));
        html.append(Html.table(
                "Agreement of pairs",
                List.of("Pair", "Tickets", "Same answer", "By chance", "Cohen’s kappa"),
                pairs.stream()
                        .map(pair -> List.of(
                                person(pair.one()) + " – " + person(pair.other()),
                                Html.count(pair.tickets()),
                                HtmlReport.rate(pair.observed()),
                                Html.percent(pair.byChance()),
                                Html.number(pair.kappa().orElse(Double.NaN))))
                        .toList()));
        if (!disputed.isEmpty()) {
            html.append("<h3>Tickets that people answered differently</h3><p class=\"soft\">")
                    .append(disputed.size() > MOST_DISPUTED ? "The first " + MOST_DISPUTED + " of " : "")
                    .append(Html.count(disputed.size()))
                    .append("; those without a majority count in no figure until somebody decides.</p>")
                    .append(Html.longTable(
                            "To decide",
                            OPEN_DISPUTED,
                            List.of("Ticket", "Answers", "Majority"),
                            disputed.stream()
                                    .limit(MOST_DISPUTED)
                                    .map(each -> List.of(
                                            Html.name(each.ticketId()),
                                            answers(each.answers()),
                                            each.settled() ? "yes" : "no"))
                                    .toList(),
                            1));
        }
        return html.append("</section>\n").toString();
    }

    private static String person(String name) {
        return name.isEmpty() ? "<i>no name</i>" : Html.name(name);
    }

    private static String answers(Map<String, List<String>> answers) {
        return String.join(
                "<br>",
                answers.entrySet().stream()
                        .map(each -> person(each.getKey()) + ": " + Html.names(each.getValue()))
                        .toList());
    }

    static String sources(List<SourceScore> sources) {
        List<List<String>> rows = sources.stream()
                .map(each -> List.of(
                        Html.name(each.name()),
                        Html.count(each.tickets()),
                        Html.count(each.reviewed()),
                        HtmlReport.rate(each.accuracy()),
                        each.usd().isPresent() ? HtmlReport.usd(each.usd().getAsDouble()) : "–"))
                .toList();
        return "<section><h2>Who answered</h2><p class=\"soft\">Whose word counted for how many tickets, how often it was right where people "
                + "looked, and what its calls cost.</p>"
                + Html.table("Sources", List.of("Source", "Tickets", "Reviewed", "Right", "USD"), rows)
                + "</section>\n";
    }

    static String comparison(Comparison comparison) {
        List<List<String>> rows = comparison.contenders().stream()
                .map(each -> List.of(
                        Html.name(each.name()),
                        Html.count(each.evaluation().reviewed()),
                        HtmlReport.rate(each.evaluation().accuracyOfAll()),
                        Html.number(each.evaluation().macroF1()),
                        each.usdPerThousand().isPresent()
                                ? HtmlReport.usd(each.usdPerThousand().getAsDouble())
                                : "–"))
                .toList();
        List<List<String>> duels = comparison.duels().stream()
                .map(duel -> List.of(
                        Html.name(duel.one()) + " – " + Html.name(duel.other()),
                        Html.count(duel.onlyOne()),
                        Html.count(duel.onlyOther()),
                        duel.p() < 0.001 ? "&lt; 0.001" : Html.number(duel.p())))
                .toList();
        return "<section><h2>Side by side</h2><p class=\"soft\">On the reviewed tickets that all of them know.</p>"
                + Html.table("Contenders", List.of("Run", "Tickets", "Right", "Macro F1", "USD for 1,000"), rows)
                + "<h3>More than chance?</h3><p class=\"soft\">Tickets that only one of two got right, and how often chance alone makes "
                + "such a difference (McNemar, exact). With several pairs, divide 0.05 by their number.</p>"
                + Html.table("Pairs", List.of("Pair", "Only the first", "Only the second", "p"), duels)
                + "</section>\n";
    }

    static String uncertain(List<UncertainTicket> tickets, Map<String, String> texts) {
        if (tickets.isEmpty()) {
            return "";
        }
        List<List<String>> rows = tickets.stream()
                .map(each -> List.of(
                        Html.name(each.ticketId()),
                        Html.names(each.labels()) + text(Optional.ofNullable(texts.get(each.ticketId()))),
                        Html.percent(each.confidence().orElse(Double.NaN))))
                .toList();
        return "<section class=\"long\"><h2>Least sure</h2><p class=\"soft\">The proposals with the lowest confidence: read these "
                + "first.</p>" + Html.table("Least sure", List.of("Ticket", "Proposed", "Confidence"), rows, 1)
                + "</section>\n";
    }

    private static String text(Optional<String> text) {
        return text.map(each -> "<div class=\"ticket\" dir=\"auto\">" + Html.text(each) + "</div>")
                .orElse("");
    }
}
