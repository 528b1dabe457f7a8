package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.CacheKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Questions that another process is asking. Their answers are looked up in the shared cache from time to time; when the other
 * process is gone, they are asked here. Thread-safe.
 */
final class Elsewhere {

    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final Engine engine;

    // guarded by this
    private List<Question> waiting = new ArrayList<>();
    private boolean looking;

    Elsewhere(Engine engine) {
        this.engine = engine;
    }

    synchronized void add(List<Question> questions) {
        waiting.addAll(questions);
        if (!waiting.isEmpty() && !looking) {
            looking = engine.after(BETWEEN, this::look);
            if (!looking) {
                engine.stopAskers(waiting, Engine.closed());
                waiting = new ArrayList<>();
            }
        }
    }

    private void look() {
        List<Question> mine;
        synchronized (this) {
            mine = waiting;
            waiting = new ArrayList<>();
            looking = false;
        }
        Map<Lane, Map<CacheKey, Question>> wanted = new LinkedHashMap<>();
        List<Question> abandoned = new ArrayList<>();
        for (Question question : mine) {
            if (question.payer().isEmpty()) {
                abandoned.add(question);
            } else {
                wanted.computeIfAbsent(question.lane, lane -> new LinkedHashMap<>())
                        .put(question.key, question);
            }
        }
        abandoned.forEach(engine::abandon);
        wanted.forEach((lane, questions) -> {
            try {
                engine.admit(lane, questions, true);
            } catch (RuntimeException e) {
                engine.stopAskers(questions.values(), e);
            }
        });
    }
}
