package io.ticketlabeler.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.contract.Faults;
import io.ticketlabeler.contract.Request;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Iterator;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * R22 of the fault matrix: all faults at once, for a while. {@code -Dticketlabeler.soak.seconds=1800} for half an hour.
 *
 * <p>Texts repeat after a thousand, and few answers are kept: what the stub and the cache remember does not grow either.
 */
@Timeout(3_600)
class SoakTest {

    private static final double SECONDS = Integer.getInteger("ticketlabeler.soak.seconds", 12);
    private static final int TEXTS = 1_000;
    private static final int KEPT_ANSWERS = 300;
    private static final long MOST_GROWTH = 16 << 20;

    private static final LabelSet LABELS = LabelSet.builder()
            .add("Billing")
            .add("Bug")
            .add("Question")
            .allowNone()
            .build();

    private static String text(int number) {
        return number % TEXTS == 77 ? " \n" : Trial.ticket(number % TEXTS).text();
    }

    /** The stub's opinion: some tickets fit no label. */
    private static String right(String text) {
        return text.contains("0:") ? LabelSet.NONE : Trial.right(text);
    }

    private static boolean isRefused(String text) {
        return text.contains("313:");
    }

    private static Response answer(Request request) {
        return request.tickets().values().stream().anyMatch(SoakTest::isRefused)
                ? Response.error(400, "content_policy_violation")
                : Response.completion(request.labelled(SoakTest::right));
    }

    private static Faults faults() {
        return Faults.seeded(22)
                .failing(
                        0.05,
                        Response.error(500, "x"),
                        Response.error(503, "x"),
                        Response.html(502),
                        Response.empty(504))
                .failing(0.03, Response.rateLimited().retryAfterMillis(Duration.ofMillis(50)))
                .failing(0.01, Response.of(200, "{\"choices\":[]}"), Response.html(200))
                .breaking(0.01, Response::hanging, Response::stalling, whole -> whole.dripping(20))
                .breaking(0.04, Response::resetBeforeHeaders, Response::resetInBody, Response::truncated)
                .breaking(0.02, Response::lengthTooLong, Response::lengthTooShort)
                .breaking(0.01, whole -> whole.padded(16 << 20), whole -> whole.gzipBomb(256 << 20))
                .breaking(0.04, SoakTest::cut, SoakTest::foreignLabels, SoakTest::foreignIds, SoakTest::contradicting);
    }

    private static Response cut(Response whole) {
        String text = whole.body();
        int at = text.lastIndexOf("{\\\"id");
        int end = text.indexOf("]}\"", Math.max(at, 0));
        return at < 0 || end < 0 ? whole : Response.of(200, text.substring(0, at + 6) + text.substring(end + 2));
    }

    private static Response foreignLabels(Response whole) {
        return Response.of(200, whole.body().replace("\\\"Bug\\\"", "\\\"Bugs, mostly\\\""));
    }

    private static Response foreignIds(Response whole) {
        return Response.of(200, whole.body().replaceFirst("\\{\\\\\"id\\\\\":\\\\\".", "{\\\\\"id\\\\\":\\\\\"_"));
    }

    private static Response contradicting(Response whole) {
        String body = whole.body();
        int end = body.indexOf("]}\"");
        int at = body.indexOf("{\\\"id");
        if (at < 0 || end < 0) {
            return whole;
        }
        String first = body.substring(at, body.indexOf("}", at) + 1);
        String other = first.contains("Bug")
                ? first.replace("Bug", "Question")
                : first.replaceFirst("Billing|Question|NONE", "Bug");
        return Response.of(200, body.substring(0, end) + "," + other + body.substring(end));
    }

    @Test
    void everyTicketHasOneOutcomeInOrderAndTheHeapDoesNotGrow() {
        Watching sink = new Watching();
        try (StubProvider provider = StubProvider.answering(SoakTest::answer)
                        .keepRequests(0)
                        .latency(Duration.ofMillis(20))
                        .faults(faults());
                TicketLabeler labeler = TicketLabeler.builder()
                        .labels(LABELS)
                        .model(Trial.model(provider).deadline(Duration.ofSeconds(1)))
                        .cache(MemoryLabelCache.atMost(KEPT_ANSWERS))
                        .concurrency(16)
                        .random(new Random(22))
                        .build()) {
            RunReport report = labeler.run(new Stream(), sink);

            System.out.println("R22: " + report + ", unknown " + report.unknownCalls() + ", " + provider.counts()
                    + ", heap after " + sink.early + " and " + sink.late);
            assertThat(report.tickets()).isEqualTo(sink.count);
            assertThat(report.labeled() + report.abstained() + report.failed()).isEqualTo(sink.count);
            assertThat(report.calls()).isEqualTo(provider.counts().requests());
            assertThat(sink.wrong).as("first outcome that is wrong").isEmpty();
            assertThat(sink.givenUp).as("tickets without luck").isLessThanOrEqualTo(sink.count / 100);
            assertThat(sink.count).isGreaterThan(TEXTS);
            assertThat(sink.early).isPositive();
            assertThat(sink.late - sink.early).as("growth of the live heap").isLessThan(MOST_GROWTH);
        }
    }

    /** Tickets until the time is over. */
    private static final class Stream implements Iterator<Ticket> {

        private final long start = System.nanoTime();
        private int number;

        @Override
        public boolean hasNext() {
            return System.nanoTime() - start < SECONDS * 1e9;
        }

        @Override
        public Ticket next() {
            Ticket next = Ticket.of("T" + number, text(number));
            number++;
            return next;
        }
    }

    private static final class Watching implements LabelSink {

        private final long start = System.nanoTime();
        private int count;
        private int givenUp; // three bad answers in a row do happen, to one ticket in thousands
        private String wrong = "";
        private long early;
        private long late;

        @Override
        public void open(RunHeader run) {}

        @Override
        public void accept(Ticket ticket, Outcome outcome) {
            String id = "T" + count;
            boolean fine = ticket.id().equals(id) && outcome.ticketId().equals(id) && isRight(ticket, outcome);
            if (!fine && ticket.id().equals(id) && outcome instanceof Failed) {
                givenUp++;
            } else if (!fine && wrong.isEmpty()) {
                wrong = ticket.id() + ": " + outcome;
            }
            count++;
            if (early == 0 && count > TEXTS && System.nanoTime() - start > SECONDS * 1e9 / 3) {
                early = live();
            }
        }

        private static boolean isRight(Ticket ticket, Outcome outcome) {
            if (ticket.text().isBlank()) {
                return outcome instanceof Abstained;
            }
            if (isRefused(ticket.text())) {
                return outcome instanceof Failed;
            }
            String right = right(ticket.text());
            return right.equals(LabelSet.NONE)
                    ? outcome instanceof Abstained
                    : outcome instanceof Labeled labeled && labeled.label().equals(right);
        }

        @Override
        public void complete() {
            late = live();
        }

        private static long live() {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }

        @Override
        public void close() {}
    }
}
