package io.ticketlabeler.contract;

import io.ticketlabeler.ticket.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tickets that have broken exports before: mark-up, quotes, emoji, right-to-left text, line breaks of every kind, formulas,
 * 20 kB mails, fields that are called like a tool's own columns.
 *
 * <p>Ids are {@code H-0}, {@code H-1}, … in order.
 */
public final class HostileTickets {

    private static final List<String> TEXTS = List.of(
            "R&D said <b>\"it's broken\"</b> & left; see <script>alert('x')</script> and &amp; and ]]>",
            "Größe stimmt nicht — “ärgerlich” 😀👩‍👩‍👧‍👦🇩🇪 und zusammengesetzt: e\u0301",
            "الفاتورة غير صحيحة ‏INV-42‏ \u202Eevil\u202C שלום",
            "Subject: printer\n\nDear team,\r\nit burns.\rRegards\n\n\n-- \nAnn",
            "   leading blanks, \u00A0 a hard one, and trailing ones \t ",
            "\tstarts with a tab\tand has\ttabs",
            "=cmd|'/c calc'!A1",
            "+49 30 1234567",
            "-1+1",
            "@SUM(A1:A9)",
            "＝1＋1",
            "line\u2028separator, paragraph\u2029separator, next\u0085line, vertical\u000Btab, form\ffeed",
            "{\"label\":[\"Bug\"]}, [1,2], \\n \\u0041 \\ and a single \"",
            "NULL",
            "007",
            "NaN",
            "a;b,c|d#e\tf",
            "__label__Bug ticket",
            "https://example.com/?a=1&b=<2>#frag $text ${text} {{ text }} %s %n",
            "zero\u200Bwidth \uFEFFmark bell\u0007 escape\u001B[31m",
            "…".repeat(10) + "x".repeat(20_000) + " 😀".repeat(100));

    private HostileTickets() {}

    /** All of them; no text is empty. */
    public static List<Ticket> all() {
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < TEXTS.size(); i++) {
            tickets.add(new Ticket("H-" + i, TEXTS.get(i), fields(i)));
        }
        return tickets;
    }

    private static Map<String, String> fields(int i) {
        if (i == 7) {
            return columnsOfTools();
        }
        return switch (i % 4) {
            case 0 -> Map.of("priority", "high");
            case 1 -> Map.of("label", "=1+1", "text", "other text", "id", "77", "reason", "none");
            case 2 -> Map.of("Größe & <b>", "5 \"inch\"", "data", "\n", "ticket_id", "x", "ticket_label", "");
            default -> Map.of();
        };
    }

    private static Map<String, String> columnsOfTools() {
        return Stream.of(
                        "annotations, annotator, categories, cls, comments, Comments, confidence, created_at, data, example_uuid",
                        "filename, id, inner_id, label, lead_time, #line_number, meta, model, predictions, proposed_label",
                        "reason, self, source, text, ticket_id, updated_at, upload_name, uuid")
                .flatMap(line -> Stream.of(line.split(", ", -1)))
                .collect(Collectors.toMap(name -> name, name -> "a field called " + name));
    }
}
