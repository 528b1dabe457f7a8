package io.ticketlabeler.internal.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call as it ended: an answer of any status, or the reason why there is none.
 *
 * @param status  0 when no whole answer came
 * @param headers by lower-case name
 * @param body    empty when no whole answer came
 * @param failure why no whole answer came; null when one did
 */
public record Exchange(int status, Map<String, List<String>> headers, String body, @Nullable Failure failure) {

    public Exchange {
        Map<String, List<String>> lower = new TreeMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        headers = lower;
    }

    /** An answer of which only the headers matter. */
    public static Exchange of(int status, Map<String, List<String>> headers) {
        return new Exchange(status, headers, "", null);
    }

    static Exchange failed(Failure failure) {
        return new Exchange(0, Map.of(), "", failure);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /** Why there is no whole answer. */
    public enum Failure {
        /** No connection was made: nothing was sent. */
        NOT_CONNECTED,
        /** The connection broke after the request may have been sent. */
        BROKEN,
        /** The deadline passed; the provider may finish and bill the work. */
        TIMEOUT,
        /** The answer was larger than anyone could mean. */
        TOO_LARGE,
        /** The calling thread was interrupted. */
        INTERRUPTED
    }
}
