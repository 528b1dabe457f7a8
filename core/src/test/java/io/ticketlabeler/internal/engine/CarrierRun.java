package io.ticketlabeler.internal.engine;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.contract.Request;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.run.Budget;
import io.ticketlabeler.run.SharedBudget;
import io.ticketlabeler.ticket.Ticket;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What runs in the JVM of {@link CallThreadsTest}, where all virtual threads share one processor: calls must not keep it while they
 * wait, or nothing else ever goes on.
 */
final class CarrierRun {

    private static final int AT_ONCE = 64;
    private static final int ROUNDS = 4;

    private CarrierRun() {}

    public static void main(String[] what) {
        switch (what[0]) {
            case "calls" -> makeCalls();
            case "budget" -> waitIn(wait -> Given.labeler(TestModel.quick()).sharedBudget(new SlowBudget(wait)));
            case "cache" -> waitIn(wait -> Given.labeler(TestModel.quick()).cache(new SlowCache(wait)));
            case "size" -> waitIn(wait -> Given.labeler(slowSize(wait)));
            default -> throw new IllegalArgumentException(what[0]);
        }
    }

    /** The provider answers when so many calls are there, and not before. */
    private static void makeCalls() {
        CyclicBarrier all = new CyclicBarrier(AT_ONCE);
        try (StubProvider provider = StubProvider.answering(request -> together(all, request));
                TicketLabeler labeler = Given.labeler(OpenAi.chat("gpt-4o-mini").baseUrl(provider.baseUrl()))
                        .batchSize(1)
                        .concurrency(AT_ONCE)
                        .build()) {
            RunReport report = labeler.run(Given.tickets(AT_ONCE * ROUNDS));

            System.out.println(report.labeled() + " labeled, " + report.calls() + " calls, "
                    + report.failedCalls() + " failed, "
                    + provider.counts().maxInFlight() + " at once");
        }
    }

    private static Response together(CyclicBarrier all, Request request) {
        try {
            all.await(30, TimeUnit.SECONDS);
            return Response.completion(request.labelled(text -> "Bug"));
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            return Response.error(400, "alone");
        }
    }

    /** A part of one labeler waits until another labeler has made a call. */
    private interface Labelers {

        TicketLabeler.Builder waiting(Runnable pause);
    }

    private static void waitIn(Labelers labelers) {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch called = new CountDownLatch(1);
        Runnable wait = () -> {
            begun.countDown();
            Given.awaitForEver(called);
        };
        try (TicketLabeler waiting = labelers.waiting(wait).build();
                TicketLabeler calling = Given.labeler(TestModel.doing(tickets -> called.countDown()))
                        .build()) {
            CompletableFuture<RunReport> first =
                    CompletableFuture.supplyAsync(() -> waiting.run(List.of(Ticket.of("1", "waits"))));
            Given.awaitForEver(begun);
            RunReport second = calling.run(List.of(Ticket.of("2", "does not")));
            System.out.println(second.labeled() + " and " + first.join().labeled() + " labeled");
        }
    }

    private record SlowBudget(Runnable pause) implements SharedBudget {

        @Override
        public boolean take(long tokens, double usd) {
            pause.run();
            return true;
        }

        @Override
        public void correct(long tokens, double usd) {}

        @Override
        public Budget limits() {
            return Budget.tokens(1_000_000);
        }
    }

    private record SlowCache(Runnable pause) implements LabelCache {

        @Override
        public Map<CacheKey, CachedLabel> getAll(Collection<CacheKey> keys) {
            return Map.of();
        }

        @Override
        public void putAll(Map<CacheKey, CachedLabel> answers) {}

        @Override
        public Set<CacheKey> unsettled() {
            pause.run();
            return Set.of();
        }

        @Override
        public void close() {}
    }

    private static LabelModel slowSize(Runnable pause) {
        LabelModel model = TestModel.quick();
        return new OtherSize(model, labels -> {
            pause.run();
            return model.size(labels);
        });
    }
}
