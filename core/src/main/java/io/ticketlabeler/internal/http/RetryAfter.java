package io.ticketlabeler.internal.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a provider asks to wait: {@code retry-after-ms}, {@code Retry-After} in seconds or as a date, else the reset of the
 * exhausted limit ({@code x-ratelimit-reset-requests: 6m0s}).
 */
public final class RetryAfter {

    private static final Duration MAX =
            Duration.ofMinutes(10); // longer is a mistake of the server, or a matter for a person
    private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,9}(?:\\.\\d{1,9})?)\\s*");
    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|h|m|s)");

    private RetryAfter() {}

    /**
     * The wait that {@code exchange} asks for.
     *
     * @param now used only where the answer has no {@code Date} header: a date is meant by the server's clock
     */
    public static Optional<Duration> of(Exchange exchange, Instant now) {
        Optional<Duration> asked = exchange.header("retry-after-ms")
                .flatMap(value -> scaled(value, 1e6))
                .or(() -> exchange.header("retry-after")
                        .flatMap(value -> scaled(value, 1e9).or(() -> until(value, exchange, now))))
                .or(() -> reset(exchange, "requests"))
                .or(() -> reset(exchange, "tokens"));
        return asked.map(wait -> wait.isNegative() ? Duration.ZERO : wait.compareTo(MAX) > 0 ? MAX : wait);
    }

    private static Optional<Duration> scaled(String value, double nanosEach) {
        Matcher number = NUMBER.matcher(value);
        return number.matches()
                ? Optional.of(Duration.ofNanos((long) Math.ceil(Double.parseDouble(number.group(1)) * nanosEach)))
                : Optional.empty();
    }

    private static Optional<Duration> until(String date, Exchange exchange, Instant now) {
        Instant sent = exchange.header("date").flatMap(RetryAfter::instant).orElse(now);
        return instant(date).map(until -> Duration.between(sent, until));
    }

    private static Optional<Instant> instant(String httpDate) {
        try {
            return Optional.of(ZonedDateTime.parse(httpDate.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty(); // not a date: as good as no header
        }
    }

    private static Optional<Duration> reset(Exchange exchange, String what) {
        boolean exhausted = exchange.header("x-ratelimit-remaining-" + what)
                .map(left -> left.strip().equals("0"))
                .orElse(false);
        return exhausted
                ? exchange.header("x-ratelimit-reset-" + what).flatMap(RetryAfter::duration)
                : Optional.empty();
    }

    /** {@code 1s}, {@code 6m0s}, {@code 120ms}, the form of OpenAI's headers; a plain number is meant in seconds. */
    public static Optional<Duration> duration(String value) {
        return goDuration(value).or(() -> scaled(value, 1e9));
    }

    static Optional<Duration> goDuration(String value) {
        Matcher part = PART.matcher(value.strip());
        double nanos = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            nanos += Double.parseDouble(part.group(1)) * nanosOf(part.group(2));
            end = part.end();
        }
        return end > 0 && end == value.strip().length()
                ? Optional.of(Duration.ofNanos((long) nanos))
                : Optional.empty();
    }

    private static double nanosOf(String unit) {
        return switch (unit) {
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            default -> 3600e9;
        };
    }
}
