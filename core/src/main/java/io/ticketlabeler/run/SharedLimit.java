package io.ticketlabeler.run;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Where several processes keep one provider's limits together, so that they use them up as one would, and all wait when one of them is
 * told to. Without it each process believes that the limits are its alone.
 *
 * <p>Thread-safe. Each call of a model asks twice before it is sent, so that the place should answer within a few milliseconds. It counts by
 * one clock, not by those of the processes. Failures are {@code TicketLabelerException}s: they stop the run that wanted to send, and are
 * only logged where a call has ended already.
 */
public interface SharedLimit {

    /**
     * The limits of one endpoint.
     *
     * @param name              as {@code LabelModel.endpoint()}; holds no keys
     * @param requestsPerMinute of all processes together; empty for no limit
     * @param tokensPerMinute   of all processes together; empty for no limit
     */
    Endpoint at(String name, OptionalLong requestsPerMinute, OptionalLong tokensPerMinute);

    /** One endpoint, as all who use it see it. */
    interface Endpoint {

        /**
         * Takes one request and so many tokens, if there is room for them now and nobody was told to wait.
         *
         * @return zero if they are taken; else how long to wait before it is worth asking again
         */
        Duration take(long tokens);

        /** What was taken is not going to be used. */
        void giveBack(long tokens);

        /** A call used so many tokens instead of those that were taken for it. */
        void settle(long taken, long used);

        /** The provider told one of us to wait that long. A wait is only ever extended. */
        void close(Duration wait);

        /** How long all have to wait yet because one of us was told to; zero if nobody was. */
        Duration closedFor();
    }
}
