package io.ticketlabeler.benchmarks;

import io.ticketlabeler.Handled;
import io.ticketlabeler.Outcomes;
import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.BadDay;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One run over some tickets, to its end or until it is killed, and what came out of it. Made and run by a thread of its own. */
final class SoakRun extends Thread {

    /** How a run ends. */
    enum End {
        /** By itself. */
        WHOLE,
        /** Whoever reads the outcomes stops and closes them. */
        LEFT,
        /** The thread is interrupted. */
        INTERRUPTED,
        /** The labeler is closed meanwhile. */
        CLOSED
    }

    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(1);

    private final TicketLabeler labeler;
    private final List<Ticket> tickets;
    private final End end;
    private final int after;
    private final List<String> problems = new ArrayList<>();
    private final Object ending = new Object();
    private boolean over; // guarded by ending
    private volatile int count;
    private int unlucky;
    private RunReport report = RunReport.NOTHING;

    /** @param after so many outcomes it is killed */
    SoakRun(String name, TicketLabeler labeler, List<Ticket> tickets, End end, int after) {
        super(name);
        this.labeler = labeler;
        this.tickets = tickets;
        this.end = end;
        this.after = after;
    }

    @Override
    public void run() {
        Outcomes outcomes = labeler.outcomes(tickets.iterator());
        try (outcomes) {
            while ((end != End.LEFT || count < after) && outcomes.hasNext()) {
                take(outcomes.next());
            }
        } catch (TicketLabelerException e) {
            if (end == End.WHOLE || end == End.LEFT) {
                problem("stopped: " + e + ", " + e.getCause());
            }
        } catch (RuntimeException | Error e) {
            problem("ended with " + e);
        }
        synchronized (ending) {
            over = true; // no interrupt comes from here on
        }
        boolean flag = Thread.interrupted(); // else nothing can be waited for
        if (flag && end != End.INTERRUPTED) {
            problem("was interrupted by nobody");
        }
        drain(outcomes);
        report = outcomes.report();
        check();
    }

    private void drain(Outcomes outcomes) {
        long start = System.nanoTime();
        if (!outcomes.drain(LONGEST_DRAIN)) {
            problem("calls in the air after "
                    + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms"
                    + (Thread.interrupted() ? ", then interrupted" : ""));
            Thread.getAllStackTraces()
                    .forEach((thread, stack) -> System.out.println(thread + " " + Arrays.toString(stack)));
        }
    }

    private void take(Handled handled) {
        int number = count;
        Ticket ticket = tickets.get(number);
        boolean right = BadDay.isRight(ticket, handled.outcome());
        if (!handled.ticket().equals(ticket) || !handled.outcome().ticketId().equals(ticket.id())) {
            problem("outcome " + number + " belongs to " + handled.ticket().id());
        } else if (!right && handled.outcome() instanceof Failed) {
            unlucky++;
        } else if (!right) {
            problem("wrong: " + handled.outcome());
        }
        count = number + 1;
    }

    private void check() {
        boolean all = count == tickets.size();
        if (end == End.WHOLE && !all) {
            problem(tickets.size() - count + " tickets without an outcome");
        }
        if (report.tickets() != count || report.labeled() + report.abstained() + report.failed() != count) {
            problem("the report has " + report.tickets() + " tickets instead of " + count);
        }
        if (unlucky > Math.max(10, tickets.size() / 100)) {
            problem(unlucky + " tickets without luck");
        }
    }

    /** Waits for its end, and helps it. */
    RunReport finish() throws InterruptedException {
        while (isAlive() && count < after) {
            join(1);
        }
        if (end == End.INTERRUPTED) {
            synchronized (ending) {
                if (!over) {
                    interrupt();
                }
            }
        } else if (end == End.CLOSED) {
            labeler.close();
        }
        join();
        return report;
    }

    private void problem(String what) {
        if (problems.size() < 5) {
            problems.add(getName() + " (" + end + "): " + what);
        }
    }

    List<String> problems() {
        return problems;
    }

    int unlucky() {
        return unlucky;
    }

    /** Tickets of the input that have no outcome yet. */
    int pending() {
        return tickets.size() - count;
    }
}
