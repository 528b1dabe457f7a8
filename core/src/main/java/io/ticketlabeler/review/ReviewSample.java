package io.ticketlabeler.review;

import io.ticketlabeler.export.WholeFile;
import io.ticketlabeler.internal.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The audit sample of a plan: a uniform draw from the pool, the only tickets whose reviews a certificate believes. Made by
 * {@link ReviewPlan#sample}; it cannot be put together by hand, and it is no {@link ReviewQueue}.
 *
 * <p>For the tools: {@code LabelStudioExporter.auditSample(sample::contains)}. Immutable, safe to share.
 */
public final class ReviewSample {

    private final Proposals proposals;
    private final AcceptanceOrder order;
    private final int[] places;
    private final List<String> ids;
    private final Set<String> members;
    private final String planHash;

    ReviewSample(Proposals proposals, AcceptanceOrder order, int[] places, String planHash) {
        this.proposals = proposals;
        this.order = order;
        this.places = places;
        this.planHash = planHash;
        List<String> drawn = new ArrayList<>(places.length);
        for (int place : places) {
            drawn.add(proposals.id(order.ticket(place)));
        }
        this.ids = List.copyOf(drawn);
        this.members = new HashSet<>(drawn);
    }

    /** How many. */
    public int size() {
        return ids.size();
    }

    /** In the order of the draw, which is random. */
    public List<String> ids() {
        return ids;
    }

    /** Whether the ticket belongs to it. */
    public boolean contains(String ticketId) {
        return members.contains(ticketId);
    }

    /**
     * What people said about it. Reviews of other tickets are passed over; of several about one ticket the majority counts, see
     * {@link SampleReviews}.
     *
     * @param reviews read to the end, not closed
     */
    public SampleReviews reviews(Iterator<Review> reviews) {
        return new SampleReviews(this, SettledAnswers.of(reviews, members::contains));
    }

    /**
     * Writes {@code id,label,proposed,confidence}, one row a ticket in the order of the draw. The label is left empty for people to fill, so
     * that a file nobody touched is no review. The file appears whole.
     */
    public void write(Path file) throws IOException {
        try (WholeFile whole = WholeFile.open(file)) {
            TicketRows rows = new TicketRows(whole, "id", "label", "proposed", "confidence");
            for (int place : places) {
                int ticket = order.ticket(place);
                rows.write(
                        proposals.id(ticket),
                        "",
                        LabelCell.of(proposals.labels(ticket)),
                        TicketRows.number(proposals.confidence(ticket)));
            }
            rows.complete();
        }
    }

    /** 64 hexadecimal digits over the ids, in order. */
    String hash() {
        Digest digest = new Digest();
        ids.forEach(digest::field);
        return HexFormat.of().formatHex(digest.bytes());
    }

    Proposals proposals() {
        return proposals;
    }

    AcceptanceOrder order() {
        return order;
    }

    /** Where its i-th ticket stands in the order. */
    int place(int i) {
        return places[i];
    }

    String planHash() {
        return planHash;
    }

    /** E.g. {@code sample of 300 tickets}. */
    @Override
    public String toString() {
        return "sample of " + ids.size() + " tickets";
    }
}
