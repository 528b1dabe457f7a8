package io.ticketlabeler.cli;

import io.ticketlabeler.learned.LearnedLabelModel;
import io.ticketlabeler.model.Bound;
import io.ticketlabeler.model.Cascade;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code train} wrote, and what it may keep in front of a language model. */
final class LearnedOptions {

    @Option(
            names = "--learned",
            paramLabel = "FILE",
            description = "for --provider cascade: what train wrote, asked before the language model")
    private @Nullable Path file;

    @Option(
            names = "--keep-right",
            defaultValue = "0.92",
            paramLabel = "SHARE",
            description = "share of the tickets kept by the learned model that must be right (default: 0.92)")
    private double right = 0.92;

    @Option(
            names = "--keep-risk",
            defaultValue = "0.05",
            paramLabel = "P",
            description = "probability that this does not hold (default: 0.05)")
    private double risk = 0.05;

    /** The learned model in front of another; says on the error stream what it keeps. */
    Cascade before(LabelModel other) {
        if (file == null) {
            throw new IllegalArgumentException("--provider cascade needs --learned FILE; make one with train");
        }
        LearnedLabelModel learned = load(file);
        Bound bound = Bound.of(learned.heldOut(), right, risk);
        System.err.println(learned + " " + bound);
        return Cascade.of(learned, other).bound(0, bound);
    }

    static LearnedLabelModel load(Path file) {
        try {
            return LearnedLabelModel.load(file, new MiniLm(), MiniLm.IDENTITY);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read; give the file that train wrote", e);
        } catch (TicketLabelerException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
