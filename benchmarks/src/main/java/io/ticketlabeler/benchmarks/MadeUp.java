package io.ticketlabeler.benchmarks;

import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Ticket;
import java.util.List;

/** Labels and tickets for the benchmarks: 77 labels, texts of some 60 characters, none twice. */
public final class MadeUp {

    private static final long SEED = 1;

    private MadeUp() {}

    /** 77 labels. */
    public static LabelSet labels() {
        return LabelSet.of(Corpus.labels().toArray(String[]::new));
    }

    /** So many texts. */
    public static List<String> texts(int count) {
        return tickets(count, 0).stream().map(Ticket::text).toList();
    }

    /**
     * So many tickets.
     *
     * @param round tickets of another round have other texts
     */
    public static List<Ticket> tickets(int count, int round) {
        return Corpus.tickets(count * 10 / 9 + 10, SEED).stream()
                .map(sample -> sample.text())
                .distinct()
                .limit(count)
                .map(text ->
                        Ticket.of(text.substring(text.lastIndexOf('.') + 2), round == 0 ? text : text + " " + round))
                .toList();
    }
}
