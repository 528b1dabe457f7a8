package io.ticketlabeler.cli;

import io.ticketlabeler.learned.LearnedLabelModel;
import io.ticketlabeler.model.Bound;
import io.ticketlabeler.model.Cascade;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Shortlist;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code train} wrote, and what it may keep in front of a language model. */
final class LearnedOptions {

    @Option(
            names = "--learned",
            paramLabel = "FILE",
            description =
                    "what train wrote: for --provider cascade, asked before the language model; with --shortlist, who picks the likely labels")
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
        LearnedLabelModel learned = model();
        return Cascade.of(learned, other).bound(0, bound(learned));
    }

    /** The learned model, then another among few labels, then among all. */
    Cascade before(Shortlist few, LabelModel other) {
        LearnedLabelModel learned = model();
        List<LabelModel> stages = few.before(other).stages();
        return Cascade.of(learned, stages.get(0), other)
                .bound(0, bound(learned))
                .bound(1, Shortlist.FITS);
    }

    private Bound bound(LearnedLabelModel learned) {
        Bound bound = Bound.of(learned.heldOut(), right, risk);
        System.err.println(learned + " " + bound);
        return bound;
    }

    boolean isGiven() {
        return file != null;
    }

    LearnedLabelModel model() {
        if (file == null) {
            throw new IllegalArgumentException("--provider cascade needs --learned FILE; make one with train");
        }
        return load(file);
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
