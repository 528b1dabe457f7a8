package io.ticketlabeler.review;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Which places of the order a pilot tells something about. */
final class PilotAnswers {

    private final int[] places;
    private final boolean[] wrong;

    private PilotAnswers(int[] places, boolean[] wrong) {
        this.places = places;
        this.wrong = wrong;
    }

    static PilotAnswers of(List<Review> reviews, Proposals proposals, AcceptanceOrder order) {
        SettledAnswers answers = SettledAnswers.of(reviews.iterator());
        int[] placeOf = order.places(proposals.size());
        int[] places = new int[answers.tickets().size()];
        boolean[] wrong = new boolean[places.length];
        int size = 0;
        for (String id : answers.tickets()) {
            OptionalInt ticket = proposals.indexOf(id);
            if (ticket.isPresent()
                    && placeOf[ticket.getAsInt()] >= 0
                    && answers.of(id).isPresent()) {
                places[size] = placeOf[ticket.getAsInt()];
                wrong[size++] = !answers.isRight(id, proposals.labels(ticket.getAsInt()));
            }
        }
        return new PilotAnswers(Arrays.copyOf(places, size), Arrays.copyOf(wrong, size));
    }

    int[] places() {
        return places;
    }

    boolean[] wrong() {
        return wrong;
    }

    int size() {
        return places.length;
    }
}
