package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.model.CallSize;
import io.ticketlabeler.model.Grouping;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.ticket.LabelSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** All that belongs to one label set: keys, batchers, the sizes of calls. Thread-safe. */
public final class Lane {

    private final LabelSet labels;
    private final List<Part> parts = new ArrayList<>();

    Lane(Engine engine, LabelSet labels) {
        this.labels = labels;
        for (Stage stage : engine.stages()) {
            parts.add(new Part(
                    new KeyMaker(labels, stage.model, stage.batchSize),
                    new Batcher(stage, engine.settings().linger(), engine::after, engine::send),
                    new Size(stage.model, labels),
                    stage.model.grouping(labels),
                    new WarmUp()));
        }
    }

    LabelSet labels() {
        return labels;
    }

    CacheKey key(int stage, String text) {
        return parts.get(stage).keys.key(text);
    }

    Batcher batcher(int stage) {
        return parts.get(stage).batcher;
    }

    CallSize size(int stage) {
        return parts.get(stage).size.get();
    }

    Grouping grouping(int stage) {
        return parts.get(stage).grouping;
    }

    WarmUp warmUp(int stage) {
        return parts.get(stage).warmUp;
    }

    void flush() {
        parts.forEach(part -> part.batcher.flush());
    }

    /** Takes what nobody wants any more out of the batches that are being filled. */
    List<Question> sweep() {
        return parts.stream().flatMap(part -> part.batcher.sweep().stream()).toList();
    }

    private record Part(KeyMaker keys, Batcher batcher, Size size, Grouping grouping, WarmUp warmUp) {}

    /** Found out when it is first needed: that takes a model's prompt, and a run whose answers are all known makes none. */
    private static final class Size {

        private final LabelModel model;
        private final LabelSet labels;
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable CallSize size; // guarded by the lock

        Size(LabelModel model, LabelSet labels) {
            this.model = model;
            this.labels = labels;
        }

        CallSize get() {
            lock.lock();
            try {
                CallSize known = size;
                if (known == null) {
                    known = model.size(labels);
                    size = known;
                }
                return known;
            } finally {
                lock.unlock();
            }
        }
    }

    /** The first call goes ahead alone when its beginning is long enough for the provider to keep it for those that follow. */
    static final class WarmUp {

        static final int LEAST_PREFIX_TOKENS = 1_024; // OpenAI caches from there on

        private final AtomicBoolean begun = new AtomicBoolean();
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();

        /** True for whoever goes first; all others wait until that call has ended. */
        boolean begin() throws InterruptedException {
            if (begun.compareAndSet(false, true)) {
                return true;
            }
            try {
                done.get();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException("it only ever completes", e);
            }
            return false;
        }

        void end() {
            done.complete(true);
        }
    }
}
