package io.ticketlabeler.contract.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.contract.HostileTickets;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A finished run without a model: tickets, and labels that people gave them, with made-up confidences.
 *
 * @param tickets  in input order
 * @param outcomes one for each ticket, at the same place
 */
public record LabeledTickets(LabelSet labels, List<Ticket> tickets, List<Outcome> outcomes) {

    /** The model version of the run. */
    public static final String MODEL_VERSION = "people-2026";

    private static final Provenance MODEL = new Provenance(Provenance.Source.MODEL, "people-2026-11-24", false);
    private static final List<String> HOSTILE_LABELS = List.of(
            "Q & A",
            "<b>\"urgent\"</b>",
            "it's",
            "$5 refund",
            "$text",
            " lead and trail ",
            "double  blank",
            "two\nlines",
            "a\ttab",
            "Größe 😀",
            "فاتورة",
            "=cmd",
            "a,b;c#d|e",
            "{{ text }}",
            "null",
            "0",
            "[\"Bug\"]",
            "x".repeat(100));

    /** 2,000 questions to a bank, single choice of 77 labels. */
    public static LabeledTickets banking77() throws IOException {
        List<Ticket> tickets = RealTickets.of("banking77.csv");
        LabelSet.Builder labels = LabelSet.builder();
        for (JsonNode label : new ObjectMapper()
                .readTree(
                        RealTickets.directory().resolve("labels/banking77.json").toFile())) {
            labels.add(label.get("name").asText(), label.get("description").asText());
        }
        return new LabeledTickets(
                labels.build(),
                tickets,
                tickets.stream()
                        .<Outcome>map(ticket -> labeled(ticket, List.of(field(ticket, "label"))))
                        .toList());
    }

    /** 500 posts to a forum as HTML in nine languages, multiple choice of the tags that people added, often none. */
    public static LabeledTickets forumPosts() throws IOException {
        List<Ticket> tickets = RealTickets.of("sumo-multilang.csv");
        Set<String> names = new LinkedHashSet<>();
        tickets.forEach(ticket -> names.addAll(tags(ticket)));
        LabelSet.Builder labels = LabelSet.builder().multiple().allowNone();
        names.forEach(labels::add);
        List<Outcome> outcomes = new ArrayList<>();
        for (Ticket ticket : tickets) {
            List<String> tags = tags(ticket);
            outcomes.add(tags.isEmpty() ? abstained(ticket, "none of the labels fits") : labeled(ticket, tags));
        }
        return new LabeledTickets(labels.build(), tickets, outcomes);
    }

    /** {@link HostileTickets} with hostile labels, and tickets that are empty, blank, left alone and failed. */
    public static LabeledTickets hostile(boolean multiple) {
        LabelSet.Builder labels = LabelSet.builder().allowNone();
        HOSTILE_LABELS.forEach(label -> labels.add(label, "A \"description\" <of> it & more\n" + label));
        LabelSet set = (multiple ? labels.multiple() : labels).build();
        List<Ticket> tickets = new ArrayList<>(HostileTickets.all());
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < tickets.size(); i++) {
            int count = multiple ? 1 + i % 3 : 1;
            List<String> names = Stream.iterate(i, k -> k + 1)
                    .map(k -> set.names().get(k % set.names().size()))
                    .limit(count)
                    .toList();
            outcomes.add(labeled(tickets.get(i), names));
        }
        tickets.add(new Ticket("H-empty", "", Map.of("priority", "")));
        outcomes.add(abstained(tickets.get(tickets.size() - 1), "the text is empty"));
        tickets.add(Ticket.of("H-blank", " \n\t"));
        outcomes.add(abstained(tickets.get(tickets.size() - 1), "none of the labels fits"));
        tickets.add(Ticket.of("H-failed = <&>\n2", "a text"));
        outcomes.add(new Failed(
                tickets.get(tickets.size() - 1).id(),
                new TicketLabelerException("the \"model\" refused,\ntwice"),
                MODEL));
        return new LabeledTickets(set, tickets, outcomes);
    }

    /** Hands everything to a sink, as a run does. */
    public void exportTo(LabelSink sink) throws IOException {
        try (sink) {
            sink.open(new RunHeader(labels, MODEL_VERSION));
            for (int i = 0; i < tickets.size(); i++) {
                sink.accept(tickets.get(i), outcomes.get(i));
            }
            sink.complete();
        }
    }

    /** The names proposed for the ticket at this place; may be empty. */
    public List<String> names(int place) {
        return outcomes.get(place) instanceof Labeled labeled ? labeled.names() : List.of();
    }

    /** From 0.00 to 1.00, the same for the same id; every seventh ticket or so has none. */
    private static Labeled labeled(Ticket ticket, List<String> names) {
        int chance = Math.floorMod(ticket.id().hashCode(), 707);
        return new Labeled(
                ticket.id(),
                names.stream()
                        .map(name ->
                                chance % 7 == 0 ? ScoredLabel.of(name) : ScoredLabel.of(name, chance % 101 / 100.0))
                        .toList(),
                MODEL);
    }

    private static Abstained abstained(Ticket ticket, String reason) {
        return new Abstained(ticket.id(), reason, ticket.text().isEmpty() ? Provenance.NOT_ASKED : MODEL);
    }

    private static List<String> tags(Ticket ticket) {
        return Stream.of(field(ticket, "human_tags").split(";", -1))
                .filter(tag -> !tag.isBlank())
                .distinct()
                .toList();
    }

    private static String field(Ticket ticket, String name) {
        return ticket.fields().getOrDefault(name, "");
    }
}
