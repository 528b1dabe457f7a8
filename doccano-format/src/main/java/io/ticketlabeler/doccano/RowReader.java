package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rows of one file, one after the other. */
@FunctionalInterface
interface RowReader {

    /** The next one; null after the last. */
    @Nullable
    JsonNode next() throws IOException;
}
