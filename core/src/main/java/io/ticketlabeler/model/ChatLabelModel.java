package io.ticketlabeler.model;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.ticketlabeler.internal.http.Exchange;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.prompt.Prompt;
import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.prompt.PromptStrategy;
import io.ticketlabeler.prompt.Reply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Any {@link ChatModel} of LangChain4j: {@code ChatLabelModel.of(myChatModel)}.
 *
 * <p>A JSON Schema is sent if the model declares that it takes one, or with {@link #withSchema()}; others get the same shape in
 * words. Retries that the model makes on its own multiply with those of the engine, and calls that it repeats may be billed
 * twice: build it with {@code maxRetries(0)}. {@link OpenAi} and {@link OpenRouter} know more about failures and cost than
 * LangChain4j passes on; prefer them where they apply. Immutable; thread-safe if the chat model is.
 */
public final class ChatLabelModel implements LabelModel {

    private final ChatModel chat;
    private final PromptStrategy strategy;
    private final boolean schema;
    private final String identity;
    private final @Nullable Price price;

    private ChatLabelModel(
            ChatModel chat, PromptStrategy strategy, boolean schema, String identity, @Nullable Price price) {
        this.chat = chat;
        this.strategy = strategy;
        this.schema = schema;
        this.identity = identity;
        this.price = price;
    }

    /** That model with a zero-shot prompt. */
    public static ChatLabelModel of(ChatModel chat) {
        String model = chat.defaultRequestParameters() == null
                ? null
                : chat.defaultRequestParameters().modelName();
        return new ChatLabelModel(
                chat,
                PromptStrategies.zeroShot(),
                chat.supportedCapabilities().contains(Capability.RESPONSE_FORMAT_JSON_SCHEMA),
                model == null || model.isBlank() ? chat.getClass().getSimpleName() : model,
                null);
    }

    /**
     * Names the model in reports and tells it from others in the cache. By default its model name, else its class; name it
     * yourself if two of your models differ in more than that, e.g. in their address or temperature.
     */
    public ChatLabelModel identity(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the identity of a model must not be blank");
        }
        return new ChatLabelModel(chat, strategy, schema, name, price);
    }

    /** Sends a JSON Schema even though the model does not declare that it takes one. */
    public ChatLabelModel withSchema() {
        return new ChatLabelModel(chat, strategy, true, identity, price);
    }

    /** What tokens cost. */
    public ChatLabelModel price(Price tokens) {
        return new ChatLabelModel(chat, strategy, schema, identity, tokens);
    }

    @Override
    public ChatLabelModel prompt(PromptStrategy other) {
        return new ChatLabelModel(chat, other, schema, identity, price);
    }

    @Override
    public String name() {
        return identity;
    }

    @Override
    public String fingerprint() {
        return "chat|" + chat.getClass().getName() + "|" + chat.provider() + "|" + identity + "|" + parameters() + "|"
                + (schema ? "schema" : "words") + "|" + strategy.fingerprint();
    }

    private String parameters() {
        var defaults = chat.defaultRequestParameters();
        return defaults == null
                ? ""
                : defaults.temperature() + "," + defaults.topP() + "," + defaults.topK() + ","
                        + defaults.maxOutputTokens();
    }

    @Override
    public CallSize size(LabelSet labels) {
        return PromptSize.of(strategy, labels, schema, price);
    }

    @Override
    public Limits limits() {
        return OpenAi.LIMITS;
    }

    @Override
    public void prepare() {
        Rehearsal.ofPrompt();
    }

    @Override
    public ModelReply label(LabelSet labels, List<TicketText> tickets) {
        Prompt prompt = strategy.prompt(labels, tickets);
        ChatResponse response = ask(prompt);
        String text = response.aiMessage() == null ? null : response.aiMessage().text();
        Usage usage = usage(response.tokenUsage());
        if (text == null && response.finishReason() == FinishReason.CONTENT_FILTER) {
            throw new ModelCallException(Kind.REFUSED, identity + " refused to answer", 0, null, usage, null);
        }
        Reply reply = strategy.read(prompt, text == null ? "" : text);
        String answered =
                response.metadata() == null ? null : response.metadata().modelName();
        return new ModelReply(
                reply,
                usage,
                answered == null || answered.isBlank() ? identity : answered,
                limits(response.metadata()));
    }

    /** LangChain4j keeps the headers of OpenAI's answers; those of failures it loses. */
    private static RateLimits limits(@Nullable ChatResponseMetadata metadata) {
        return metadata instanceof OpenAiChatResponseMetadata openAi && openAi.rawHttpResponse() != null
                ? RateLimitHeaders.of(Exchange.of(
                        openAi.rawHttpResponse().statusCode(),
                        openAi.rawHttpResponse().headers()))
                : RateLimits.NONE;
    }

    private ChatResponse ask(Prompt prompt) {
        ChatRequest.Builder request = ChatRequest.builder().messages(ChatMessages.of(prompt.messages()));
        if (schema) {
            request.responseFormat(ChatMessages.schema(prompt));
        }
        try {
            return Objects.requireNonNull(chat.chat(request.build()), "the chat model returned no response");
        } catch (RuntimeException e) {
            throw Failures.of(identity, e);
        }
    }

    private Usage usage(@Nullable TokenUsage tokens) {
        if (tokens == null || tokens.inputTokenCount() == null) {
            return new Usage(0, 0, 0, OptionalDouble.empty());
        }
        Integer cached = tokens instanceof OpenAiTokenUsage openAi && openAi.inputTokensDetails() != null
                ? openAi.inputTokensDetails().cachedTokens()
                : null;
        Usage usage = new Usage(
                tokens.inputTokenCount(),
                cached == null ? 0 : cached,
                tokens.outputTokenCount() == null ? 0 : tokens.outputTokenCount(),
                OptionalDouble.empty());
        return price == null ? usage : price.cost(usage);
    }

    @Override
    public String toString() {
        return identity;
    }
}
