package io.ticketlabeler.report;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Pieces of HTML. Whatever comes from outside goes through {@link #text} or {@link #name}. */
final class Html {

    private Html() {}

    /** Text for an element or a quoted attribute. Characters that no HTML may hold become U+FFFD. */
    static String text(String raw) {
        StringBuilder safe = new StringBuilder(raw.length() + 16);
        raw.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
            }
        });
        return safe.toString();
    }

    // https://infra.spec.whatwg.org/#noncharacter, surrogates and controls
    private static boolean isAllowed(int c) {
        boolean control = (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c <= 0x9F);
        boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
        boolean none = (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
        boolean turnsAround = c >= 0x202A && c <= 0x202E; // makes what follows read otherwise than it is
        return !control && !surrogate && !none && !turnsAround;
    }

    /** A name from outside, kept from turning the direction of its neighbours around. */
    static String name(String raw) {
        return "<bdi>" + text(raw) + "</bdi>";
    }

    /** Several names. */
    static String names(List<String> raw) {
        return raw.isEmpty()
                ? "<i>none</i>"
                : String.join(", ", raw.stream().map(Html::name).toList());
    }

    /** E.g. {@code 91.2 %}; a dash for what is not known. */
    static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f\u00A0%%", 100 * share);
    }

    /** E.g. {@code 0.874}; a dash for what is not known. */
    static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** E.g. {@code 12,345}; weighted counts are rounded. */
    static String count(double value) {
        return String.format(Locale.ROOT, "%,d", Math.round(value));
    }

    /** E.g. {@code 12,345}. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /**
     * A table that scrolls by itself where it is too wide; cells are HTML, numbers stand right.
     *
     * @param words the columns that hold words, besides the first one
     */
    static String table(String caption, List<String> head, List<List<String>> rows, Integer... words) {
        Set<Integer> left = Set.of(words);
        StringBuilder html = new StringBuilder("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(text(caption))
                .append("\"><table><caption>")
                .append(text(caption))
                .append("</caption><thead><tr>");
        for (int i = 0; i < head.size(); i++) {
            html.append("<th scope=\"col\"")
                    .append(left.contains(i) ? " class=\"words\">" : ">")
                    .append(head.get(i))
                    .append("</th>");
        }
        html.append("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr><th scope=\"row\">").append(row.get(0)).append("</th>");
            for (int i = 1; i < row.size(); i++) {
                html.append(left.contains(i) ? "<td class=\"words\">" : "<td>")
                        .append(row.get(i))
                        .append("</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    /** The first rows of a table, and the others to open. */
    static String longTable(String caption, int open, List<String> head, List<List<String>> rows, Integer... words) {
        if (rows.size() <= open + open / 2) {
            return table(caption, head, rows, words);
        }
        List<List<String>> others = rows.subList(open, rows.size());
        return table(caption, head, rows.subList(0, open), words)
                + details(others.size() + " more", table(caption + ", continued", head, others, words));
    }

    /** Something to open. */
    static String details(String summary, String content) {
        return "<details><summary>" + text(summary) + "</summary>" + content + "</details>\n";
    }
}
