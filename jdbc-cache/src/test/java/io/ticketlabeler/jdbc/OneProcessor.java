package io.ticketlabeler.jdbc;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.Request;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.run.Budget;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Ticket;
import java.nio.file.Path;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** What runs in the JVM of {@link OneProcessorTest}: a run with all that is kept in the file, whose provider waits for 64 calls at once. */
final class OneProcessor {

    private static final int AT_ONCE = 64;

    private OneProcessor() {}

    public static void main(String[] file) {
        CyclicBarrier all = new CyclicBarrier(AT_ONCE);
        try (StubProvider provider = StubProvider.answering(request -> together(all, request));
                JdbcLabelCache cache = SqliteLabelCache.open(Path.of(file[0]));
                TicketLabeler labeler = TicketLabeler.builder()
                        .labels(LabelSet.of("Billing", "Bug"))
                        .model(OpenAi.chat("gpt-4o-mini").baseUrl(provider.baseUrl()))
                        .cache(cache)
                        .sharedLimit(cache.sharedLimit())
                        .sharedBudget(cache.sharedBudget("job", Budget.tokens(10_000_000)))
                        .batchSize(1)
                        .concurrency(AT_ONCE)
                        .build()) {
            RunReport report = labeler.run(IntStream.range(0, 4 * AT_ONCE)
                    .mapToObj(i -> Ticket.of("T" + i, "Rechnung " + i))
                    .toList());

            System.out.println("run: " + report.labeled() + " labeled, " + report.calls() + " calls, "
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
}
