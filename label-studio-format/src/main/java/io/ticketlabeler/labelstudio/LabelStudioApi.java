package io.ticketlabeler.labelstudio;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads from a server, with the right to do so.
 *
 * <p><b>If you write your own</b>: {@link #get} is called by one thread at a time for each reader, once a page. Whoever called closes
 * the stream.
 */
@FunctionalInterface
public interface LabelStudioApi {

    /**
     * The body of a successful answer.
     *
     * @param path with its query, e.g. {@code /api/projects/7/export?exportType=JSON}; to be appended to the server's address
     * @throws IOException if there is no answer, or one with a status of 400 or more
     */
    InputStream get(String path) throws IOException;
}
