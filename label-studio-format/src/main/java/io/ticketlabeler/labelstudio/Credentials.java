package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.internal.http.Exchange;
import io.ticketlabeler.internal.http.JsonHttp;
import io.ticketlabeler.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the {@code Authorization} header. A personal access token has two dots; it is exchanged for one that lives five minutes and
 * renewed half a minute before its end. A legacy token has none and is sent as it is. Thread-safe.
 */
final class Credentials {

    private static final Duration LIFETIME = Duration.ofMinutes(5); // where the token does not say, checked with 1.23.2
    private static final Duration EARLY = Duration.ofSeconds(30);

    private final String token;
    private final LongSupplier nanoTime;
    private @Nullable String access;
    private long renewAt;

    Credentials(String token, LongSupplier nanoTime) {
        this.token = token;
        this.nanoTime = nanoTime;
    }

    /** The header for the next call; may exchange the token first. */
    synchronized Map<String, String> header(JsonHttp http) {
        if (!isPersonal()) {
            return Map.of("Authorization", "Token " + token);
        }
        String known = access;
        if (known == null || nanoTime.getAsLong() - renewAt >= 0) {
            known = exchanged(http);
        }
        return Map.of("Authorization", "Bearer " + known);
    }

    /**
     * After a 401.
     *
     * @param refused the header that was refused
     * @return whether another header may do better
     */
    synchronized boolean forget(Map<String, String> refused) {
        if (refused.containsValue("Bearer " + access)) {
            access = null;
        }
        return isPersonal();
    }

    private boolean isPersonal() {
        return token.chars().filter(c -> c == '.').count() == 2;
    }

    private String exchanged(JsonHttp http) {
        byte[] body = JsonText.of(Map.of("refresh", token)).getBytes(StandardCharsets.UTF_8);
        Exchange exchange = http.send("POST", "/api/token/refresh", Map.of(), body);
        JsonNode answer = Answers.json(http.base(), http.deadline(), "POST /api/token/refresh", exchange);
        String fresh = answer.path("access").asText("");
        if (fresh.isEmpty()) {
            throw new LabelStudioException(http.base()
                    + " gives no access for the personal access token; make a new one" + " in Account & Settings");
        }
        access = fresh;
        Duration use = lifetime(fresh).minus(EARLY);
        renewAt = nanoTime.getAsLong() + (use.isNegative() ? Duration.ZERO : use).toNanos();
        return fresh;
    }

    /** Between {@code iat} and {@code exp}: how long it lives by the server's own clock. */
    private static Duration lifetime(String jwt) {
        String[] parts = jwt.split("\\.", -1);
        try {
            byte[] payload = Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : "");
            JsonNode claims = Json.STRICT.readTree(new String(payload, StandardCharsets.UTF_8));
            return claims.path("exp").isNumber() && claims.path("iat").isNumber()
                    ? Duration.ofSeconds(
                            claims.get("exp").asLong() - claims.get("iat").asLong())
                    : LIFETIME;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return LIFETIME; // then a 401 says when it is over
        }
    }
}
