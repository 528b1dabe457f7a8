package io.ticketlabeler;

import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A sink that remembers what it was told. */
class Collected implements LabelSink {

    final List<String> ids = new ArrayList<>();
    final List<Outcome> outcomes = new ArrayList<>();
    boolean completed;
    boolean closed;

    @Override
    public void open(RunHeader run) {}

    @Override
    public void accept(Ticket ticket, Outcome outcome) throws IOException {
        ids.add(outcome.ticketId());
        outcomes.add(outcome);
    }

    @Override
    public void complete() {
        completed = true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
