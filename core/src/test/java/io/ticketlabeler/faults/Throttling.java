package io.ticketlabeler.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.contract.Faults;
import io.ticketlabeler.contract.Request;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.ticket.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A run in the middle of which the provider refuses everything, and does not say until when. */
final class Throttling {

    private static final int IN_FLIGHT = 16;
    private static final Duration LATENCY = Duration.ofMillis(500); // 32 calls a second
    private static final double BEFORE = 2; // seconds
    private static final double ON_THEIR_WAY = 0.5;
    private static final double RECOVERY = 10;

    private final double seconds;
    private final int mostCalls;
    private final double after;
    private List<Double> times = List.of();

    /**
     * @param seconds   of nothing but refusals
     * @param mostCalls in these seconds, but for the first half
     * @param after     seconds of work that is left then
     */
    Throttling(double seconds, int mostCalls, double after) {
        this.seconds = seconds;
        this.mostCalls = mostCalls;
        this.after = after;
    }

    /** The bars that do not depend on the machine. */
    Throttling isEndured() {
        double perSecond = IN_FLIGHT * 1000.0 / LATENCY.toMillis();
        List<Ticket> tickets = Trial.tickets((int) ((BEFORE + after) * perSecond));
        Random chance = new Random(2);
        try (StubProvider provider =
                        StubProvider.answering(request -> Response.completion(request.labelled(Trial::right))
                                .after(LATENCY.plusMillis(chance.nextInt(400) - 200))); // calls do not go in step
                Trial trial = Trial.of(
                        Trial.settings(Trial.model(provider)).batchSize(1).concurrency(IN_FLIGHT))) {
            long start = System.nanoTime();
            provider.faults(Faults.seeded(1)
                    .during(
                            Duration.ofMillis((long) (BEFORE * 1000)),
                            Duration.ofMillis((long) ((BEFORE + seconds) * 1000)),
                            Response.rateLimited()));
            RunReport report = trial.run(tickets);

            trial.assertAllRight(tickets);
            times = provider.requests().stream()
                    .map(Request::nanoTime)
                    .map(nanos -> (nanos - start) / 1e9)
                    .toList();
            System.out.printf(
                    "R2: %d calls in %.0f s, before %.1f/s, after %.1f/s%n",
                    callsWithin(BEFORE, BEFORE + seconds), seconds, rateBefore(), rateAfter());
            assertThat(callsWithin(BEFORE + ON_THEIR_WAY, BEFORE + seconds)).isLessThanOrEqualTo(mostCalls);
            assertThat(report.throttledCalls()).isEqualTo(report.failedCalls());
            return this;
        }
    }

    /** Even with those that were on their way when the first was refused. */
    Throttling isAskedAtMost(int times) {
        assertThat(callsWithin(BEFORE, BEFORE + seconds)).isLessThanOrEqualTo(times);
        return this;
    }

    /** At least 80 % of the rate, within ten seconds. */
    void isAsFastAsBefore() {
        assertThat(rateAfter()).isGreaterThanOrEqualTo(0.8 * rateBefore());
    }

    private double rateBefore() {
        return callsWithin(BEFORE / 2, BEFORE) / (BEFORE / 2);
    }

    private double rateAfter() {
        double recovered = BEFORE + seconds + RECOVERY;
        return callsWithin(recovered - 2, recovered) / 2.0;
    }

    private long callsWithin(double from, double to) {
        return times.stream().filter(time -> time >= from && time < to).count();
    }
}
