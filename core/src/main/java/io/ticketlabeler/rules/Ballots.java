package io.ticketlabeler.rules;

import io.ticketlabeler.ticket.LabelSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who voted for which label of which ticket: rules, models, people, or one model asked several times.
 *
 * <pre>{@code
 * Ballots ballots = Ballots.of(labels);
 * ballots.cast("ZD-1", "gpt-4o-mini", "Billing");
 * ballots.cast(rules.vote(ticket));
 * List<Consensus> majority = Vote.majority(ballots);
 * }</pre>
 *
 * <p>One label a vote. Who casts several votes on one ticket is heard several times, as repeated answers are. Who abstains casts none.
 * Memory: some 12 bytes a vote and 100 a ticket. Not thread-safe.
 */
public final class Ballots {

    private static final int FIRST_ROOM = 64;

    private final LabelSet labels;
    private final Map<String, Integer> labelCodes = new LinkedHashMap<>();
    private final Map<String, Integer> tickets = new LinkedHashMap<>();
    private final Map<String, Integer> voters = new LinkedHashMap<>();
    private int[] ticketOf = new int[FIRST_ROOM];
    private int[] voterOf = new int[FIRST_ROOM];
    private int[] labelOf = new int[FIRST_ROOM];
    private int size;

    private Ballots(LabelSet labels) {
        this.labels = labels;
        labels.names().forEach(name -> labelCodes.put(name, labelCodes.size()));
    }

    /** No votes yet. */
    public static Ballots of(LabelSet labels) {
        return new Ballots(labels);
    }

    /**
     * One vote.
     *
     * @param label a label of the set or an alias
     * @throws IllegalArgumentException if it is none, naming ticket and voter
     */
    public Ballots cast(String ticketId, String voter, String label) {
        Integer code = labelCodes.get(label);
        if (code == null) {
            code = labels.resolve(label)
                    .map(known -> labelCodes.get(known.name()))
                    .orElseThrow(
                            () -> new IllegalArgumentException("ticket " + ticketId + ": " + voter + " votes for \""
                                    + label + "\", which is none of the " + labelCodes.size()
                                    + " labels; add it to the set, or give a label that alias"));
        }
        if (size == ticketOf.length) {
            ticketOf = Arrays.copyOf(ticketOf, 2 * size);
            voterOf = Arrays.copyOf(voterOf, 2 * size);
            labelOf = Arrays.copyOf(labelOf, 2 * size);
        }
        ticketOf[size] = code(tickets, ticketId);
        voterOf[size] = code(voters, voter);
        labelOf[size] = code;
        size++;
        return this;
    }

    /** The votes of rules; the ticket is there even if none of them fires. */
    public Ballots cast(RuleVotes votes) {
        ticket(votes.ticketId());
        votes.votes().forEach((rule, label) -> cast(votes.ticketId(), rule, label));
        return this;
    }

    /** A ticket, so that it is there even if nobody votes. */
    public Ballots ticket(String ticketId) {
        int ignored = code(tickets, ticketId);
        return this;
    }

    private static int code(Map<String, Integer> codes, String name) {
        Integer known = codes.get(name);
        if (known == null) {
            known = codes.size();
            codes.put(name, known);
        }
        return known;
    }

    /** The labels that can be voted for. */
    public LabelSet labels() {
        return labels;
    }

    /** In the order in which they came. */
    public List<String> tickets() {
        return Collections.unmodifiableList(new ArrayList<>(tickets.keySet()));
    }

    /** In the order in which they came. */
    public List<String> voters() {
        return Collections.unmodifiableList(new ArrayList<>(voters.keySet()));
    }

    /** Votes cast. */
    public int size() {
        return size;
    }

    /** The code of a voter; -1 if nobody of that name has voted. */
    int voter(String name) {
        return voters.getOrDefault(name, -1);
    }

    /** The numbers of the votes on each ticket, in the order cast. */
    int[][] byTicket() {
        int[] counts = new int[tickets.size()];
        for (int vote = 0; vote < size; vote++) {
            counts[ticketOf[vote]]++;
        }
        int[][] votes = new int[counts.length][];
        for (int ticket = 0; ticket < counts.length; ticket++) {
            votes[ticket] = new int[counts[ticket]];
        }
        for (int vote = size - 1; vote >= 0; vote--) {
            int ticket = ticketOf[vote];
            votes[ticket][--counts[ticket]] = vote;
        }
        return votes;
    }

    int voterCount() {
        return voters.size();
    }

    int voterOf(int vote) {
        return voterOf[vote];
    }

    int labelOf(int vote) {
        return labelOf[vote];
    }
}
