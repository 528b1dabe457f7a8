package io.ticketlabeler.labelstudio;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tasks, one after the other. */
interface TaskSource extends AutoCloseable {

    /** The next one; null at the end. */
    @Nullable
    ReadTask next() throws IOException;

    @Override
    void close() throws IOException;
}
