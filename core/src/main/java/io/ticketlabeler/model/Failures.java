package io.ticketlabeler.model;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.ticket.Usage;
import java.io.IOException;

/** What an exception of a LangChain4j model means. */
final class Failures {

    private Failures() {}

    /** @param identity names the model in the message */
    static ModelCallException of(String identity, RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ModelCallException known) {
                return known;
            }
            if (cause instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                return failed(Kind.INTERRUPTED, "interrupted while waiting for " + identity, 0, thrown);
            }
            if (cause instanceof HttpException http) {
                return failed(
                        kind(http.statusCode()),
                        identity + " answered " + http.statusCode(),
                        http.statusCode(),
                        thrown);
            }
        }
        Kind kind = kind(thrown);
        return failed(kind, identity + " failed (" + thrown.getClass().getSimpleName() + ")", 0, thrown);
    }

    private static Kind kind(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RateLimitException) {
                return Kind.RATE_LIMITED;
            } else if (cause instanceof AuthenticationException) {
                return Kind.AUTHENTICATION;
            } else if (cause instanceof ModelNotFoundException) {
                return Kind.UNKNOWN_MODEL;
            } else if (cause instanceof ContentFilteredException) {
                return Kind.REFUSED;
            } else if (cause instanceof TimeoutException) {
                return Kind.TIMEOUT;
            } else if (cause instanceof UnresolvedModelServerException) {
                return Kind.UNAVAILABLE;
            } else if (cause instanceof IOException) {
                return Kind.BROKEN;
            }
        }
        return Kind.BAD_REQUEST; // a mistake of the model itself: repeating it would only repeat it
    }

    private static Kind kind(int status) {
        return switch (status) {
            case 401, 403 -> Kind.AUTHENTICATION;
            case 402 -> Kind.NO_CREDIT;
            case 404 -> Kind.UNKNOWN_MODEL;
            case 413 -> Kind.TOO_LONG;
            case 429, 529 -> Kind.RATE_LIMITED;
            case 408, 409 -> Kind.UNAVAILABLE;
            default -> status >= 500 || status < 400 ? Kind.UNAVAILABLE : Kind.BAD_REQUEST;
        };
    }

    private static ModelCallException failed(Kind kind, String message, int status, RuntimeException thrown) {
        return new ModelCallException(kind, message, status, null, Usage.NONE, Causes.withoutText(thrown));
    }
}
