package io.ticketlabeler.internal.engine;

import io.ticketlabeler.model.CallSize;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * A model that says {@code Bug} to everything, costs what its size says, and does before each answer what the test wants: wait,
 * count, fail. Remembers the texts of its calls. Thread-safe.
 */
final class TestModel implements LabelModel {

    private final String name;
    private final CallSize size;
    private final Consumer<List<TicketText>> before;
    private final List<List<String>> calls = new ArrayList<>();

    TestModel(String name, CallSize size, Consumer<List<TicketText>> before) {
        this.name = name;
        this.size = size;
        this.before = before;
    }

    static TestModel doing(Consumer<List<TicketText>> before) {
        return new TestModel("test", CallSize.FREE, before);
    }

    static TestModel quick() {
        return doing(tickets -> {});
    }

    synchronized List<List<String>> calls() {
        return List.copyOf(calls);
    }

    /** Tickets in all calls. */
    synchronized int asked() {
        return calls.stream().mapToInt(List::size).sum();
    }

    synchronized void forget() {
        calls.clear();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String fingerprint() {
        return name;
    }

    @Override
    public Limits limits() {
        return new Limits(100, 2_000, 1_000_000, true);
    }

    @Override
    public CallSize size(LabelSet labels) {
        return size;
    }

    @Override
    public ModelReply label(LabelSet labels, List<TicketText> tickets) {
        synchronized (this) {
            calls.add(tickets.stream().map(TicketText::text).toList());
        }
        before.accept(tickets);
        return new ModelReply(bug(tickets).reply(), usage(tickets), name + "-1");
    }

    private Usage usage(List<TicketText> tickets) {
        Usage usage = size.of(tickets.size(), 0);
        return size.price() == null
                ? new Usage(usage.inputTokens(), 0, usage.outputTokens(), OptionalDouble.empty())
                : usage;
    }

    static ModelReply bug(List<TicketText> tickets) {
        Map<String, Answer> answers = new LinkedHashMap<>();
        tickets.forEach(ticket -> answers.put(ticket.id(), Answer.of(ScoredLabel.of("Bug"))));
        return ModelReply.of(answers, Usage.NONE, "test-1");
    }
}
