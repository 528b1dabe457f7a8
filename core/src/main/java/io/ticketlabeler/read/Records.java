package io.ticketlabeler.read;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of a file, one after the other. */
interface Records<R> extends AutoCloseable {

    /**
     * The next record; null at the end.
     *
     * @throws BadRow              if this one cannot be read, but the next one may be
     * @throws TicketFileException if there is no going on
     */
    @Nullable
    R next() throws BadRow;

    @Override
    void close() throws IOException;
}
