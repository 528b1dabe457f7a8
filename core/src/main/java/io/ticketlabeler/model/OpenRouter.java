package io.ticketlabeler.model;

import io.ticketlabeler.prompt.PromptStrategy;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A chat model at OpenRouter, with other models that take over when it cannot answer.
 *
 * <pre>{@code
 * LabelModel model = OpenRouter.chat("openai/gpt-4o-mini").orElse("mistralai/mistral-small");   // key from OPENROUTER_API_KEY
 * }</pre>
 *
 * <p>OpenRouter itself does the falling back (field {@code models}); the model that answered is in the outcome, and what the call
 * cost comes from OpenRouter. All calls of one {@code OpenRouter} share a session, which keeps them at one provider and its prompt
 * cache warm. Other defaults as in {@link OpenAi}. Immutable: each method gives a new model. Thread-safe.
 */
public final class OpenRouter implements LabelModel {

    private final OpenAiSettings settings;
    private final OpenAiWire wire;

    private OpenRouter(OpenAiSettings settings) {
        this.settings = settings;
        this.wire = new OpenAiWire(settings);
    }

    /** The model of that name, e.g. {@code openai/gpt-4o-mini}, with the key from {@code OPENROUTER_API_KEY}. */
    public static OpenRouter chat(String model) {
        return new OpenRouter(
                OpenAiSettings.of("OpenRouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", model)
                        .withExtra("session_id", "ticketlabeler-" + UUID.randomUUID()));
    }

    /** Another model that takes over when those before it cannot answer; call it once for each, in order. */
    public OpenRouter orElse(String model) {
        List<String> models = new ArrayList<>(settings.models());
        models.add(OpenAiSettings.model(model));
        return new OpenRouter(settings.withModels(models).withExtra("models", List.copyOf(models)));
    }

    /**
     * Options of OpenRouter's routing, e.g. {@code Map.of("require_parameters", true)} for providers that keep to the schema, or
     * {@code Map.of("data_collection", "deny")}.
     *
     * @see <a href="https://openrouter.ai/docs/guides/routing/provider-selection">provider routing</a>
     */
    public OpenRouter provider(Map<String, Object> options) {
        return new OpenRouter(settings.withExtra("provider", options));
    }

    /** Names your application to OpenRouter: headers {@code HTTP-Referer} and {@code X-Title}. */
    public OpenRouter app(String url, String title) {
        return new OpenRouter(settings.withHeader("HTTP-Referer", url).withHeader("X-Title", title));
    }

    /** Another session id, at most 256 characters, for jobs that go on in another process. */
    public OpenRouter session(String id) {
        return new OpenRouter(settings.withExtra("session_id", id));
    }

    /** Another address, for a proxy. */
    public OpenRouter baseUrl(String url) {
        return new OpenRouter(settings.withBaseUrl(url));
    }

    /** Where the key comes from; asked for each request. It goes into the header and nowhere else. */
    public OpenRouter apiKey(Supplier<@Nullable String> key) {
        return new OpenRouter(settings.withKey(key));
    }

    /** 0 to 2; null leaves it to the model. */
    public OpenRouter temperature(@Nullable Double temperature) {
        return new OpenRouter(settings.withTemperature(temperature));
    }

    /** As {@link OpenAi#tokenConfidence()}; where a provider behind OpenRouter does not give them, what the model states stays. */
    public OpenRouter tokenConfidence() {
        return new OpenRouter(settings.withLogprobs());
    }

    /** What tokens cost, for estimates made before a call; what it really cost comes from OpenRouter. */
    public OpenRouter price(Price price) {
        return new OpenRouter(settings.withPrice(price));
    }

    /** The longest time for a whole answer, body included. */
    public OpenRouter deadline(Duration deadline) {
        return new OpenRouter(settings.withDeadline(deadline));
    }

    /** A further top-level field of the request body. */
    public OpenRouter parameter(String name, Object value) {
        return new OpenRouter(settings.withExtra(name, value));
    }

    @Override
    public OpenRouter prompt(PromptStrategy strategy) {
        return new OpenRouter(settings.withStrategy(strategy));
    }

    @Override
    public String name() {
        return settings.models().get(0);
    }

    @Override
    public String fingerprint() {
        return wire.fingerprint();
    }

    @Override
    public String endpoint() {
        return wire.endpoint();
    }

    @Override
    public CallSize size(LabelSet labels) {
        return wire.size(labels);
    }

    @Override
    public Limits limits() {
        return OpenAi.LIMITS;
    }

    @Override
    public void prepare() {
        wire.prepare();
    }

    @Override
    public ModelReply label(LabelSet labels, List<TicketText> tickets) {
        return wire.label(labels, tickets);
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
