package io.ticketlabeler.internal.reading;

import io.ticketlabeler.internal.json.ExportJson;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.prompt.ExampleStore;
import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Review;
import io.ticketlabeler.review.ReviewCounter;
import io.ticketlabeler.review.ReviewReport;
import io.ticketlabeler.review.Reviews;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The reviews of tasks that come one after the other. */
public final class SourceReviews implements Reviews {

    private final ReviewSource tasks;
    private final ReviewCounter counter;
    private final @Nullable ExampleStore examples;
    private final String where;
    private final Deque<Review> waiting = new ArrayDeque<>();
    private boolean ended;

    public SourceReviews(ReviewSource tasks, LabelSet labels, @Nullable ExampleStore examples, String where) {
        this.tasks = tasks;
        this.counter = new ReviewCounter(labels);
        this.examples = examples;
        this.where = where;
    }

    @Override
    public boolean hasNext() {
        while (waiting.isEmpty() && !ended) {
            ReadTicket task = read();
            if (task == null) {
                ended = true;
            } else {
                task.notes().forEach(counter::note);
                waiting.addAll(task.reviews());
                if (examples != null) {
                    learn(task, examples);
                }
            }
        }
        return !waiting.isEmpty();
    }

    private @Nullable ReadTicket read() {
        try {
            return tasks.next();
        } catch (IOException e) {
            ended = true;
            boolean quotes = e.getClass().getName().startsWith("com.fasterxml"); // it may quote a ticket
            throw new TicketLabelerException(where + ExportJson.words(e), quotes ? null : e);
        }
    }

    @Override
    public Review next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more reviews");
        }
        return counter.count(waiting.remove());
    }

    @Override
    public ReviewReport report() {
        return counter.report();
    }

    @Override
    public void close() {
        ended = true;
        waiting.clear();
        try {
            tasks.close();
        } catch (IOException e) {
            // it was only read from
        }
    }

    /** The last answer counts: a corrected proposal is an example, an accepted one needs none. */
    public static void learn(ReadTicket task, ExampleStore examples) {
        String ticketId = task.ticketId();
        String text = task.text();
        if (ticketId == null || text == null) {
            return;
        }
        String key = task.project() + "/" + ticketId;
        for (Review review : task.reviews()) {
            Decision decision = review.decision();
            boolean removed = decision == Decision.EMPTY && !review.proposed().isEmpty();
            if (decision == Decision.CORRECTED || removed) {
                examples.put(key, new Example(text, review.labels()).inShort());
            } else if (decision.isAnswer()) {
                examples.remove(key);
            }
        }
    }
}
