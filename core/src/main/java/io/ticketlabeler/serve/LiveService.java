package io.ticketlabeler.serve;

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
}
