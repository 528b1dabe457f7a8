package io.ticketlabeler.internal.reading;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tasks, one after the other. */
public interface ReviewSource extends AutoCloseable {

    /** The next one; null at the end. */
    @Nullable
    ReadTicket next() throws IOException;

    @Override
    void close() throws IOException;
}
