package io.ticketlabeler.internal.engine;

import java.util.List;

/**
 * Questions about one label set that travel in one call.
 *
 * @param stage    the model to ask
 * @param failures how often this call has failed for a passing reason while others were answered
 * @param timeouts how often it was not answered in time
 * @param repeats  how often it has failed in all
 * @param answers  how many calls the model had answered at the last failure
 * @param since    when it was made, by the engine's nano clock
 */
record Batch(Stage stage, List<Question> questions, int failures, int timeouts, int repeats, long answers, long since) {

    Batch {
        questions = List.copyOf(questions);
    }

    Batch(Stage stage, List<Question> questions) {
        this(stage, questions, 0, 0, 0, -1, stage.now());
    }

    /** A failure counts against the tickets only if the model answers other calls meanwhile. */
    Batch failedOnceMore(boolean timeout, boolean counts) {
        long answered = stage.answers();
        boolean othersAnswered = answers >= 0 && answered > answers;
        return new Batch(
                stage,
                questions,
                failures + (counts && (othersAnswered || failures == 0) ? 1 : 0),
                timeouts + (timeout ? 1 : 0),
                repeats + 1,
                answered,
                since);
    }

    /** Some of the questions, as a call of its own. */
    Batch of(List<Question> some) {
        return new Batch(stage, some);
    }

    /** The same call with fewer questions. */
    Batch only(List<Question> some) {
        return some.size() == questions.size()
                ? this
                : new Batch(stage, some, failures, timeouts, repeats, answers, since);
    }

    Lane lane() {
        return questions.get(0).lane;
    }

    long textTokens() {
        long sum = 0;
        for (Question question : questions) {
            sum += question.tokens();
        }
        return sum;
    }
}
