package io.ticketlabeler.rules;

import io.ticketlabeler.rules.DawidSkene.Settings;
import java.util.Arrays;

/** How each voter votes where a label is right: a table, one number, or how often it votes at all. For one thread. */
final class VoterTables {

    private static final int TICKETS_A_LABEL = 20; // fewer do not fill a table
    private static final long MOST_CELLS = 50_000_000; // 400 MB; beyond that numbers have to do
    private static final int NO_VOTE = -1;
    private static final int SEVERAL = -2;

    private final Ballots ballots;
    private final Settings settings;
    private final int labels;
    private final int[] only; // voter -> the one label that it ever votes for, at most once a ticket; SEVERAL otherwise
    private final double[][] logTables; // voter -> said * labels + right; of length 0 without a table
    private final double[] accuracy; // voter -> share of its votes that are right
    private final double[] logRight; // voter -> what a vote adds to the label that it is for
    private final double[] logWrong; // voter -> and to all others
    private final double[] silence; // label -> what it adds that none of those for one label votes

    private VoterTables(Ballots ballots, Settings settings, int[] only, boolean tables) {
        int voters = only.length;
        this.ballots = ballots;
        this.settings = settings;
        this.labels = ballots.labels().labels().size();
        this.only = only;
        this.accuracy = new double[voters];
        this.logRight = new double[voters];
        this.logWrong = new double[voters];
        this.silence = new double[labels];
        this.logTables = new double[voters][];
        for (int voter = 0; voter < voters; voter++) {
            logTables[voter] = new double[tables && only[voter] == SEVERAL ? labels * labels : 0];
        }
    }

    /** @param voted tickets with votes */
    static VoterTables of(Ballots ballots, int[][] byTicket, int voted, Settings settings) {
        int[] only = only(ballots, byTicket);
        long labels = ballots.labels().labels().size();
        long withTable = Arrays.stream(only).filter(label -> label == SEVERAL).count();
        boolean tables = voted >= TICKETS_A_LABEL * labels && labels * labels * withTable <= MOST_CELLS;
        return new VoterTables(ballots, settings, only, tables);
    }

    private static int[] only(Ballots ballots, int[][] byTicket) {
        int[] only = new int[ballots.voterCount()];
        int[] lastTicket = new int[only.length];
        Arrays.fill(only, NO_VOTE);
        Arrays.fill(lastTicket, NO_VOTE);
        for (int ticket = 0; ticket < byTicket.length; ticket++) {
            for (int vote : byTicket[ticket]) {
                int voter = ballots.voterOf(vote);
                int label = ballots.labelOf(vote);
                boolean same = only[voter] == NO_VOTE || only[voter] == label;
                only[voter] = same && lastTicket[voter] != ticket ? label : SEVERAL;
                lastTicket[voter] = ticket;
            }
        }
        return only;
    }

    /** From how likely the labels of each ticket are; all zero for tickets that nobody voted on. */
    void learn(int[][] byTicket, double[][] posteriors) {
        double[] right = new double[accuracy.length];
        double[] votes = new double[accuracy.length];
        double[] mass = new double[labels];
        double tickets = 0;
        for (double[] table : logTables) {
            Arrays.fill(table, 0);
        }
        for (int ticket = 0; ticket < byTicket.length; ticket++) {
            tickets += byTicket[ticket].length > 0 ? 1 : 0;
            for (int label = 0; label < labels; label++) {
                mass[label] += posteriors[ticket][label];
            }
            for (int vote : byTicket[ticket]) {
                int voter = ballots.voterOf(vote);
                int said = ballots.labelOf(vote);
                right[voter] += posteriors[ticket][said];
                votes[voter]++;
                double[] table = logTables[voter];
                for (int label = 0; label < labels && table.length > 0; label++) {
                    table[said * labels + label] += posteriors[ticket][label];
                }
            }
        }
        Arrays.fill(silence, 0);
        for (int voter = 0; voter < accuracy.length; voter++) {
            accuracy[voter] = (right[voter] + settings.right() + settings.any())
                    / (votes[voter] + settings.right() + settings.any() * labels);
            if (only[voter] == SEVERAL) {
                finish(logTables[voter]);
                logRight[voter] = Math.log(accuracy[voter]);
                logWrong[voter] = Math.log((1 - accuracy[voter]) / (labels - 1));
            } else {
                fires(voter, right[voter], votes[voter] - right[voter], mass[only[voter]], tickets);
            }
        }
    }

    /** How often a voter for one label votes where it is right, and where it is not; silence of all is the base that votes add to. */
    private void fires(int voter, double right, double wrong, double mass, double tickets) {
        double any = settings.any();
        double hit = (right + settings.right() + any) / (mass + settings.right() + 2 * any);
        double miss = (wrong + any) / (tickets - mass + settings.right() + 2 * any);
        logRight[voter] = Math.log(hit) - Math.log(1 - hit);
        logWrong[voter] = Math.log(miss) - Math.log(1 - miss);
        for (int label = 0; label < labels; label++) {
            silence[label] += Math.log(1 - (label == only[voter] ? hit : miss));
        }
    }

    /** Counts become logarithms of shares, for each label that may be right. */
    private void finish(double[] table) {
        for (int label = 0; label < labels && table.length > 0; label++) {
            double sum = settings.right() + settings.any() * labels;
            for (int said = 0; said < labels; said++) {
                sum += table[said * labels + label];
            }
            for (int said = 0; said < labels; said++) {
                double count = table[said * labels + label] + settings.any() + (said == label ? settings.right() : 0);
                table[said * labels + label] = Math.log(count / sum);
            }
        }
    }

    /** What is known of a ticket before its votes are looked at, if that label is right. */
    double silence(int label) {
        return silence[label];
    }

    /** Adds, for each label that may be right, the logarithm of how likely this vote then is. */
    void addLogs(int voter, int said, double[] logs) {
        double[] table = logTables[voter];
        for (int label = 0; label < labels; label++) {
            logs[label] +=
                    table.length > 0 ? table[said * labels + label] : label == said ? logRight[voter] : logWrong[voter];
        }
    }

    /** How often the voter is right, where labels are as frequent as that. */
    double accuracy(int voter, double[] prior) {
        double[] table = logTables[voter];
        if (table.length == 0) {
            return accuracy[voter];
        }
        double sum = 0;
        for (int label = 0; label < labels; label++) {
            sum += prior[label] * Math.exp(table[label * labels + label]);
        }
        return sum;
    }
}
