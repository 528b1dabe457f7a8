package io.ticketlabeler;

import io.ticketlabeler.internal.engine.Bill;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance.Source;
import io.ticketlabeler.ticket.Usage;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * What a run did and what it cost. Always {@code tickets = labeled + abstained + failed}. Immutable.
 *
 * <p>Calls, usage and cost include calls that failed or were repeated: they are on the bill.
 */
public final class RunReport implements Serializable {

    /** Of a run that did nothing: the neutral one of {@link #plus}. */
    public static final RunReport NOTHING = new RunReport(new Counter(), new Bill(), Duration.ZERO);

    private static final long serialVersionUID = 1;

    private final long tickets;
    private final long labeled;
    private final long abstained;
    private final long failed;
    private final long cached;
    private final long duplicates;
    private final long byRules;
    private final long settled;
    private final long shortened;
    private final long calls;
    private final long failedCalls;
    private final long throttledCalls;
    private final long unknownCalls;
    private final long maybePaidTwice;
    private final Usage usage;
    private final Map<String, Long> models;
    private final Map<String, Usage> usages;
    private final Map<String, Long> answeredBy;
    private final Duration wall;

    private RunReport(Counter counter, Bill bill, Duration wall) {
        this.tickets = counter.tickets;
        this.labeled = counter.labeled;
        this.abstained = counter.abstained;
        this.failed = counter.failed;
        this.cached = counter.cached;
        this.duplicates = counter.duplicates;
        this.byRules = counter.byRules;
        this.settled = counter.settled;
        this.shortened = bill.shortenedTickets();
        this.calls = bill.calls();
        this.failedCalls = bill.failedCalls();
        this.throttledCalls = bill.throttledCalls();
        this.unknownCalls = bill.unknownCalls();
        this.maybePaidTwice = bill.maybePaidTwice();
        this.usage = bill.usage();
        this.models = bill.models();
        this.usages = bill.usages();
        this.answeredBy = Collections.unmodifiableMap(new TreeMap<>(counter.answeredBy));
        this.wall = wall;
    }

    /** The sum of two. */
    private RunReport(RunReport one, RunReport other, Duration wall) {
        this.tickets = one.tickets + other.tickets;
        this.labeled = one.labeled + other.labeled;
        this.abstained = one.abstained + other.abstained;
        this.failed = one.failed + other.failed;
        this.cached = one.cached + other.cached;
        this.duplicates = one.duplicates + other.duplicates;
        this.byRules = one.byRules + other.byRules;
        this.settled = one.settled + other.settled;
        this.shortened = one.shortened + other.shortened;
        this.calls = one.calls + other.calls;
        this.failedCalls = one.failedCalls + other.failedCalls;
        this.throttledCalls = one.throttledCalls + other.throttledCalls;
        this.unknownCalls = one.unknownCalls + other.unknownCalls;
        this.maybePaidTwice = one.maybePaidTwice + other.maybePaidTwice;
        this.usage = one.usage.plus(other.usage);
        this.models = sum(one.models, other.models, Long::sum);
        this.usages = sum(one.usages, other.usages, Usage::plus);
        this.answeredBy = sum(one.answeredBy, other.answeredBy, Long::sum);
        this.wall = wall;
    }

    private static <V> Map<String, V> sum(Map<String, V> one, Map<String, V> other, BinaryOperator<V> plus) {
        Map<String, V> sum = new TreeMap<>(one);
        other.forEach((key, value) -> sum.merge(key, value, plus));
        return Collections.unmodifiableMap(sum);
    }

    /** Both together: of runs side by side, such as the parts of one job. They took as long as the longer one. */
    public RunReport plus(RunReport other) {
        return new RunReport(this, other, wall.compareTo(other.wall) > 0 ? wall : other.wall);
    }

    /** The same, said to have taken that long. */
    public RunReport lasting(Duration other) {
        return new RunReport(this, NOTHING, other);
    }

    /** Tickets with an outcome. */
    public long tickets() {
        return tickets;
    }

    /** Tickets with a proposal. */
    public long labeled() {
        return labeled;
    }

