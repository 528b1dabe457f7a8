package io.ticketlabeler.rules;

import io.ticketlabeler.internal.Digest;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.Reply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Labelling rules that vote together; offline and free of charge.
 *
 * <pre>{@code
 * Rules rules = RuleFile.read(Path.of("rules.yaml"), labels);
 * TicketLabeler.builder().labels(labels).rules(rules).model(OpenAi.chat("gpt-4o-mini")) // rules first, the model for the rest
 * }</pre>
 *
 * <p><b>What they decide.</b> Each rule has one vote. For single choice the label with most votes is proposed, and none when no rule fires
 * or two labels have the same number; for multiple choice every label with a vote. The confidence is the share of the votes: 1.0 means
 * that no rule objects, not that the label is right. A rule that {@linkplain RuleGaveUpException gives up} abstains; the log names it once.
 *
 * <p><b>Three ways to use them.</b> {@link #vote} tells what each rule says about a ticket. {@code TicketLabeler.Builder.rules} runs them in
 * front of a model, or alone: they see text and fields of each ticket, and nothing of it is cached, so that a changed rule counts at once.
 * As a {@link LabelModel}, for instance as the first one of a {@code Fallback}, they see texts only, like every model, and are cached like
 * every model; what they abstain from goes to the next one. There rules that {@linkplain #readsFields() look at fields} find none, and a
 * labeler refuses them.
 *
 * <p>Immutable; thread-safe if the rules are.
 */
public final class Rules implements LabelModel {

    /** Part of the fingerprint: to be raised with any change that may change an answer. */
    private static final String VERSION = "1";

    private static final String NAME = "rules";
    private static final int MAX_TICKETS = 100;
    private static final int MAX_TICKET_TOKENS = 1_000_000; // texts are read whole
    private static final Limits LIMITS =
            new Limits(MAX_TICKETS, MAX_TICKET_TOKENS, MAX_TICKETS * MAX_TICKET_TOKENS, false);
    private static final Logger LOG = LoggerFactory.getLogger(Rules.class);

    private final List<LabelingRule> rules;
    private final String fingerprint;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    private Rules(List<LabelingRule> rules) {
        this.rules = List.copyOf(rules);
        if (this.rules.isEmpty()) {
            throw new IllegalArgumentException("there is no rule; give at least one");
        }
        Set<String> names = new HashSet<>();
        Digest digest = new Digest().field(VERSION);
        for (LabelingRule rule : this.rules) {
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException(
                        "two rules have the name \"" + rule.name() + "\"; give one of them another");
            }
            digest.field(rule.name()).field(rule.fingerprint());
        }
        this.fingerprint = "rules|" + digest.shortHex();
    }

    /** These rules. */
    public static Rules of(LabelingRule... rules) {
        return of(List.of(rules));
    }

    /**
     * These rules.
     *
     * @throws IllegalArgumentException if there is none, or two have one name
     */
    public static Rules of(List<LabelingRule> rules) {
        return new Rules(rules);
    }

    /** In the order given; never empty. */
    public List<LabelingRule> rules() {
        return rules;
    }

    /** Whether one of them looks at anything but a ticket's text. */
    public boolean readsFields() {
        return rules.stream().anyMatch(LabelingRule::readsFields);
    }

    /** What each of the rules says about a ticket. */
    public RuleVotes vote(Ticket ticket) {
        Reading reading = new Reading(ticket);
        Map<String, String> votes = new LinkedHashMap<>();
        List<String> gaveUp = new ArrayList<>();
        for (LabelingRule rule : rules) {
            try {
                Optional<String> vote = rule instanceof BuiltInRule builtIn ? builtIn.vote(reading) : rule.vote(ticket);
                if (vote.isPresent()) {
                    votes.put(rule.name(), vote.get());
                }
            } catch (RuleGaveUpException e) {
                gaveUp.add(rule.name());
                if (warned.add(rule.name())) {
                    LOG.warn("{}; it abstains there, and this is said only once", e.getMessage());
                }
            }
        }
        return new RuleVotes(ticket.id(), votes, gaveUp);
    }

    /** {@code rules}. */
    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    /**
     * What the rules say about texts; the fields of the tickets are not there.
     *
     * @throws IllegalArgumentException naming the rule, if one votes for a label that is not in the set
     */
    @Override
    public ModelReply label(LabelSet labels, List<TicketText> tickets) {
        Map<String, Answer> answers = new LinkedHashMap<>();
        Map<String, String> abstentions = new LinkedHashMap<>();
        for (TicketText ticket : tickets) {
            RuleVotes votes = vote(Ticket.of(ticket.id(), ticket.text()));
            List<ScoredLabel> winners = votes.winners(labels);
            if (winners.isEmpty()) {
                abstentions.put(ticket.id(), votes.reason(labels));
            } else {
                answers.put(ticket.id(), new Answer(winners));
            }
        }
        return new ModelReply(new Reply(answers, Map.of(), abstentions), Usage.NONE, NAME);
    }

    @Override
    public String toString() {
        return rules.size() + " rules";
    }
}
