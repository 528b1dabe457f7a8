package io.ticketlabeler.benchmarks;

import io.ticketlabeler.prompt.Prompt;
import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.prompt.PromptStrategy;
import io.ticketlabeler.prompt.Reply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The question for 20 tickets and 77 labels, and its answer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PromptBenchmark {

    private static final int TICKETS = 20;

    private final LabelSet labels = MadeUp.labels();
    private final PromptStrategy strategy = PromptStrategies.zeroShot();
    private final List<TicketText> tickets = tickets();
    private final Prompt prompt = strategy.prompt(labels, tickets);
    private final String reply = tickets.stream()
            .map(ticket -> "{\"id\":\"" + ticket.id() + "\",\"label\":\""
                    + labels.names().get(ticket.text().length() % 77) + "\"}")
            .collect(Collectors.joining(",", "{\"labels\":[", "]}"));

    private static List<TicketText> tickets() {
        List<TicketText> tickets = new ArrayList<>();
        for (String text : MadeUp.texts(TICKETS)) {
            tickets.add(new TicketText("k" + (100 + tickets.size()), text));
        }
        return tickets;
    }

    @Benchmark
    public Prompt build20() {
        return strategy.prompt(labels, tickets);
    }

    @Benchmark
    public Reply parse20() {
        return strategy.read(prompt, reply);
    }
}
