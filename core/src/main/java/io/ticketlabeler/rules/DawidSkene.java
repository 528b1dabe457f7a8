package io.ticketlabeler.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the votes tell about tickets and voters, by expectation maximisation after Dawid and Skene; see {@link Vote} for what it is good for.
 *
 * <p>Voters who vote for several labels, as models do, have a table each: how often they say <i>l</i> where <i>k</i> is right. With fewer
 * than 20 tickets a label, too few to fill tables, each has one number instead: right so often, else any other label alike. Their
 * abstentions carry no information.
 *
 * <p>Voters who only ever vote for one label, as most rules do, have two numbers: how often they vote where it is right, and where it is not.
 * Theirs is the choice between a vote and an abstention, so that both count; a table would learn that they always say the same.
 *
 * <p>Tickets that nobody votes on are left out.
 *
 * <p>Immutable. Memory while it is made: 8 bytes for each pair of ticket and label, and for each pair of labels of a voter with a table.
 */
public final class DawidSkene {

    /**
     * @param right      added to what a voter got right, in tickets: voters are better than chance unless shown otherwise
     * @param any        added to each cell, so that nothing is impossible
     * @param tolerance  of the log-likelihood, a ticket
     * @param iterations at most
     */
    record Settings(double right, double any, double tolerance, int iterations) {

        static final Settings USUAL = new Settings(0.5, 0.01, 1e-6, 100);
    }

    private final Ballots ballots;
    private final List<Consensus> consensus;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final double[][] posteriors;
    private final VoterTables tables;
    private final double[] prior;
    private final double logLikelihood;
    private final int iterations;
    private final boolean converged;

    private DawidSkene(Ballots ballots, int[][] byTicket, Fit fit) {
        this.ballots = ballots;
        this.posteriors = fit.posteriors;
        this.tables = fit.tables;
        this.prior = fit.prior;
        this.logLikelihood = fit.logLikelihood;
        this.iterations = fit.iterations;
        this.converged = fit.converged;
        List<Consensus> all = new ArrayList<>();
        for (String ticket : ballots.tickets()) {
            int place = all.size();
            places.put(ticket, place);
            all.add(Vote.consensus(ballots, ticket, byTicket[place].length, posteriors[place]));
        }
        this.consensus = List.copyOf(all);
    }

    static DawidSkene of(Ballots ballots, Settings settings) {
        return of(ballots, settings, true);
    }

    /** @param tables whether voters may get a table at all */
    static DawidSkene of(Ballots ballots, Settings settings, boolean tables) {
        if (ballots.size() == 0) {
            throw new IllegalArgumentException("nobody voted; there is nothing to learn from");
        }
        int[][] byTicket = ballots.byTicket();
        return new DawidSkene(ballots, byTicket, new Fit(ballots, byTicket, settings, tables).run());
    }

    /** One for each ticket, in the order of the ballots; the confidence is the posterior, far too sure where voters err together. */
    public List<Consensus> consensus() {
        return consensus;
    }

    /**
     * How likely each label is for a ticket, in the order of the label set; sums up to 1. For a ticket that nobody voted on, the prior.
     *
     * @return empty if the ballots do not know the ticket
     */
    public Optional<Map<String, Double>> posterior(String ticketId) {
        Integer place = places.get(ticketId);
        return place == null ? Optional.empty() : Optional.of(named(posteriors[place]));
    }

    /** How frequent each label is thought to be, in the order of the label set. */
    public Map<String, Double> prior() {
        return named(prior);
    }

    /** How often each voter is thought to be right, 0 to 1, in the order of the ballots. An estimate without any reviewed ticket. */
    public Map<String, Double> accuracies() {
        Map<String, Double> all = new LinkedHashMap<>();
        List<String> voters = ballots.voters();
        for (int voter = 0; voter < voters.size(); voter++) {
            all.put(voters.get(voter), tables.accuracy(voter, prior));
        }
        return all;
    }

