package io.ticketlabeler.spark;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a labeler on an executor uses and does not close itself, such as its cache. For one thread at a time. */
public final class Resources {

    private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

    private final Deque<AutoCloseable> all = new ArrayDeque<>();

    Resources() {}

    /**
     * Closes that, too, when the labeler has been closed; the last that was added first.
     *
     * @return the same
     */
    public <C extends AutoCloseable> C add(C resource) {
        all.push(resource);
        return resource;
    }

    void close() {
        while (!all.isEmpty()) {
            AutoCloseable next = all.pop();
            try {
                next.close();
            } catch (Exception e) { // whatever it is, the others must be closed too
                LOG.warn("{} could not be closed: {}", next.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
