package io.ticketlabeler.spark;

import io.ticketlabeler.Handled;
import io.ticketlabeler.Outcomes;
import io.ticketlabeler.RunReport;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of one partition, labelled: in input order, with the memory of one window. Used by the task's thread.
 *
 * <p>When the task ends, however it does, nothing more is sent, and what is in the air is waited for: it is paid, so it belongs into the
 * cache, and into the report.
 */
final class LabeledRows implements Iterator<Row> {

    private static final Logger LOG = LoggerFactory.getLogger(LabeledRows.class);
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(60);

    private final TaskContext task = TaskContext.get();
    private final Columns columns;
    private final Deque<Row> window = new ArrayDeque<>(); // read, and without an outcome so far
    private final Iterator<Row> input;
    private final Outcomes outcomes;
    private long read;
    private long written;

    LabeledRows(ExecutorLabeler labeler, Columns columns, Iterator<Row> input, ReportSum finished, ReportSum lost) {
        this.columns = columns;
        this.input = input;
        SharedLabeler shared;
        try {
            shared = SharedLabeler.take(labeler);
        } catch (TicketLabelerException e) {
            throw Travelling.copy(e);
        }
        this.outcomes = shared.labeler().outcomes(tickets());
        TaskCompletionListener end = context -> {
            try {
                RunReport report = end();
                (context.isFailed() || context.isInterrupted() ? lost : finished).add(report);
            } finally {
                shared.giveBack();
            }
        };
        task.addTaskCompletionListener(end);
    }

    private Iterator<Ticket> tickets() {
        return new Iterator<Ticket>() {
            @Override
            public boolean hasNext() {
                return input.hasNext();
            }

            @Override
            public Ticket next() {
                Row row = input.next();
                read++;
                window.add(row);
                return columns.ticket(row)
                        .orElseGet(() -> Ticket.of(placeOf(read), "")); // nobody is asked about no text
            }
        };
    }

    private String placeOf(long row) {
        return "row " + row + " of partition " + task.partitionId();
    }

    /** @throws TicketLabelerException if labelling cannot go on; the task fails with its message, which names no text and no key */
    @Override
    public boolean hasNext() {
        task.killTaskIfInterrupted(); // a task that is killed politely is not interrupted
        try {
            return outcomes.hasNext();
        } catch (TicketLabelerException e) {
            throw Travelling.copy(e);
        }
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all rows are labelled");
        }
        Handled handled = outcomes.next();
        Row row = window.remove();
        written++;
        return columns.ticket(row).isPresent()
                ? columns.result(row, handled)
                : columns.notAsked(
                        row, placeOf(written) + " has no id; nobody was asked, for its label could not be joined");
    }

    /** A thread that is interrupted waits all the same: killed tasks have calls in the air, too. */
    private RunReport end() {
        outcomes.close();
        boolean interrupted = Thread.interrupted();
        long start = System.nanoTime();
        Duration left = LONGEST_DRAIN;
        while (!outcomes.drain(left)) {
            interrupted |= Thread.interrupted();
            left = LONGEST_DRAIN.minusNanos(System.nanoTime() - start);
            if (left.isNegative() || left.isZero()) {
                LOG.warn(
                        "partition {}, attempt {}: calls are in the air after {} s; they go on while this executor lives",
                        task.partitionId(),
                        task.attemptNumber(),
                        LONGEST_DRAIN.toSeconds());
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return outcomes.report();
    }
}
