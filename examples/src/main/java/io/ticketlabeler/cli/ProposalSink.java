package io.ticketlabeler.cli;

import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import java.util.List;
import java.util.OptionalDouble;

/** Keeps a run's proposals in memory. */
final class ProposalSink implements LabelSink {

    private final Proposals.Builder proposals;

    ProposalSink(Proposals.Builder proposals) {
        this.proposals = proposals;
    }

    @Override
    public void open(RunHeader run) {}

    @Override
    public void accept(Ticket ticket, Outcome outcome) {
        List<ScoredLabel> labels = outcome instanceof Labeled labeled ? labeled.labels() : List.of();
        boolean sure = !labels.isEmpty()
                && labels.stream().allMatch(label -> label.confidence().isPresent());
        proposals.add(
                ticket.id(),
                labels.stream().map(ScoredLabel::name).toList(),
                sure
                        ? labels.stream()
                                .mapToDouble(label -> label.confidence().orElse(0))
                                .min()
                        : OptionalDouble.empty());
    }

    @Override
    public void complete() {}

    @Override
    public void close() {}
}
