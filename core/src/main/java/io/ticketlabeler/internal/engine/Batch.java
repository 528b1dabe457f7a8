package io.ticketlabeler.internal.engine;

import java.util.List;

/**
 * Questions that travel in one call.
 *
 * @param session  on whose account
 * @param failures how often this call has failed for a passing reason
 */
record Batch(Session session, List<Question> questions, int failures) {

    Batch {
        questions = List.copyOf(questions);
    }

    int tokens() {
        return questions.stream().mapToInt(question -> question.tokens).sum();
    }

    Batch failedOnceMore() {
        return new Batch(session, questions, failures + 1);
    }

    Batch of(List<Question> some) {
        return new Batch(session, some, 0);
    }
}
