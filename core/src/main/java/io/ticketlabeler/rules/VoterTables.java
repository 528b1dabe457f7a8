package io.ticketlabeler.rules;

import io.ticketlabeler.rules.DawidSkene.Settings;

/** How each voter votes where a label is right: a table, or one number. For one thread. */
final class VoterTables {

    private static final int TICKETS_A_LABEL = 20; // fewer do not fill a table
    private static final long MOST_CELLS = 50_000_000; // 400 MB; beyond that numbers have to do

    private final Ballots ballots;
    private final Settings settings;
    private final int labels;
    private final double[][] logTables; // voter -> said * labels + right; of length 0 for one number
    private final double[] accuracy; // voter -> that number

    private VoterTables(Ballots ballots, Settings settings, boolean[] withTable) {
        this.ballots = ballots;
        this.settings = settings;
        this.labels = ballots.labels().labels().size();
        this.accuracy = new double[withTable.length];
        this.logTables = new double[withTable.length][];
        for (int voter = 0; voter < withTable.length; voter++) {
            logTables[voter] = new double[withTable[voter] ? labels * labels : 0];
        }
    }

    /** @param voted tickets with votes */
    static VoterTables of(Ballots ballots, int voted, Settings settings) {
        int labels = ballots.labels().labels().size();
        int voters = ballots.voterCount();
        boolean[] withTable = new boolean[voters];
        if (voted >= (long) TICKETS_A_LABEL * labels && (long) labels * labels * voters <= MOST_CELLS) {
            int[] first = new int[voters]; // label + 1
            for (int vote = 0; vote < ballots.size(); vote++) {
                int voter = ballots.voterOf(vote);
                int label = ballots.labelOf(vote) + 1;
                withTable[voter] |= first[voter] != 0 && first[voter] != label;
                first[voter] = label;
            }
        }
        return new VoterTables(ballots, settings, withTable);
    }

    /** From how likely the labels of each ticket are. */
    void learn(int[][] byTicket, double[][] posteriors) {
        double[] right = new double[accuracy.length];
        double[] votes = new double[accuracy.length];
        for (double[] table : logTables) {
            java.util.Arrays.fill(table, 0);
        }
        for (int ticket = 0; ticket < byTicket.length; ticket++) {
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
        for (int voter = 0; voter < accuracy.length; voter++) {
            accuracy[voter] = (right[voter] + settings.right() + settings.any())
                    / (votes[voter] + settings.right() + settings.any() * labels);
            finish(logTables[voter]);
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

    /** Adds, for each label that may be right, the logarithm of how likely this vote then is. */
    void addLogs(int voter, int said, double[] logs) {
        double[] table = logTables[voter];
        if (table.length > 0) {
            for (int label = 0; label < labels; label++) {
                logs[label] += table[said * labels + label];
            }
            return;
        }
        if (labels == 1) {
            return;
        }
        double right = Math.log(accuracy[voter]);
        double wrong = Math.log((1 - accuracy[voter]) / (labels - 1));
        for (int label = 0; label < labels; label++) {
            logs[label] += label == said ? right : wrong;
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
