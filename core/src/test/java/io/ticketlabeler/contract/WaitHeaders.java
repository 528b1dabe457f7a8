package io.ticketlabeler.contract;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The headers by which a provider says when to come back. */
final class WaitHeaders {

    private static final DateTimeFormatter HTTP_DATE = // RFC 9110, 5.6.7; RFC_1123_DATE_TIME drops the zero of "01 Dec"
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private WaitHeaders() {}

    static Map<String, String> date(Instant now, Duration wait) {
        return Map.of("Date", HTTP_DATE.format(now), "Retry-After", HTTP_DATE.format(now.plus(wait)));
    }

    /** The shortest wait that obeys these headers; empty if they ask for none. A date lost the fraction of its second. */
    static Optional<Duration> wait(Map<String, String> given, Instant now) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(given);
        String millis = headers.get("retry-after-ms");
        if (millis != null && isNumber(millis)) {
            return Optional.of(Duration.ofMillis(Long.parseLong(millis)));
        }
        String value = headers.get("retry-after");
        if (value == null) {
            return Optional.empty();
        }
        if (isNumber(value)) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            String date = headers.get("date");
            return Optional.of(
                    date == null
                            ? Duration.between(now, instant(value))
                            : Duration.between(instant(date), instant(value)).minus(fractionOfSecond(now)));
        } catch (DateTimeException e) {
            return Optional.empty(); // a test may well send nonsense
        }
    }

    private static Duration fractionOfSecond(Instant now) {
        return Duration.between(now.truncatedTo(ChronoUnit.SECONDS), now);
    }

    private static boolean isNumber(String value) {
        return value.matches("\\d{1,9}");
    }

    private static Instant instant(String date) {
        return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
