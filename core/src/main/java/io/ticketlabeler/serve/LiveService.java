package io.ticketlabeler.serve;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Answers the calls of a review tool.
 *
 * <p><b>If you write your own</b>: {@link #handle} is called by many threads at once, and does not throw. It is never given a body of
 * more than {@link #maxBodyBytes()}.
 */
public interface LiveService {

    /** Answers one call. */
    Response handle(Request request);

    /** The largest body that is read. */
    int maxBodyBytes();

    /** The answer to a larger one, which is not read. */
    Response tooLarge();

    /**
     * Serves this with the HTTP server of the JDK, see {@link LiveServer}.
     *
     * @param address port 0 for any that is free
     * @throws IOException if the address cannot be bound
     */
    default LiveServer listen(InetSocketAddress address) throws IOException {
        return LiveServer.listen(this, address);
    }
}
