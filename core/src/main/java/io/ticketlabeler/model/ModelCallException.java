package io.ticketlabeler.model;

import io.ticketlabeler.ticket.TicketLabelerException;
import io.ticketlabeler.ticket.Usage;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A call of a model that failed as a whole. Branch on {@link #kind()}, {@link #status()} and {@link #retryAfter()}, never on the
 * message. Neither message nor cause holds the request, the response or a key.
 */
public final class ModelCallException extends TicketLabelerException {

    private final Kind kind;
    private final int status;
    private final @Nullable Duration retryAfter;
    private final Usage usage;
    private final RateLimits limits;

    /** A failure without an HTTP answer. */
    public ModelCallException(Kind kind, String message) {
        this(kind, message, 0, null, Usage.NONE, null);
    }

    /**
     * A failure with all that is known of it.
     *
     * @param status     HTTP status; 0 when there was no answer
     * @param retryAfter the wait the provider asked for
     * @param usage      what the failed call cost all the same
     */
    public ModelCallException(
            Kind kind,
            String message,
            int status,
            @Nullable Duration retryAfter,
            Usage usage,
            @Nullable Throwable cause) {
        this(kind, message, status, retryAfter, usage, RateLimits.NONE, cause);
    }

    /**
     * A failure of a provider that says something about its limits.
     *
     * @param limits see {@link #limits()}
     */
    public ModelCallException(
            Kind kind,
            String message,
            int status,
            @Nullable Duration retryAfter,
            Usage usage,
            RateLimits limits,
            @Nullable Throwable cause) {
        super(message, cause);
        this.limits = limits;
        this.kind = kind;
        this.status = status;
        this.retryAfter = retryAfter;
        this.usage = usage;
    }

    public Kind kind() {
        return kind;
    }

    /** The HTTP status; empty when no answer came. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** How long the provider asked to wait. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** What the failed call cost all the same. */
    public Usage usage() {
        return usage;
    }

    /** What the provider said about its limits. */
    public RateLimits limits() {
        return limits;
    }

    /** What kind of failure; it decides what happens next. */
    public enum Kind {
        /** Too many requests or tokens: wait, then repeat. */
        RATE_LIMITED(true, false),
        /** The provider is down, overloaded or unreachable: repeat later. */
        UNAVAILABLE(true, false),
        /** No whole answer within the deadline; it may have been billed. Repeated. */
        TIMEOUT(true, false),
        /** The connection broke after the request was sent; it may have been billed. Repeated. */
        BROKEN(true, false),
        /** The key is missing, wrong or not allowed: the run stops. */
        AUTHENTICATION(false, true),
        /** No credit or quota left: the run stops. */
        NO_CREDIT(false, true),
        /** The provider does not have this model: the run stops. */
        UNKNOWN_MODEL(false, true),
        /** The provider refuses the request; smaller calls find the ticket that is to blame. */
        BAD_REQUEST(false, false),
        /** The tickets of the call are too long for the model together; they are asked in smaller calls. */
        TOO_LONG(false, false),
        /** The provider's content filter refused; smaller calls find the ticket that is to blame. */
        REFUSED(false, false),
        /** A paid answer that holds nothing usable. */
        UNUSABLE_REPLY(false, false),
        /** The calling thread was interrupted. */
        INTERRUPTED(false, true);

        private final boolean passing;
        private final boolean stopsRun;

        Kind(boolean passing, boolean stopsRun) {
            this.passing = passing;
            this.stopsRun = stopsRun;
        }

        /** Whether the same call may succeed later. */
        public boolean passing() {
            return passing;
        }

        /** Whether no other ticket has a chance either. */
        public boolean stopsRun() {
            return stopsRun;
        }
    }
}