    /** Of the votes, as far as the last step raised it; for comparing fits of the same ballots. */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** Steps taken. */
    public int iterations() {
        return iterations;
    }

    /** Whether the log-likelihood had stopped to change, rather than the steps been used up. */
    public boolean converged() {
        return converged;
    }

    private Map<String, Double> named(double[] values) {
        Map<String, Double> all = new LinkedHashMap<>();
        List<String> names = ballots.labels().names();
        for (int label = 0; label < values.length; label++) {
            all.put(names.get(label), values[label]);
        }
        return all;
    }

    @Override
    public String toString() {
        return "DawidSkene[" + ballots.size() + " votes of " + ballots.voterCount() + " voters on " + consensus.size()
                + " tickets, " + iterations + " steps" + (converged ? "" : ", not converged") + "]";
    }

    /** The steps. */
    private static final class Fit {

        private final Ballots ballots;
        private final int[][] byTicket;
        private final Settings settings;
        private final int labels;
        private final int voted;
        private final double[][] posteriors;
        private final double[] prior;
        private final VoterTables tables;
        private double logLikelihood = Double.NEGATIVE_INFINITY;
        private int iterations;
        private boolean converged;

        private Fit(Ballots ballots, int[][] byTicket, Settings settings, boolean withTables) {
            this.ballots = ballots;
            this.byTicket = byTicket;
            this.settings = settings;
            this.labels = ballots.labels().labels().size();
            this.posteriors = new double[byTicket.length][labels];
            this.prior = new double[labels];
            int withVotes = 0;
            for (int ticket = 0; ticket < byTicket.length; ticket++) {
                withVotes += byTicket[ticket].length > 0 ? 1 : 0;
                for (int vote : byTicket[ticket]) {
                    posteriors[ticket][ballots.labelOf(vote)] += 1.0 / byTicket[ticket].length;
                }
            }
            this.voted = withVotes;
            this.tables = VoterTables.of(ballots, byTicket, withTables ? voted : 0, settings);
        }

        private Fit run() {
            while (iterations < settings.iterations() && !converged) {
                learnPrior();
                tables.learn(byTicket, posteriors);
                double before = logLikelihood;
                logLikelihood = weigh();
                iterations++;
                converged = Math.abs(logLikelihood - before) < settings.tolerance() * voted;
            }
            for (int ticket = 0; ticket < byTicket.length; ticket++) {
                if (byTicket[ticket].length == 0) {
                    posteriors[ticket] = prior.clone();
                }
            }
            return this;
        }

        private void learnPrior() {
            for (int label = 0; label < labels; label++) {
                double sum = 0;
                for (double[] posterior : posteriors) { // zero where nobody voted
                    sum += posterior[label];
                }
                prior[label] = (sum + settings.right()) / (voted + settings.right() * labels);
            }
        }

        /** Posteriors from prior and tables, all in logarithms; the log-likelihood of the votes. */
        private double weigh() {
            double sum = 0;
            double[] logs = new double[labels];
            for (int ticket = 0; ticket < byTicket.length; ticket++) {
                if (byTicket[ticket].length == 0) {
                    continue;
                }
                for (int label = 0; label < labels; label++) {
                    logs[label] = Math.log(prior[label]) + tables.silence(label);
                }
                for (int vote : byTicket[ticket]) {
                    tables.addLogs(ballots.voterOf(vote), ballots.labelOf(vote), logs);
                }
                sum += normalise(logs, posteriors[ticket]);
            }
            return sum;
        }

        private static double normalise(double[] logs, double[] into) {
            double most = Double.NEGATIVE_INFINITY;
            for (double log : logs) {
                most = Math.max(most, log);
            }
            double sum = 0;
            for (int label = 0; label < logs.length; label++) {
                into[label] = Math.exp(logs[label] - most);
                sum += into[label];
            }
            for (int label = 0; label < logs.length; label++) {
                into[label] /= sum;
            }
            return most + Math.log(sum);
        }
    }
}
