package io.ticketlabeler.model;

import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.prompt.PromptStrategy;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How to reach an endpoint of the OpenAI shape, and what to send along. Never changed once a {@code with} method returned it. */
final class OpenAiSettings {

    private static final Duration DEADLINE =
            Duration.ofMinutes(2); // 20 short answers take seconds; a queue takes longer
    private static final List<String> OURS =
            List.of("model", "messages", "response_format", "temperature", "stream", "logprobs", "top_logprobs");

    private final String provider;
    private final String keyName;
    private String baseUrl;
    private @Nullable Supplier<@Nullable String> key;
    private List<String> models;
    private Map<String, String> headers = Map.of();
    private Map<String, Object> extra = Map.of();
    private @Nullable Double temperature = 0.0;
    private @Nullable Price price;
    private Duration deadline = DEADLINE;
    private boolean insecure;
    private boolean logprobs;
    private PromptStrategy strategy = PromptStrategies.zeroShot();

    private OpenAiSettings(String provider, String baseUrl, String keyName, List<String> models) {
        this.provider = provider;
        this.baseUrl = baseUrl;
        this.keyName = keyName;
        this.models = models;
    }

    static OpenAiSettings of(String provider, String baseUrl, String keyName, String model) {
        return new OpenAiSettings(provider, baseUrl, keyName, List.of(model(model)));
    }

    static String model(String model) {
        if (model.isBlank()) {
            throw new IllegalArgumentException("the model has no name");
        }
        return model.strip();
    }

    /** For messages, e.g. {@code OpenAI}. */
    String provider() {
        return provider;
    }

    String baseUrl() {
        return baseUrl;
    }

    /** The environment variable that usually holds the key. */
    String keyName() {
        return keyName;
    }

    /** The key as it is now; null when there is none. */
    @Nullable
    String key() {
        String found = key == null ? System.getenv(keyName) : key.get();
        return found == null || found.isBlank() ? null : found.strip();
    }

    /** The model to ask, then those that take over, in order; never empty. */
    List<String> models() {
        return models;
    }

    /** Further headers, never the key. */
    Map<String, String> headers() {
        return headers;
    }

    /** Further top-level fields of the request body, in this order: it is part of the bytes that are sent. */
    Map<String, Object> extra() {
        return extra;
    }

    /** Null leaves it to the model. */
    @Nullable
    Double temperature() {
        return temperature;
    }

    /** Whether to ask for the probabilities of tokens. */
    boolean logprobs() {
        return logprobs;
    }

    @Nullable
    Price price() {
        return price;
    }

    Duration deadline() {
        return deadline;
    }

    PromptStrategy strategy() {
        return strategy;
    }

    /** Everything but the key, which never leaves its supplier. */
    @Override
    public String toString() {
        return provider + models + " at " + baseUrl;
    }

    OpenAiSettings withBaseUrl(String url) {
        OpenAiSettings copy = copy();
        copy.baseUrl = url.strip().replaceAll("/+$", "");
        return copy;
    }

    OpenAiSettings withKey(Supplier<@Nullable String> supplier) {
        OpenAiSettings copy = copy();
        copy.key = supplier;
        return copy;
    }

    OpenAiSettings withModels(List<String> names) {
        OpenAiSettings copy = copy();
        copy.models = List.copyOf(names);
        return copy;
    }

    OpenAiSettings withHeader(String name, String value) {
        if (name.equalsIgnoreCase("Authorization")) {
            throw new IllegalArgumentException("give the key with apiKey(...), which keeps it out of sight");
        }
        OpenAiSettings copy = copy();
        copy.headers = with(headers, name, value);
        return copy;
    }

    OpenAiSettings withExtra(String name, Object value) {
        if (OURS.contains(name)) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is set by the library itself and would be sent twice; there is a method for it");
        }
        OpenAiSettings copy = copy();
        copy.extra = with(extra, name, value);
        return copy;
    }

    OpenAiSettings withTemperature(@Nullable Double value) {
        OpenAiSettings copy = copy();
        copy.temperature = value;
        return copy;
    }

    OpenAiSettings withLogprobs() {
        OpenAiSettings copy = copy();
        copy.logprobs = true;
        return copy;
    }

    OpenAiSettings withPrice(Price value) {
        OpenAiSettings copy = copy();
        copy.price = value;
        return copy;
    }

    OpenAiSettings withDeadline(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("a deadline of " + value + " is none");
        }
        OpenAiSettings copy = copy();
        copy.deadline = value;
        return copy;
    }

    OpenAiSettings withInsecure() {
        OpenAiSettings copy = copy();
        copy.insecure = true;
        return copy;
    }

    OpenAiSettings withStrategy(PromptStrategy value) {
        OpenAiSettings copy = copy();
        copy.strategy = value;
        return copy;
    }

    private OpenAiSettings copy() {
        OpenAiSettings copy = new OpenAiSettings(provider, baseUrl, keyName, models);
        copy.key = key;
        copy.headers = headers;
        copy.extra = extra;
        copy.temperature = temperature;
        copy.price = price;
        copy.deadline = deadline;
        copy.insecure = insecure;
        copy.logprobs = logprobs;
        copy.strategy = strategy;
        return copy;
    }

    private static <V> Map<String, V> with(Map<String, V> map, String name, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return Collections.unmodifiableMap(more);
    }

    /**
     * Refuses an endpoint to which key and tickets would travel in the clear.
     *
     * @throws IllegalArgumentException if the URL is none, or neither https nor on this machine
     */
    void checkBaseUrl() {
        URI uri = URI.create(baseUrl);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException(
                    "\"" + baseUrl + "\" is no base URL; expected something like https://host/v1");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null) {
            throw new IllegalArgumentException("the base URL at " + uri.getHost()
                    + " holds a user or a query; give the key with" + " apiKey(...), which keeps it out of reports");
        }
        if (scheme.equals("http") && !insecure && !loopback()) {
            throw new IllegalArgumentException("http:// would send the key and the tickets in the clear to "
                    + uri.getHost() + "; use https://, or allowInsecure() within your own network");
        }
    }

    boolean isHttps() {
        return baseUrl.regionMatches(true, 0, "https:", 0, 6);
    }

    boolean loopback() {
        String host = URI.create(baseUrl).getHost();
        return host != null
                && (host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}"));
    }
}
