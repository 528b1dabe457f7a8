package io.ticketlabeler.model;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import io.ticketlabeler.internal.Departure;
import io.ticketlabeler.internal.http.CapturingHttp;
import io.ticketlabeler.internal.http.Exchange;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.prompt.Prompt;
import io.ticketlabeler.prompt.Reply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks an endpoint of the OpenAI shape through LangChain4j, once a call, and reads the raw answer. Thread-safe.
 *
 * <p>What a model refuses to be told (temperature, a schema) is left out from then on; only that first refusal costs a second,
 * unbilled request.
 */
final class OpenAiWire {

    private final OpenAiSettings settings;
    private final CapturingHttp http;
    private final StrictFormat format = new StrictFormat();
    private volatile boolean withTemperature;
    private volatile boolean withSchema = true;
    private volatile boolean withLogprobs;
    private volatile @Nullable ChatModel chat;

    OpenAiWire(OpenAiSettings settings) {
        this(settings, new CapturingHttp(settings.deadline(), settings.isHttps()));
        settings.checkBaseUrl();
    }

    OpenAiWire(OpenAiSettings settings, CapturingHttp http) {
        this.settings = settings;
        this.http = http;
        this.withTemperature = settings.temperature() != null;
        this.withLogprobs = settings.logprobs();
    }

    String fingerprint() {
        return "openai-chat|" + settings.baseUrl() + "|" + settings.models() + "|temperature=" + settings.temperature()
                + "|" + answerChanging(settings.extra()) + (settings.logprobs() ? "|logprobs" : "") + "|schema|"
                + settings.strategy().fingerprint();
    }

    String endpoint() {
        return settings.baseUrl() + " " + settings.models().get(0);
    }

    CallSize size(LabelSet labels) {
        return PromptSize.of(settings.strategy(), labels, withSchema, settings.price());
    }

    /** What is sent along, without what only steers routing and bookkeeping. */
    private static Map<String, Object> answerChanging(Map<String, Object> extra) {
        Map<String, Object> rest = new LinkedHashMap<>(extra);
        List.of(
                        "models",
                        "session_id",
                        "prompt_cache_key",
                        "user",
                        "metadata",
                        "safety_identifier",
                        "service_tier",
                        "store")
                .forEach(rest::remove);
        return rest;
    }

    void prepare() {
        Rehearsal.begin();
        http.prepare();
    }

    ModelReply label(LabelSet labels, List<TicketText> tickets) {
        Rehearsal.ofCall();
        return ask(labels, tickets);
    }

    /** Without a rehearsal. */
    ModelReply ask(LabelSet labels, List<TicketText> tickets) {
        Prompt prompt = settings.strategy().prompt(labels, tickets);
        OpenAiReply answer = OpenAiReply.of(exchange(prompt), settings);
        Reply reply = settings.strategy().read(prompt, answer.text());
        if (answer.cut()) {
            Map<String, String> problems = new LinkedHashMap<>();
            reply.problems().forEach((id, problem) -> problems.put(id, problem + " (the answer was cut off)"));
            reply = new Reply(reply.answers(), problems, reply.abstentions());
        }
        if (settings.logprobs()) {
            reply = TokenConfidence.of(answer.tokens(), labels, reply);
        }
        return new ModelReply(reply, answer.usage(), answer.model(), answer.limits());
    }

    private Exchange exchange(Prompt prompt) {
        while (true) {
            boolean temperature = withTemperature;
            boolean schema = withSchema;
            boolean logprobs = withLogprobs;
            Exchange exchange = send(prompt, temperature, schema);
            String refused = OpenAiReply.refusedField(exchange);
            if (refused.equals("temperature") && temperature) {
                withTemperature = false;
                chat = null;
            } else if (refused.equals("logprobs") && logprobs) {
                withLogprobs = false;
                chat = null;
            } else if (refused.equals("response_format") && schema) {
                withSchema = false;
            } else {
                return exchange;
            }
        }
    }

    private Exchange send(Prompt prompt, boolean temperature, boolean schema) {
        ChatRequest.Builder request = ChatRequest.builder().messages(ChatMessages.of(prompt.messages()));
        http.take();
        RuntimeException thrown = null;
        try {
            if (schema) {
                Map<String, Object> fields = new LinkedHashMap<>(settings.extra());
                fields.put("response_format", format.of(prompt.schema()));
                request.parameters(OpenAiChatRequestParameters.builder()
                        .customParameters(fields)
                        .build());
            }
            chat(temperature).chat(request.build());
        } catch (Departure.CancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            thrown = e; // the exchange tells more: status, headers, and the usage of what was refused
        }
        Optional<Exchange> exchange = http.take();
        if (exchange.isEmpty() && thrown instanceof ModelCallException failure) {
            throw failure; // no key
        }
        RuntimeException unsent = thrown;
        return exchange.orElseThrow(() -> new ModelCallException(
                Kind.BAD_REQUEST, "the request could not be made", 0, null, Usage.NONE, Causes.withoutText(unsent)));
    }

    private ChatModel chat(boolean temperature) {
        ChatModel known = chat;
        if (known == null) {
            OpenAiChatModel.OpenAiChatModelBuilder builder = OpenAiChatModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(settings.baseUrl())
                    .modelName(settings.models().get(0))
                    .customHeaders(this::headers)
                    .customParameters(settings.extra())
                    .strictJsonSchema(true)
                    .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                    .timeout(settings.deadline())
                    .maxRetries(0);
            if (withLogprobs) {
                builder.logprobs(true).topLogprobs(TokenConfidence.ALTERNATIVES);
            }
            if (temperature) {
                builder.temperature(settings.temperature());
            }
            known = builder.build();
            chat = known;
        }
        return known;
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>(settings.headers());
        String key = settings.key();
        if (key != null) {
            headers.put("Authorization", "Bearer " + key);
        } else if (!settings.loopback()) {
            throw new ModelCallException(
                    Kind.AUTHENTICATION,
                    settings.provider() + " needs a key: set " + settings.keyName()
                            + " in the environment, or give apiKey(...)");
        }
        return headers;
    }
}
