package io.ticketlabeler.contract;

import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.time.Duration;

/**
 * Everything that goes wrong at a provider, each at 1 to 5 % of the calls, and tickets of which it is known what should become of them:
 * for runs that go on for long.
 *
 * <p>Of a thousand tickets one has no text, one is refused as often as it is asked, a hundred fit no label. The rest gets one of three
 * labels, unless it has no luck: three unusable answers in a row.
 */
public final class BadDay {

    /** What these tickets are labelled with. */
    public static final LabelSet LABELS = LabelSet.builder()
            .add("Billing")
            .add("Bug")
            .add("Question")
            .allowNone()
            .build();

    private static final int BLANK = 77; // of a thousand
    private static final String REFUSED = "313:";
    private static final String NO_LABEL = "0:";

    private BadDay() {}

    /** The ticket with that number; another number has another text. */
    public static Ticket ticket(String id, int number) {
        return Ticket.of(id, number % 1_000 == BLANK ? " \n" : "№ " + number + ": Größe „falsch“, bitte um Rückruf 😀");
    }

    /** Whether that is what should become of the ticket. */
    public static boolean isRight(Ticket ticket, Outcome outcome) {
        if (!outcome.ticketId().equals(ticket.id())) {
            return false;
        }
        if (ticket.text().isBlank()) {
            return outcome instanceof Abstained;
        }
        if (ticket.text().contains(REFUSED)) {
            return outcome instanceof Failed;
        }
        String right = right(ticket.text());
        return right.equals(LabelSet.NONE)
                ? outcome instanceof Abstained
                : outcome instanceof Labeled labeled && labeled.label().equals(right);
    }

    /** A provider that labels rightly, after 20 ms, when nothing goes wrong. It keeps no requests. */
    public static StubProvider provider(long seed) {
        return StubProvider.answering(BadDay::answer)
                .keepRequests(0)
                .latency(Duration.ofMillis(20))
                .faults(faults(seed));
    }

    private static Response answer(Request request) {
        return request.tickets().values().stream().anyMatch(text -> text.contains(REFUSED))
                ? Response.error(400, "content_policy_violation")
                : Response.completion(request.labelled(BadDay::right));
    }

    private static String right(String text) {
        if (text.contains(NO_LABEL)) {
            return LabelSet.NONE;
        }
        int number = Integer.parseInt(text.substring(2, text.indexOf(':')));
        return LABELS.names().get(number % 3);
    }

    private static Faults faults(long seed) {
        return Faults.seeded(seed)
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
                .breaking(0.04, BadDay::cut, BadDay::foreignLabels, BadDay::foreignIds, BadDay::contradicting);
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
}
