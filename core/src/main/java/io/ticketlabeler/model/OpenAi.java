package io.ticketlabeler.model;

import io.ticketlabeler.prompt.PromptStrategy;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A chat model of OpenAI, or of any server that speaks the same protocol (vLLM, llama.cpp, LM Studio, Azure gateways …).
 *
 * <pre>{@code
 * LabelModel model = OpenAi.chat("gpt-4o-mini");                                   // key from OPENAI_API_KEY
 * LabelModel local = OpenAi.chat("qwen3").baseUrl("http://127.0.0.1:8080/v1");     // no key needed on this machine
 * }</pre>
 *
 * <p>Defaults: zero-shot prompt, temperature 0 (left out once a model refuses it), a strict JSON Schema (words alone once a model
 * refuses it), 120 s for a whole answer. No retries here: the engine does them. Immutable: each method gives a new model.
 * Thread-safe.
 */
public final class OpenAi implements LabelModel {

    static final Limits LIMITS = new Limits(200, 2_000, 16_000, true);

    private final OpenAiSettings settings;
    private final OpenAiWire wire;

    private OpenAi(OpenAiSettings settings) {
        this.settings = settings;
        this.wire = new OpenAiWire(settings);
    }

    /** The model of that name at OpenAI, with the key from {@code OPENAI_API_KEY}. */
    public static OpenAi chat(String model) {
        return new OpenAi(OpenAiSettings.of("OpenAI", "https://api.openai.com/v1", "OPENAI_API_KEY", model));
    }

    /**
     * Another server of the same protocol, e.g. {@code http://127.0.0.1:8080/v1}.
     *
     * @throws IllegalArgumentException if it is no URL, or plain http to another machine
     */
    public OpenAi baseUrl(String url) {
        return new OpenAi(settings.withBaseUrl(url));
    }

    /** Allows plain http to another machine, for a server within your own network; call it before {@link #baseUrl}. */
    public OpenAi allowInsecure() {
        return new OpenAi(settings.withInsecure());
    }

    /** Where the key comes from; asked for each request, so that keys can be rotated. It goes into the header and nowhere else. */
    public OpenAi apiKey(Supplier<@Nullable String> key) {
        return new OpenAi(settings.withKey(key));
    }

    /** 0 to 2; null leaves it to the model. */
    public OpenAi temperature(@Nullable Double temperature) {
        return new OpenAi(settings.withTemperature(temperature));
    }

    /**
     * Takes the confidence from the probabilities of the label's tokens, which tells right from wrong answers better than what a
     * model states. Costs nothing, but reasoning models do not give them: these are then asked without.
     */
    public OpenAi tokenConfidence() {
        return new OpenAi(settings.withLogprobs());
    }

    /** What tokens cost; OpenAI does not report it. */
    public OpenAi price(Price price) {
        return new OpenAi(settings.withPrice(price));
    }

    /** The longest time for a whole answer, body included; flex tiers need 15 minutes. */
    public OpenAi deadline(Duration deadline) {
        return new OpenAi(settings.withDeadline(deadline));
    }

    /** A further header, e.g. {@code OpenAI-Project}. */
    public OpenAi header(String name, String value) {
        return new OpenAi(settings.withHeader(name, value));
    }

    /**
     * A further top-level field of the request body, e.g. {@code parameter("service_tier", "flex")}. For small models that do not
     * know when to stop, {@code parameter("max_completion_tokens", 600)}; not with reasoning models, which think within that number.
     */
    public OpenAi parameter(String name, Object value) {
        return new OpenAi(settings.withExtra(name, value));
    }

    @Override
    public OpenAi prompt(PromptStrategy strategy) {
        return new OpenAi(settings.withStrategy(strategy));
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
        return LIMITS;
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
