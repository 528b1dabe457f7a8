package io.ticketlabeler.internal.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Collects the questions of all sessions for one label set and one model until a call is full; those of one group share calls. Runs
 * flush what is left themselves; live questions set a timer. Thread-safe.
 */
final class Batcher {

    static final int FRAME = 12; // tokens: {"id":"k3f9","text":""} and the answer's frame

    private final Stage stage;
    private final Duration moment;
    private final BiPredicate<Duration, Runnable> timer;
    private final Consumer<Batch> calls;
    private final Map<Integer, Filling> fillings = new HashMap<>(); // by group; guarded by this

    /**
     * @param moment how long a live question waits for company
     * @param timer  does something after a while; false when everything is closed
     * @param calls  takes what is full; called while the batcher is locked, so that it must only queue it
     */
    Batcher(Stage stage, Duration moment, BiPredicate<Duration, Runnable> timer, Consumer<Batch> calls) {
        this.stage = stage;
        this.moment = moment;
        this.timer = timer;
        this.calls = calls;
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

    /** Somebody waits for that question who does not want to wait for long: it is sent after a moment, also when it is yet to come. */
    synchronized void hurry(Question question) {
        question.hurry();
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
        if (!timer.test(moment, () -> flush(filling, mine))) {
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

    /**
     * Sends the call in which that question waits. When whoever asked it first is about to add it, it is sent a moment later: by then
     * that one may have ended, and would send nothing.
     */
    synchronized void flush(Question question) {
        question.hurry();
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
            for (Iterator<Question> open = filling.open.iterator(); open.hasNext(); ) {
                Question question = open.next();
                if (question.payer().isEmpty()) {
                    open.remove();
                    filling.tokens -= question.tokens() + FRAME;
                    unwanted.add(question);
                }
            }
        }
        return unwanted;
    }

    private void send(List<Question> questions) {
        questions.forEach(Question::markSent);
        calls.accept(new Batch(stage, questions));
    }
}
