package io.ticketlabeler.contract;

import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.Reply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model that answers as a test wants it, without network, and remembers what it was asked.
 *
 * <pre>{@code
 * ScriptedModel model = ScriptedModel.answering(text -> text.contains("invoice") ? "Billing" : "Bug");
 * model.failNext(new ModelCallException(Kind.UNAVAILABLE, "down"));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class ScriptedModel implements LabelModel {

    private final Function<String, @Nullable String> labelOf;
    private final Limits limits;
    private final List<List<String>> calls = new ArrayList<>();
    private final Deque<ModelCallException> failures = new ArrayDeque<>();

    private ScriptedModel(Function<String, @Nullable String> labelOf, Limits limits) {
        this.labelOf = labelOf;
        this.limits = limits;
    }

    /** Answers each text with a label of the function's choice; null for none, anything else as it is, right or wrong. */
    public static ScriptedModel answering(Function<String, @Nullable String> labelOf) {
        return new ScriptedModel(labelOf, new Limits(1_000, 2_000, 1_000_000, true));
    }

    /** The same model with other limits. */
    public ScriptedModel limits(Limits other) {
        return new ScriptedModel(labelOf, other);
    }

    /** Lets the next calls fail, one for each exception, before it answers again. */
    public synchronized ScriptedModel failNext(ModelCallException... exceptions) {
        failures.addAll(Arrays.asList(exceptions));
        return this;
    }

    /** The texts of each call so far, in the order of the calls. */
    public synchronized List<List<String>> calls() {
        return List.copyOf(calls);
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public String fingerprint() {
        return "scripted";
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public ModelReply label(LabelSet labels, List<TicketText> tickets) {
        synchronized (this) {
            calls.add(tickets.stream().map(TicketText::text).toList());
            if (!failures.isEmpty()) {
                throw failures.remove();
            }
        }
        Map<String, Answer> answers = new LinkedHashMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        for (TicketText ticket : tickets) {
            String label = labelOf.apply(ticket.text());
            if (label == null) {
                problems.put(ticket.id(), "no answer by script");
            } else {
                answers.put(ticket.id(), label.isEmpty() ? Answer.NONE : Answer.of(ScoredLabel.of(label)));
            }
        }
        return new ModelReply(new Reply(answers, problems), Usage.NONE, "scripted-1");
    }
}
