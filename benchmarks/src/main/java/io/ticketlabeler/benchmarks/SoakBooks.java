package io.ticketlabeler.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.RunListener;
import io.ticketlabeler.RunReport;
import io.ticketlabeler.jdbc.JdbcLabelCache;
import io.ticketlabeler.jdbc.LedgerEntry;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.run.CallEvent;
import io.ticketlabeler.ticket.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** What runs reported, what the ledger in the file has and what the server counted have to fit. Listens to all labelers. */
final class SoakBooks implements RunListener {

    private static final String NOT_SENT = "NOT_SENT";
    private static final Set<String> MAYBE_NOT_ARRIVED = Set.of("INTERRUPTED", "TIMEOUT");

    private final AtomicLong unusable = new AtomicLong();
    private RunReport reported = RunReport.NOTHING;

    @Override
    public void progress(RunReport soFar) {}

    @Override
    public void call(CallEvent event) {
        if (event instanceof CallEvent.Answered answered) {
            unusable.addAndGet(answered.tickets() - answered.usable());
        } else if (event instanceof CallEvent.FailedCall failed
                && failed.kind() == Kind.UNUSABLE_REPLY
                && !failed.usage().equals(Usage.NONE)) { // else it is among those of unknown outcome
            unusable.addAndGet(failed.tickets());
        }
    }

    void add(RunReport report) {
        reported = reported.plus(report);
    }

    RunReport reported() {
        return reported;
    }

    /** Sums of the ledger. */
    private static final class Ledger {

        private long sent; // that left, as far as is known
        private long open;
        private long maybeNotArrived;
        private long answeredTickets;
        private long unknownTickets;
        private long tokens;

        void add(LedgerEntry call) {
            if (call.detail().equals(NOT_SENT)) {
                return;
            }
            sent++;
            Usage usage = call.usage().orElse(Usage.NONE);
            tokens += usage.inputTokens() + usage.outputTokens();
            switch (call.state()) {
                case SENT -> open++;
                case ANSWERED -> answeredTickets += call.tickets();
                case UNKNOWN -> {
                    unknownTickets += call.tickets();
                    maybeNotArrived += MAYBE_NOT_ARRIVED.contains(call.detail()) ? 1 : 0;
                }
                case FAILED -> {}
            }
        }
    }

    /** To be called when no call is in the air. What does not fit; empty if all does. */
    List<String> compare(JdbcLabelCache cache, JsonNode server) {
        Ledger ledger = new Ledger();
        cache.ledger(ledger::add);
        long requests = server.path("requests").asLong();
        long tickets = server.path("tickets").asLong();
        long again = server.path("tickets_again").asLong();
        List<String> problems = new ArrayList<>();
        demand(problems, ledger.open == 0, ledger.open + " calls are in the air, says the ledger");
        demand(
                problems,
                ledger.sent == reported.calls(),
                ledger.sent + " calls in the ledger, " + reported.calls() + " in the reports");
        long tokens = reported.usage().inputTokens() + reported.usage().outputTokens();
        demand(
                problems,
                ledger.tokens == tokens,
                ledger.tokens + " tokens in the ledger, " + tokens + " in the reports");
        demand(
                problems,
                requests <= ledger.sent && requests >= ledger.sent - ledger.maybeNotArrived,
                requests + " requests at the server, " + ledger.sent + " calls in the ledger, of which "
                        + ledger.maybeNotArrived + " may not have arrived");
        demand(
                problems,
                ledger.answeredTickets <= tickets && tickets <= ledger.answeredTickets + ledger.unknownTickets,
                tickets + " tickets answered by the server, in the ledger " + ledger.answeredTickets + " and "
                        + ledger.unknownTickets + " of unknown outcome");
        demand(
                problems,
                again <= unusable.get() + reported.maybePaidTwice(),
                again + " tickets paid again, although only " + unusable + " answers were unusable and "
                        + reported.maybePaidTwice() + " may have been paid twice");
        return problems;
    }

    private static void demand(List<String> problems, boolean fits, String otherwise) {
        if (!fits) {
            problems.add(otherwise);
        }
    }

    @Override
    public String toString() {
        return reported + ", " + reported.unknownCalls() + " of unknown outcome, " + reported.maybePaidTwice()
                + " tickets maybe paid twice, " + unusable + " answered unusably";
    }
}
