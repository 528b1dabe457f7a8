package io.ticketlabeler.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the questions of all sessions for one label set and one model until a call is full; those of one group share calls. Runs
 * flush what is left themselves; live questions set a timer. Thread-safe.
 */
final class Batcher {

    static final int FRAME = 12; // tokens: {"id":"k3f9","text":""} and the answer's frame

    private final Engine engine;
    private final Stage stage;
    private final Map<Integer, Filling> fillings = new HashMap<>(); // by group; guarded by this

    Batcher(Engine engine, Stage stage) {
        this.engine = engine;
        this.stage = stage;
    }

    /** A call that is being filled. */
    private static final class Filling {
        private List<Question> open = new ArrayList<>();
        private int tokens;
        private long generation;
        private boolean lingering;
    }

    /** @param live whether it must not wait for others longer than a moment */
    synchronized void add(Question question, boolean live) {
        if (stage.asksAlone(question)) {
            send(List.of(question));
            return;
        }
        Filling filling = fillings.computeIfAbsent(question.group(), group -> new Filling());
        int tokens = question.tokens() + FRAME;
        if (filling.tokens + tokens > stage.maxCallTokens) {
            flush(filling);
        }
        filling.open.add(question);
        filling.tokens += tokens;
        if (filling.open.size() >= stage.batchSize) {
            flush(filling);
        } else if (live || question.isUrgent()) {
            linger(filling);
        }
    }

    /** Sends the call in which that question waits after a moment, unless it is full before. */
    synchronized void linger(Question question) {
        Filling filling = fillings.get(question.group());
        if (filling != null) {
            linger(filling);
        }
    }

    private void linger(Filling filling) {
        if (filling.open.isEmpty() || filling.lingering) {
            return;
        }
        filling.lingering = true;
        long mine = filling.generation;
        if (!engine.after(engine.settings().linger(), () -> flush(filling, mine))) {
            flush(filling); // closed: whoever waits is told so
        }
    }

    private synchronized void flush(Filling filling, long expected) {
        if (filling.generation == expected) {
            flush(filling);
        }
    }

    /** Sends what is there, however little it is. */
    synchronized void flush() {
        fillings.values().forEach(this::flush);
    }

    /** Sends the call in which that question waits. */
    synchronized void flush(Question question) {
        Filling filling = fillings.get(question.group());
        if (filling != null) {
            flush(filling);
        }
    }

    private void flush(Filling filling) {
        filling.generation++;
        filling.lingering = false;
        if (filling.open.isEmpty()) {
            return;
        }
        List<Question> full = filling.open;
        filling.open = new ArrayList<>();
        filling.tokens = 0;
        send(full);
    }

    /** Takes out what nobody wants any more; what others wait for goes on waiting for company. */
    synchronized List<Question> sweep() {
        List<Question> unwanted = new ArrayList<>();
        for (Filling filling : fillings.values()) {
            List<Question> given = filling.open.stream()
                    .filter(question -> question.payer().isEmpty())
                    .toList();
            given.forEach(question -> filling.tokens -= question.tokens() + FRAME);
            filling.open.removeAll(given);
            unwanted.addAll(given);
        }
        return unwanted;
    }

    private void send(List<Question> questions) {
        questions.forEach(Question::markSent);
        engine.send(new Batch(stage, questions));
    }
}
