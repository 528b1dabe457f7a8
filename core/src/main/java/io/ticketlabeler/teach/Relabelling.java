package io.ticketlabeler.teach;

import io.ticketlabeler.evaluation.Truth;
import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.run.Settled;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.ConfidenceSource;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which tickets a second run need not ask, after people reviewed some of a first one:
 *
 * <pre>{@code
 * Relabelling again = Relabelling.of(labels, Proposals.read(Path.of("out")), truth).acceptingFrom(0.9);
 * RunReport report = labeler.run(tickets, again, sinks); // a labeler with a better prompt; pays for the rest only
 * }</pre>
 *
 * <p>What people decided, after the first run or before it, comes out with their labels and the source
 * {@link Provenance.Source#PERSON}; what was accepted keeps its label and confidence, with the source {@link Provenance.Source#ACCEPTED}; where
 * both say something, people count. Everything else, tickets that the first run did not have included, is asked. Tickets are recognised
 * by their ids. Immutable, safe to share.
 *
 * <p>A certificate of the first run is none for the second: plan and certify again. People's labels are no proposals there, and are not
 * sampled.
 */
public final class Relabelling implements Settled {

    private static final Provenance PERSON = new Provenance(Provenance.Source.PERSON, "", false);

    private final LabelSet labels;
    private final Proposals before;
    private final Truth people;
    private final BitSet accepted;

    private Relabelling(LabelSet labels, Proposals before, Truth people, BitSet accepted) {
        this.labels = labels;
        this.before = before;
        this.people = people;
        this.accepted = accepted;
    }

    /**
     * Nothing is accepted yet; only people's decisions are kept.
     *
     * @param labels of the second run
     * @throws IllegalArgumentException if people chose what the set does not have, naming the labels and a ticket
     */
    public static Relabelling of(LabelSet labels, Proposals before, Truth people) {
        people.settled().forEach(id -> check(labels, id, people.labels(id).orElseThrow(), "people chose"));
        for (int ticket = 0; ticket < before.size(); ticket++) {
            if (before.isDecided(ticket)) {
                check(labels, before.id(ticket), before.labels(ticket), "people chose");
            }
        }
        return new Relabelling(labels, before, people, new BitSet());
    }

    /** Proposals that state at least this confidence are accepted, too. */
    public Relabelling acceptingFrom(double confidence) {
        if (!(confidence >= 0 && confidence <= 1)) { // also refuses NaN
            throw new IllegalArgumentException("a confidence of " + confidence + ", expected 0..1");
        }
        return accepting(ticket -> before.confidence(ticket).orElse(-1) >= confidence);
    }

    /**
     * These proposals are accepted, too, such as {@code Certificate.accepted(plan, before)}.
     *
     * @param tickets numbers in the first run; those without a proposal are passed over
     */
    public Relabelling accepting(BitSet tickets) {
        return accepting(tickets::get);
    }

    /**
     * What a finished set says, as {@code certify} writes it to {@code accepted.csv}: its proposals are accepted, too.
     *
     * @throws IllegalArgumentException if one of them is not what the first run proposed, naming the ticket
     */
    public Relabelling accepting(Proposals finished) {
        BitSet tickets = new BitSet();
        for (int i = 0; i < finished.size(); i++) {
            if (!finished.isLabeled(i)) {
                continue;
            }
            OptionalInt ticket = before.indexOf(finished.id(i));
            if (ticket.isEmpty() || !before.labels(ticket.getAsInt()).equals(finished.labels(i))) {
                throw new IllegalArgumentException(
                        "ticket " + finished.id(i)
                                + " is accepted with a label that the first run did not propose; give the accepted.csv of that run");
            }
            tickets.set(ticket.getAsInt());
        }
        return accepting(tickets);
    }

    private Relabelling accepting(IntPredicate wanted) {
        BitSet all = (BitSet) accepted.clone();
        IntStream.range(0, before.size())
                .filter(ticket -> before.isLabeled(ticket) && wanted.test(ticket))
                .forEach(ticket -> {
                    check(labels, before.id(ticket), before.labels(ticket), "the first run proposed");
                    all.set(ticket);
                });
        return new Relabelling(labels, before, people, all);
    }

    @Override
    public Optional<Outcome> outcome(Ticket ticket) {
        String id = ticket.id();
        Optional<List<String>> said = decided(id);
        if (said.isPresent()) {
            return Optional.of(byPerson(id, said.get()));
        }
        OptionalInt at = before.indexOf(id);
        return at.isPresent() && accepted.get(at.getAsInt())
                ? Optional.of(accepted(id, at.getAsInt()))
                : Optional.empty();
    }

    private Optional<List<String>> decided(String id) {
        Optional<List<String>> now = people.labels(id);
        if (now.isPresent()) {
            return now;
        }
        OptionalInt at = before.indexOf(id);
        return at.isPresent() && before.isDecided(at.getAsInt())
                ? Optional.of(before.labels(at.getAsInt()))
                : Optional.empty();
    }

    private static Outcome byPerson(String id, List<String> chosen) {
        return chosen.isEmpty()
                ? new Abstained(id, "a person decided that no label fits", PERSON)
                : new Labeled(id, chosen.stream().map(ScoredLabel::of).toList(), PERSON);
    }

    private Outcome accepted(String id, int at) {
        OptionalDouble confidence = before.confidence(at);
        String who = before.answeredBy(at).isEmpty() ? before.model() : before.answeredBy(at);
        return new Labeled(
                id,
                before.labels(at).stream()
                        .map(name -> confidence.isPresent()
                                ? ScoredLabel.of(name, confidence.getAsDouble(), ConfidenceSource.EARLIER)
                                : ScoredLabel.of(name))
                        .toList(),
                new Provenance(Provenance.Source.ACCEPTED, who, false));
    }

    private static void check(LabelSet labels, String id, List<String> names, String who) {
        if (!labels.names().containsAll(names)) {
            List<String> unknown = names.stream()
                    .filter(name -> !labels.names().contains(name))
                    .toList();
            throw new IllegalArgumentException("ticket " + id + ": " + who + " " + String.join(", ", unknown)
                    + ", which the label set does not have; add it to the set, or correct the file");
        }
        if (!labels.isMultiple() && names.size() > 1) {
            throw new IllegalArgumentException("ticket " + id + ": " + who + " " + names.size()
                    + " labels, but the label set is single choice; make it multiple choice, or correct the file");
        }
    }

    /** E.g. {@code 300 tickets decided by people, 812 accepted of the 2,000 of the first run}. */
    @Override
    public String toString() {
        long decided = IntStream.range(0, before.size())
                .filter(ticket -> decided(before.id(ticket)).isPresent())
                .count();
        long kept = accepted.stream()
                .filter(ticket -> decided(before.id(ticket)).isEmpty())
                .count();
        return String.format(
                Locale.ROOT,
                "of the %,d tickets of the first run %,d are decided by people and %,d accepted; they are not asked again",
                before.size(),
                decided,
                kept);
    }
}
