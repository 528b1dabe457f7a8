package io.ticketlabeler.rules;

import io.ticketlabeler.ticket.ConfidenceSource;
import io.ticketlabeler.ticket.ScoredLabel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes one label a ticket out of votes.
 *
 * <p>{@link #majority} needs nothing but the votes. {@link #dawidSkene} also learns, without any reviewed ticket, how reliable each voter is
 * and which labels it takes for which. It is worth it when voters are of different quality and err independently of each other; otherwise a
 * majority is as good, and easier to explain.
 *
 * <p><b>Neither is a certificate.</b> Voters that fail on the same hard tickets agree on what is wrong, and a model of independent voters
 * takes that for certainty. Simulated, 20,000 tickets, ten labels, three voters that are right in 92, 85 and 75 of 100 ({@code DawidSkeneTest}
 * has the figures): as long as they err independently Dawid-Skene is right in 96.8 % and claims 96.7 % on average. When another 8 % of the
 * tickets mislead all three alike it is right in 88.9 % and claims 97.1 %; with 12 %, in 85.2 %, and claims 97.3 %. So use these numbers to
 * rank tickets for review, and reviews to say how good the labels are.
 *
 * <p>Pure functions of the ballots; thread-safe as long as nobody casts votes meanwhile.
 */
public final class Vote {

    private static final double EQUAL = 1e-9; // posteriors closer than that were not told apart by the votes

    private Vote() {}

    /** The label with most votes; none for a tie. One for each ticket, in the order of the ballots. */
    public static List<Consensus> majority(Ballots ballots) {
        return majority(ballots, List.of());
    }

    /**
     * The label with most votes; a tie is broken by the first of these voters who voted for one of the tied labels.
     *
     * @param bestFirst voters, e.g. the best model; those who did not vote are passed over
     */
    public static List<Consensus> majority(Ballots ballots, List<String> bestFirst) {
        int[] ranked = bestFirst.stream().mapToInt(ballots::voter).toArray();
        int[][] byTicket = ballots.byTicket();
        List<String> tickets = ballots.tickets();
        List<Consensus> all = new ArrayList<>(tickets.size());
        double[] shares = new double[ballots.labels().labels().size()];
        for (int ticket = 0; ticket < byTicket.length; ticket++) {
            int[] votes = byTicket[ticket];
            Arrays.fill(shares, 0);
            for (int vote : votes) {
                shares[ballots.labelOf(vote)]++;
            }
            for (int label = 0; label < shares.length; label++) {
                shares[label] /= Math.max(1, votes.length);
            }
            Consensus plain = consensus(ballots, tickets.get(ticket), votes.length, shares);
            all.add(plain.winner().isPresent() ? plain : preferred(ballots, plain, votes, shares, ranked));
        }
        return List.copyOf(all);
    }

    /** The tied label of the first voter in the ranking who is for one of them. */
    private static Consensus preferred(Ballots ballots, Consensus tied, int[] votes, double[] shares, int[] ranked) {
        double most = Arrays.stream(shares).max().orElse(0);
        for (int voter : ranked) {
            for (int vote : votes) {
                int label = ballots.labelOf(vote);
                if (ballots.voterOf(vote) == voter && most - shares[label] < EQUAL) {
                    return winner(ballots, tied.ticketId(), label, shares);
                }
            }
        }
        return tied;
    }

    /**
     * Learns from the votes alone how reliable each voter is, and weighs the votes with it.
     *
     * @throws IllegalArgumentException without any vote
     * @see <a href="https://doi.org/10.2307/2346806">Dawid and Skene 1979</a>
     */
    public static DawidSkene dawidSkene(Ballots ballots) {
        return DawidSkene.of(ballots, DawidSkene.Settings.USUAL);
    }

    /** @param shares of the labels, in the order of the set; not looked at when there are no votes */
    static Consensus consensus(Ballots ballots, String ticket, int votes, double[] shares) {
        if (votes == 0) {
            return new Consensus(ticket, Optional.empty(), "nobody voted");
        }
        int best = 0;
        for (int label = 1; label < shares.length; label++) {
            best = shares[label] > shares[best] ? label : best;
        }
        List<String> names = ballots.labels().names();
        for (int label = 0; label < shares.length; label++) {
            if (label != best && shares[best] - shares[label] < EQUAL) {
                String first = names.get(Math.min(best, label));
                String second = names.get(Math.max(best, label));
                return new Consensus(ticket, Optional.empty(), "tied between " + first + " and " + second);
            }
        }
        return winner(ballots, ticket, best, shares);
    }

    private static Consensus winner(Ballots ballots, String ticket, int label, double[] shares) {
        String name = ballots.labels().names().get(label);
        return new Consensus(
                ticket, Optional.of(ScoredLabel.of(name, Math.min(1, shares[label]), ConfidenceSource.AGREEMENT)), "");
    }
}
