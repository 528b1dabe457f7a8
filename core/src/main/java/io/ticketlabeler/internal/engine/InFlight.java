package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.CacheKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The questions that are being asked, one for each key: whoever asks the same meanwhile waits for that answer. A question leaves when it
 * is settled, which is after the cache has its answer, so that there is no moment in which it would be asked again. Thread-safe.
 */
final class InFlight {

    private final Map<CacheKey, Question> questions = new ConcurrentHashMap<>();

    /** The question that is already in flight for the same key, else {@code question} itself, which then is. */
    Question join(Question question, Session session) {
        while (true) {
            Question first = questions.putIfAbsent(question.key, question);
            if (first == null) {
                return question;
            }
            if (first.join(session)) {
                return first;
            }
            first.verdict.join(); // given up by all who asked: its claim goes first, lest it takes the new one along
            questions.remove(question.key, first);
        }
    }

    /** Tells whoever waits for the question; whoever asks it from now on asks anew. */
    void settle(Question question, Verdict verdict) {
        questions.remove(question.key, question);
        question.verdict.complete(verdict);
    }

    /** Those that are in flight now. */
    List<Question> all() {
        return List.copyOf(questions.values());
    }
}
