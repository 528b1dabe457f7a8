package io.ticketlabeler.internal.engine;

import io.ticketlabeler.model.RateLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A provider and the gate before it in virtual time: minutes pass in milliseconds, and every schedule is the same each time. There
 * is always somebody who wants to call.
 */
final class VirtualProvider {

    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;

    /** What the provider says to a call that came at {@code now}. */
    interface Behaviour {
        Said to(long now);
    }

    /**
     * An answer of the provider.
     *
     * @param kind       what it came to
     * @param after      nanoseconds until it comes
     * @param retryAfter the wait asked for
     */
    record Said(Kind kind, long after, @Nullable Duration retryAfter, RateLimits limits) {

        static Said good(long after) {
            return new Said(Kind.GOOD, after, null, RateLimits.NONE);
        }

        static Said throttled(@Nullable Duration retryAfter) {
            return new Said(Kind.THROTTLED, 20 * MILLI, retryAfter, RateLimits.NONE);
        }

        static Said broken(long after) {
            return new Said(Kind.BROKEN, after, null, RateLimits.NONE);
        }
    }

    enum Kind {
        GOOD,
        THROTTLED,
        BROKEN
    }

    /** A call as the provider saw it. */
    record Call(long at, Kind kind) {}

    private record Ending(long at, Gate.Pass pass, Said said) {}

    final List<Call> calls = new ArrayList<>();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final Gate gate;

    private final long tokensPerCall;
    private final PriorityQueue<Ending> inAir = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
    private long now = 7_777_777_777L; // any time but zero

    VirtualProvider(int concurrency, OptionalLong requests, OptionalLong tokens, long tokensPerCall) {
        this.tokensPerCall = tokensPerCall;
        this.gate = new Gate(
                "virtual",
                concurrency,
                requests,
                tokens,
                new Random(7),
                () -> now,
                opened::incrementAndGet,
                closed::incrementAndGet);
    }

    static VirtualProvider unlimited(int concurrency) {
        return new VirtualProvider(concurrency, OptionalLong.empty(), OptionalLong.empty(), 100);
    }

    long now() {
        return now;
    }

    /** Calls as often as the gate allows it for so long; returns when that began. */
    long call(Duration time, Behaviour behaviour) {
        long start = now;
        long end = now + time.toNanos();
        while (now < end) {
            land();
            for (var pass = gate.tryEnter(tokensPerCall); pass.isPresent(); pass = gate.tryEnter(tokensPerCall)) {
                Said said = behaviour.to(now);
                calls.add(new Call(now, said.kind()));
                inAir.add(new Ending(now + said.after(), pass.get(), said));
            }
            now += 5 * MILLI;
        }
        return start;
    }

    /** Time without a call. */
    void pass(Duration time) {
        now += time.toNanos();
        land();
    }

    private void land() {
        while (!inAir.isEmpty() && inAir.peek().at <= now) {
            Ending ending = inAir.remove();
            switch (ending.said.kind()) {
                case GOOD -> ending.pass.succeeded(ending.said.limits(), tokensPerCall);
                case THROTTLED -> ending.pass.throttled(ending.said.limits(), ending.said.retryAfter());
                case BROKEN -> ending.pass.failed(ending.said.limits(), 0);
            }
        }
    }

    /** How many calls came from then on, within that time. */
    long callsWithin(long from, Duration time) {
        return calls.stream()
                .filter(call -> call.at >= from && call.at < from + time.toNanos())
                .count();
    }

    /** The most calls in any minute. */
    int mostInAMinute() {
        int most = 0;
        int first = 0;
        for (int i = 0; i < calls.size(); i++) {
            while (calls.get(i).at - calls.get(first).at >= 60 * SECOND) {
                first++;
            }
            most = Math.max(most, i - first + 1);
        }
        return most;
    }
}
