package io.ticketlabeler.internal.engine;

import java.util.List;

/**
 * Questions that travel in one call.
 *
 * @param session  on whose account
 * @param failures how often this call has failed for a passing reason
 * @param timeouts how many of these were timeouts
 */
record Batch(Session session, List<Question> questions, int failures, int timeouts) {

    Batch {
        questions = List.copyOf(questions);
    }

    Batch(Session session, List<Question> questions) {
        this(session, questions, 0, 0);
    }

    Batch failedOnceMore(boolean timeout) {
        return new Batch(session, questions, failures + 1, timeouts + (timeout ? 1 : 0));
    }

    Batch of(List<Question> some) {
        return new Batch(session, some);
    }
}
