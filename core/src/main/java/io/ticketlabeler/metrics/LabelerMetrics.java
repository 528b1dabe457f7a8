package io.ticketlabeler.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.ticketlabeler.RunListener;
import io.ticketlabeler.RunReport;
import io.ticketlabeler.run.CallEvent;
import io.ticketlabeler.ticket.Usage;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts calls, tokens and money in a Micrometer registry: {@code builder.listener(LabelerMetrics.bindTo(registry))}.
 *
 * <table>
 * <caption>Meters; all have the tag {@code model}</caption>
 * <tr><th>name</th><th>kind</th><th>further tags</th></tr>
 * <tr><td>{@code ticketlabeler.call}</td><td>timer</td><td>{@code result}: answered, rate_limited, timeout …</td></tr>
 * <tr><td>{@code ticketlabeler.tickets}</td><td>counter: answered usably</td><td></td></tr>
 * <tr><td>{@code ticketlabeler.tokens}</td><td>counter</td><td>{@code type}: prompt, cached_prompt, completion</td></tr>
 * <tr><td>{@code ticketlabeler.cost}</td><td>counter, US dollars</td><td></td></tr>
 * <tr><td>{@code ticketlabeler.retries}</td><td>counter</td><td>{@code reason}</td></tr>
 * <tr><td>{@code ticketlabeler.throttled}</td><td>timer: how long the provider asked to wait</td><td></td></tr>
 * <tr><td>{@code ticketlabeler.fallbacks}</td><td>counter of tickets</td><td>{@code next}</td></tr>
 * <tr><td>{@code ticketlabeler.circuit.open}</td><td>gauge, 0 or 1</td><td></td></tr>
 * </table>
 *
 * <p>No meter and no tag holds ticket text, ticket ids or labels. Thread-safe.
 */
public final class LabelerMetrics implements RunListener {

    private static final String PREFIX = "ticketlabeler.";

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> circuits = new ConcurrentHashMap<>();

    private LabelerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A listener that counts into this registry. */
    public static LabelerMetrics bindTo(MeterRegistry registry) {
        return new LabelerMetrics(registry);
    }

    /** Nothing: what a run has done so far is the sum of its calls. */
    @Override
    public void progress(RunReport soFar) {}

    @Override
    public void call(CallEvent event) {
        Tags model = Tags.of("model", event.model());
        if (event instanceof CallEvent.Answered answered) {
            registry.timer(PREFIX + "call", model.and("result", "answered")).record(answered.took());
            registry.counter(PREFIX + "tickets", model).increment(answered.usable());
            use(model, answered.usage());
        } else if (event instanceof CallEvent.FailedCall failed) {
            registry.timer(PREFIX + "call", model.and("result", word(failed.kind())))
                    .record(failed.took());
            use(model, failed.usage());
        } else if (event instanceof CallEvent.Retrying retrying) {
            registry.counter(PREFIX + "retries", model.and("reason", word(retrying.kind())))
                    .increment();
        } else if (event instanceof CallEvent.Throttled throttled) {
            registry.timer(PREFIX + "throttled", model).record(throttled.pause());
        } else if (event instanceof CallEvent.FellBack fellBack) {
            registry.counter(PREFIX + "fallbacks", model.and("next", fellBack.next()))
                    .increment(fellBack.tickets());
        } else if (event instanceof CallEvent.NotSure notSure) {
            registry.counter(PREFIX + "unsure", model.and("next", notSure.next()))
                    .increment(notSure.tickets());
        } else if (event instanceof CallEvent.CircuitOpened) {
            circuit(event.model()).set(1);
        } else if (event instanceof CallEvent.CircuitClosed) {
            circuit(event.model()).set(0);
        }
    }

    private void use(Tags model, Usage usage) {
        String tokens = PREFIX + "tokens";
        registry.counter(tokens, model.and("type", "prompt")).increment((double) usage.inputTokens());
        registry.counter(tokens, model.and("type", "cached_prompt")).increment((double) usage.cachedInputTokens());
        registry.counter(tokens, model.and("type", "completion")).increment((double) usage.outputTokens());
        registry.counter(PREFIX + "cost", model).increment(usage.costUsd().orElse(0));
    }

    private AtomicInteger circuit(String model) {
        return circuits.computeIfAbsent(model, name -> {
            AtomicInteger open = new AtomicInteger();
            registry.gauge(PREFIX + "circuit.open", Tags.of("model", name), open);
            return open;
        });
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
