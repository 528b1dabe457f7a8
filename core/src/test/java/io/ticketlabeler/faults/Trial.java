package io.ticketlabeler.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.RunListener;
import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.run.CallEvent;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** A labeler that is watched: what it asked, stored, told and gave out. Tickets are such that the right label is known. */
final class Trial implements AutoCloseable, RunListener {

    static final LabelSet LABELS = LabelSet.of("Billing", "Bug", "Question");

    final Ledger ledger = new Ledger();
    final List<Outcome> outcomes = new ArrayList<>();
    final List<Told> events = new CopyOnWriteArrayList<>();
    private final TicketLabeler labeler;

    /** An event and when it was told, by {@link System#nanoTime()}. */
    record Told(CallEvent event, long nanoTime) {}

    private Trial(TicketLabeler.Builder settings) {
        this.labeler = settings.cache(ledger).listener(this).build();
    }

    /** Settings for this model, to be changed before they are given to {@link #of}. */
    static TicketLabeler.Builder settings(LabelModel model) {
        return TicketLabeler.builder().labels(LABELS).model(model).random(new Random(7));
    }

    static Trial of(TicketLabeler.Builder settings) {
        return new Trial(settings);
    }

    /** A provider that answers all tickets rightly, until it is told to have faults. */
    static StubProvider provider() {
        return StubProvider.labelling(Trial::right);
    }

    static OpenAi model(StubProvider provider) {
        return OpenAi.chat("gpt-4o-mini").baseUrl(provider.baseUrl());
    }

    /** Ids {@code T0}, {@code T1}, …, all texts different. */
    static List<Ticket> tickets(int count) {
        return IntStream.range(0, count).mapToObj(Trial::ticket).toList();
    }

    static Ticket ticket(int number) {
        return Ticket.of("T" + number, "№ " + number + ": Größe „falsch“, bitte um Rückruf 😀");
    }

    /** The right label, by the number in the text. */
    static String right(String text) {
        int number = Integer.parseInt(text.substring(2, text.indexOf(':')));
        return LABELS.names().get(number % LABELS.names().size());
    }

    RunReport run(List<Ticket> tickets) {
        return labeler.run(tickets, new Collecting());
    }

    @Override
    public void progress(RunReport soFar) {}

    @Override
    public void call(CallEvent event) {
        events.add(new Told(event, System.nanoTime()));
    }

    <E extends CallEvent> List<E> events(Class<E> type) {
        return events.stream()
                .map(Told::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Every ticket has its right label, once, in the order of the input. */
    void assertAllRight(Collection<Ticket> tickets) {
        assertThat(outcomes)
                .extracting(Outcome::ticketId)
                .containsExactlyElementsOf(tickets.stream().map(Ticket::id).toList());
        assertRight(tickets);
    }

    /** Those tickets that got a label have the right one; and all of these got one. */
    void assertRight(Collection<Ticket> tickets) {
        List<String> expected = tickets.stream()
                .map(ticket -> ticket.id() + " " + right(ticket.text()))
                .toList();
        assertThat(outcomes.stream()
                        .filter(Labeled.class::isInstance)
                        .map(Labeled.class::cast)
                        .map(labeled -> labeled.ticketId() + " " + labeled.label()))
                .containsExactlyElementsOf(expected);
    }

    @Override
    public void close() {
        labeler.close();
    }

    private final class Collecting implements LabelSink {

        @Override
        public void open(RunHeader run) {
            outcomes.clear();
        }

        @Override
        public void accept(Ticket ticket, Outcome outcome) {
            assertThat(outcome.ticketId()).isEqualTo(ticket.id());
            outcomes.add(outcome);
        }

        @Override
        public void complete() {}

        @Override
        public void close() {}
    }
}
