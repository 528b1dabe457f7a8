package io.ticketlabeler.contract.testbed;

import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** Runs by chance, made of what review tools choke on. */
public final class AnyRun {

    /** Names that doccano takes for something else, and our own columns. */
    private static final List<String> RESERVED = List.of(
            "id, text, label, labels, data, meta, cls, self, filename, upload_name, example_uuid, uuid, #line_number, line_number, categories, comments, Comments, score"
                    .split(", "));

    private static final List<String> VALUES = List.of(
            "",
            " ",
            "5",
            "-0",
            "1e400",
            "3.0",
            "007",
            "NaN",
            "Infinity",
            "null",
            "None",
            "true",
            "[]",
            "{\"a\":1}",
            "[\"Bug\",\"Bug\"]",
            "\uFEFFmark",
            "a\nb",
            "a\rb",
            "a\u0000b",
            "\u2028",
            "😀",
            "__label__Bug x",
            "x#y",
            "'; DROP TABLE",
            "2024-01-01",
            "99999999999999999999",
            "\"",
            "\\",
            "</script>",
            "é\u0301",
            "\uD800");
    private static final List<String> LABELS = List.of(
            "Bug",
            " a",
            "5",
            "true",
            "null",
            "NaN",
            "a#b",
            "b",
            "x y",
            "[\"Bug\"]",
            "\uFEFFm",
            "Größe 😀",
            "two\nlines",
            "\"q\"",
            "x".repeat(100),
            "#",
            "__label__A",
            "-");
    private static final Provenance MODEL = new Provenance(Provenance.Source.MODEL, "m-1", false);

    private final Random random;

    private AnyRun(long seed) {
        this.random = new Random(seed);
    }

    /** The same for the same seed; ids begin with it. */
    public static LabeledTickets of(long seed, boolean multiple) {
        return new AnyRun(seed).run(seed, multiple);
    }

    private LabeledTickets run(long seed, boolean multiple) {
        LabelSet.Builder builder = LabelSet.builder().allowNone();
        some(LABELS, name -> true).forEach(builder::add);
        builder.add("always");
        LabelSet labels = (multiple ? builder.multiple() : builder).build();
        List<Ticket> tickets = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            Ticket ticket = new Ticket(seed + "-" + i + any(VALUES), random.nextInt(9) == 0 ? "" : text(), fields());
            tickets.add(ticket);
            outcomes.add(outcome(ticket, labels));
        }
        return new LabeledTickets(labels, tickets, outcomes);
    }

    private Outcome outcome(Ticket ticket, LabelSet labels) {
        return switch (random.nextInt(6)) {
            case 0 -> new Abstained(ticket.id(), any(VALUES), MODEL);
            case 1 -> new Failed(ticket.id(), new TicketLabelerException(any(VALUES)), MODEL);
            default -> {
                List<String> names = some(labels.names(), name -> true);
                List<String> chosen =
                        names.isEmpty() ? List.of("always") : labels.isMultiple() ? names : names.subList(0, 1);
                yield new Labeled(
                        ticket.id(),
                        chosen.stream()
                                .map(name -> random.nextBoolean()
                                        ? ScoredLabel.of(name)
                                        : ScoredLabel.of(name, random.nextDouble()))
                                .toList(),
                        MODEL);
            }
        };
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        some(RESERVED, name -> random.nextInt(4) == 0).forEach(name -> fields.put(name, any(VALUES)));
        some(VALUES, name -> random.nextInt(8) == 0).forEach(name -> fields.put(name, any(VALUES)));
        return fields;
    }

    private String text() {
        StringBuilder text = new StringBuilder(any(VALUES));
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append(random.nextInt(5) == 0 ? any(VALUES) : Character.toString(random.nextInt(0x3000)));
        }
        return text.toString();
    }

    private String any(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private List<String> some(List<String> from, Predicate<String> wanted) {
        List<String> shuffled = new ArrayList<>(from.stream().filter(wanted).toList());
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, Math.min(shuffled.size(), random.nextInt(7)));
    }
}
