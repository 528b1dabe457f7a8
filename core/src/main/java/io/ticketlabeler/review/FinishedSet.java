package io.ticketlabeler.review;

import io.ticketlabeler.export.SpreadsheetSafe;
import io.ticketlabeler.export.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * What is done and what is left after a certification, as two files that hold each ticket exactly once.
 *
 * <pre>
 * accepted.csv    id,label,confidence,source        source: proposal (accepted unseen) or person (the sample, and what was decided before the run)
 * to-review.csv   id,label,proposed,confidence,uncertainty   in the order of a {@link ReviewQueue}; label is empty, for people
 * </pre>
 *
 * <p>UTF-8, comma, line feed, {@linkplain SpreadsheetSafe safe for spreadsheets}; labels as in {@link ReviewCsv}. Both files appear
 * together and whole. After a {@link Refusal} only what people answered is in the first one.
 */
public final class FinishedSet {

    private final int byPeople;
    private final int unseen;
    private final int toReview;

    private FinishedSet(int byPeople, int unseen, int toReview) {
        this.byPeople = byPeople;
        this.unseen = unseen;
        this.toReview = toReview;
    }

    /**
     * Writes both files.
     *
     * @throws IllegalArgumentException if plan, proposals and reviews do not belong together
     */
    public static FinishedSet write(
            Path accepted,
            Path toReview,
            Certification result,
            ReviewPlan plan,
            Proposals proposals,
            SampleReviews reviews)
            throws IOException {
        return write(accepted, toReview, result, plan, proposals, reviews, queue -> queue);
    }

    /**
     * Writes both files.
     *
     * @param order of what is left to people, e.g. {@code queue -> queue.disagreement(other)}
     * @throws IllegalArgumentException if plan, proposals and reviews do not belong together
     */
    public static FinishedSet write(
            Path accepted,
            Path toReview,
            Certification result,
            ReviewPlan plan,
            Proposals proposals,
            SampleReviews reviews,
            UnaryOperator<ReviewQueue> order)
            throws IOException {
        BitSet unseen = result instanceof Certificate certificate
                ? certificate.accepted(checked(certificate, plan, proposals, reviews))
                : new BitSet();
        BitSet done = (BitSet) unseen.clone();
        for (int ticket = 0; ticket < proposals.size(); ticket++) {
            if (proposals.isDecided(ticket)) {
                done.set(ticket);
            }
        }
        for (String id : reviews.sample().ids()) {
            OptionalInt ticket = proposals.indexOf(id);
            if (ticket.isPresent() && reviews.labels(id).isPresent()) {
                done.set(ticket.getAsInt());
            }
        }
        ReviewQueue queue = order.apply(ReviewQueue.of(proposals, ticket -> !done.get(ticket)));
        try (WholeFile first = WholeFile.open(accepted);
                WholeFile second = WholeFile.open(toReview)) {
            accepted(new TicketRows(first, "id", "label", "confidence", "source"), proposals, reviews, unseen, done);
            toReview(new TicketRows(second, "id", "label", "proposed", "confidence", "uncertainty"), proposals, queue);
            WholeFile.completeTogether(List.of(first, second));
        }
        int machine = unseen.cardinality();
        return new FinishedSet(done.cardinality() - machine, machine, queue.size());
    }

    private static ReviewSample checked(
            Certificate certificate, ReviewPlan plan, Proposals proposals, SampleReviews reviews) {
        ReviewSample sample = reviews.sample();
        if (!certificate.planHash().equals(plan.hash())
                || !sample.planHash().equals(plan.hash())
                || !sample.proposals().hash().equals(proposals.hash())) {
            throw new IllegalArgumentException("certificate, plan, proposals and reviews do not belong together");
        }
        return sample;
    }

    /** Tickets with a person's label. */
    public int byPeople() {
        return byPeople;
    }

    /** Tickets whose proposal was accepted unseen. */
    public int unseen() {
        return unseen;
    }

    /** Tickets that are left to people. */
    public int toReview() {
        return toReview;
    }

    private static void accepted(
            TicketRows rows, Proposals proposals, SampleReviews reviews, BitSet unseen, BitSet done)
            throws IOException {
        for (int ticket = done.nextSetBit(0); ticket >= 0; ticket = done.nextSetBit(ticket + 1)) {
            String id = proposals.id(ticket);
            boolean machine = unseen.get(ticket);
            List<String> labels = machine || proposals.isDecided(ticket)
                    ? proposals.labels(ticket)
                    : reviews.labels(id).orElseThrow();
            rows.write(
                    id,
                    LabelCell.of(labels),
                    TicketRows.number(proposals.confidence(ticket)),
                    machine ? "proposal" : "person");
        }
        rows.flush();
    }

    private static void toReview(TicketRows rows, Proposals proposals, ReviewQueue queue) throws IOException {
        for (int i = 0; i < queue.size(); i++) {
            int ticket = queue.ticket(i);
            rows.write(
                    proposals.id(ticket),
                    "",
                    LabelCell.of(proposals.labels(ticket)),
                    TicketRows.number(proposals.confidence(ticket)),
                    TicketRows.number(ReviewQueue.uncertainty(proposals, ticket)));
        }
        rows.flush();
    }
}
