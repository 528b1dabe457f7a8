package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.internal.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A line {@code __label__Bug __label__Billing the text __comment__a comment}. Neither names nor texts are escaped: a name may hold blanks, and
 * a text may begin like a label. So names are found because they are known, and the first text that a ticket has ends the labels. Pure.
 *
 * @param labels as doccano writes them
 * @param text   of the ticket; the whole rest of the line where no ticket has it
 */
record FastTextLine(List<String> labels, String text) {

    private static final String LABEL = "__label__";
    private static final String COMMENT = " __comment__";
    private static final int LONGEST_NAME = 100;

    static FastTextLine of(String line, Predicate<String> isLabel, Predicate<String> isText) {
        List<String> labels = new ArrayList<>();
        String rest = line;
        if (rest.startsWith(" ")) {
            return new FastTextLine(labels, text(rest.substring(1), isText));
        }
        while (rest.startsWith(LABEL) && (labels.isEmpty() || !isText.test(text(rest, isText)))) {
            String label = label(rest.substring(LABEL.length()), isLabel);
            labels.add(label);
            rest = rest.substring(LABEL.length() + label.length());
            rest = rest.startsWith(" ") ? rest.substring(1) : rest;
        }
        return new FastTextLine(labels, text(rest, isText));
    }

    /** Without the blank and the comments behind it. */
    private static String text(String rest, Predicate<String> isText) {
        for (int end = rest.indexOf(COMMENT); end >= 0; end = rest.indexOf(COMMENT, end + 1)) {
            if (isText.test(rest.substring(0, end))) {
                return rest.substring(0, end);
            }
        }
        return rest.endsWith(" ") ? rest.substring(0, rest.length() - 1) : rest;
    }

    /** The longest name that is known, else up to the first blank. */
    private static String label(String rest, Predicate<String> isLabel) {
        String best = "";
        int blank = rest.indexOf(' ');
        while (blank >= 0 && blank <= LONGEST_NAME) {
            if (isLabel.test(rest.substring(0, blank))) {
                best = rest.substring(0, blank);
            }
            blank = rest.indexOf(' ', blank + 1);
        }
        int first = rest.indexOf(' ');
        return !best.isEmpty() ? best : first < 0 ? rest : rest.substring(0, first);
    }

    /** As a row of the other formats, with what is known of the ticket. */
    ObjectNode row(TextIds.Reading reading) {
        ObjectNode known = reading.next(text);
        ObjectNode row = known == null ? Json.STRICT.createObjectNode() : known;
        row.put("text", text);
        ArrayNode names = row.putArray("label");
        labels.forEach(names::add);
        return row;
    }
}
