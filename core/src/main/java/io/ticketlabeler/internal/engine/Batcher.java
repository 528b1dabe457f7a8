package io.ticketlabeler.internal.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the questions of all sessions for one label set and one model until a call is full. Runs flush what is left themselves;
 * live questions set a timer. Thread-safe.
 */
final class Batcher {

    static final int FRAME = 12; // tokens: {"id":"k3f9","text":""} and the answer's frame

    private final Engine engine;
    private final Stage stage;

    // guarded by this
    private List<Question> open = new ArrayList<>();
    private int openTokens;
    private long generation;
    private boolean lingering;

    Batcher(Engine engine, Stage stage) {
        this.engine = engine;
        this.stage = stage;
    }

    /** @param live whether it must not wait for others longer than a moment */
    synchronized void add(Question question, boolean live) {
        if (stage.asksAlone(question)) {
            send(List.of(question));
            return;
        }
        int tokens = question.tokens() + FRAME;
        if (openTokens + tokens > stage.maxCallTokens) {
            flush();
        }
        open.add(question);
        openTokens += tokens;
        if (open.size() >= stage.batchSize) {
            flush();
        } else if (live || question.isUrgent()) {
            linger();
        }
    }

    /** Sends what is there after a moment, unless it is full before. */
    synchronized void linger() {
        if (open.isEmpty() || lingering) {
            return;
        }
        lingering = true;
        long mine = generation;
        if (!engine.after(engine.settings().linger(), () -> flush(mine))) {
            flush(); // closed: whoever waits is told so
        }
    }

    private synchronized void flush(long expected) {
        if (generation == expected) {
            flush();
        }
    }

    /** Sends what is there, however little it is. */
    synchronized void flush() {
        generation++;
        lingering = false;
        if (open.isEmpty()) {
            return;
        }
        List<Question> full = open;
        open = new ArrayList<>();
        openTokens = 0;
        send(full);
    }

    /** Takes out what nobody wants any more; what others wait for goes on waiting for company. */
    synchronized List<Question> sweep() {
        List<Question> unwanted = new ArrayList<>();
        for (Question question : open) {
            if (question.payer().isEmpty()) {
                unwanted.add(question);
                openTokens -= question.tokens() + FRAME;
            }
        }
        open.removeAll(unwanted);
        return unwanted;
    }

    private void send(List<Question> questions) {
        questions.forEach(Question::markSent);
        engine.send(new Batch(stage, questions));
    }
}
