package io.ticketlabeler.internal.reading;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Times as review tools write them, e.g. {@code 2026-11-24T10:15:30.123Z}. */
public final class Times {

    private Times() {}

    /** Empty where there is none that can be read: no reason to lose the decision. */
    public static Optional<Instant> instant(JsonNode text) {
        try {
            return text.isTextual() && !text.asText().isEmpty()
                    ? Optional.of(OffsetDateTime.parse(text.asText()).toInstant())
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
