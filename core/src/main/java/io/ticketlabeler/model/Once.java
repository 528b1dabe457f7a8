package io.ticketlabeler.model;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is computed when it is first needed, by one thread; again if that failed. */
final class Once<T> {

    private final Supplier<T> source;
    private final ReentrantLock lock = new ReentrantLock(); // what is computed may be far away
    private volatile @Nullable T value;

    Once(Supplier<T> source) {
        this.source = source;
    }

    T get() {
        T known = value;
        return known == null ? compute() : known;
    }

    private T compute() {
        lock.lock();
        try {
            T known = value;
            if (known == null) {
                known = source.get();
                value = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }
}