    /** Tickets that were handled and left to people. */
    public long abstained() {
        return abstained;
    }

    /** Tickets that could not be handled. */
    public long failed() {
        return failed;
    }

    /** Tickets whose answer was in the cache: nothing was paid for them. */
    public long cached() {
        return cached;
    }

    /** Tickets that waited for the answer to another ticket with the same text: nothing was paid for them. */
    public long duplicates() {
        return duplicates;
    }

    /** Tickets that labelling rules decided before any model was asked, or left to people where there is none: nothing was paid. */
    public long byRules() {
        return byRules;
    }

    /** Tickets that people had decided, or that were accepted, before the run: nothing was paid for them. */
    public long settled() {
        return settled;
    }

    /** Tickets of which the model saw only the beginning and the end. */
    public long shortened() {
        return shortened;
    }

    /** Calls of the model, failed ones included. A call that this run shared with others counts for one of them. */
    public long calls() {
        return calls;
    }

    /** Calls that failed as a whole. */
    public long failedCalls() {
        return failedCalls;
    }

    /** Failed calls that the provider refused because there were too many. */
    public long throttledCalls() {
        return throttledCalls;
    }

    /** Failed calls of which no whole answer came, or none that tells its cost: the provider may have billed them. */
    public long unknownCalls() {
        return unknownCalls;
    }

    /**
     * Tickets that were asked although an earlier call may have been billed for them: it was in the air when its process died, or
     * no whole answer came. Only a durable cache knows about calls of other processes.
     */
    public long maybePaidTwice() {
        return maybePaidTwice;
    }

    /** Tokens and cost of all calls. */
    public Usage usage() {
        return usage;
    }

    /** The models that answered, and in how many calls. */
    public Map<String, Long> models() {
        return models;
    }

    /** What the calls cost that each model answered; calls without an answer are in {@link #usage()} only. */
    public Map<String, Usage> usages() {
        return usages;
    }

    /**
     * Whose word counted, and for how many tickets, those from the cache and duplicates included. In a cascade other models may have been
     * asked before; {@link #models()} has their calls.
     */
    public Map<String, Long> answeredBy() {
        return answeredBy;
    }

    /** From the first ticket to the last, by the wall clock. */
    public Duration wall() {
        return wall;
    }

    @Override
    public String toString() {
        return tickets + " tickets: " + labeled + " labeled (" + cached + " from the cache, " + duplicates
                + " duplicates" + (byRules > 0 ? ", " + byRules + " by rules" : "")
                + (settled > 0 ? ", " + settled + " settled before" : "") + "), "
                + abstained + " left to people, " + failed + " failed; " + calls + " calls, " + usage.inputTokens()
                + " + "
                + usage.outputTokens() + " tokens"
                + (usage.costUsd().isPresent() ? ", " + usage.costUsd().getAsDouble() + " USD" : "") + ", "
                + wall.toMillis() / 1000.0 + " s";
    }

    /** Counts outcomes; used by the thread that runs. */
    static final class Counter {

        private long tickets;
        private long labeled;
        private long abstained;
        private long failed;
        private long cached;
        private long duplicates;
        private long byRules;
        private final Map<String, Long> answeredBy = new TreeMap<>();
        private long settled;

        void add(Outcome outcome) {
            tickets++;
            if (outcome instanceof Labeled) {
                labeled++;
            } else if (outcome instanceof Abstained) {
                abstained++;
            } else if (outcome instanceof Failed) {
                failed++;
            }
            String model = outcome.provenance().model();
            if (!model.isEmpty()) {
                answeredBy.merge(model, 1L, Long::sum);
            }
            Source source = outcome.provenance().source();
            cached += source == Source.CACHE ? 1 : 0;
            duplicates += source == Source.DUPLICATE ? 1 : 0;
            byRules += source == Source.RULES ? 1 : 0;
            settled += source == Source.PERSON || source == Source.ACCEPTED ? 1 : 0;
        }

        RunReport report(Bill bill, Duration wall) {
            return new RunReport(this, bill, wall);
        }
    }
}
