package io.ticketlabeler.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ticketlabeler.internal.http.Exchange;
import io.ticketlabeler.internal.http.RetryAfter;
import io.ticketlabeler.internal.json.Json;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.ticket.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion as it stood on the wire. Read from the raw body, because what was refused or cut was paid for as well.
 *
 * @param text  of the first choice; may be empty
 * @param cut   whether the model ran into a length limit, or the content filter stopped it
 * @param usage as reported
 * @param model that really answered
 * @param limits as the headers told them
 * @param tokens {@code logprobs.content} of the first choice; missing unless it was asked for
 */
record OpenAiReply(String text, boolean cut, Usage usage, String model, RateLimits limits, JsonNode tokens) {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.\\-]{1,64}");
    private static final double MAX_TOKENS = 1e9; // of one call; no model takes a hundredth of it
    private static final int OVERLOADED = 529; // used by OpenRouter and Anthropic

    /**
     * Reads an exchange.
     *
     * @throws ModelCallException if it is a failure, or an answer that says it is one
     */
    static OpenAiReply of(Exchange exchange, OpenAiSettings settings) {
        Exchange.Failure failure = exchange.failure();
        if (failure != null) {
            throw noAnswer(failure, settings);
        }
        JsonNode body = parse(exchange.body());
        JsonNode choice = body.path("choices").path(0);
        JsonNode error = body.hasNonNull("error") ? body.path("error") : choice.path("error");
        Usage usage = usage(body, settings.price());
        if (exchange.status() / 100 != 2 || error.isObject()) {
            throw failed(exchange, error, usage, settings);
        }
        if (exchange.header("content-encoding")
                .filter(how -> !how.equalsIgnoreCase("identity"))
                .isPresent()) {
            throw unusable(
                    " sent a compressed answer, which was not asked for; turn that off in the gateway",
                    exchange,
                    usage,
                    settings);
        }
        JsonNode message = choice.path("message");
        String text = message.path("content").asText("");
        String finish = choice.path("finish_reason").asText("");
        if (text.isEmpty() && (message.hasNonNull("refusal") || finish.equals("content_filter"))) {
            throw new ModelCallException(
                    Kind.REFUSED,
                    settings.provider() + " refused to answer (" + (finish.isEmpty() ? "refusal" : finish) + ")",
                    exchange.status(),
                    null,
                    usage,
                    RateLimitHeaders.of(exchange),
                    null);
        }
        if (!body.path("choices").isArray() || choice.isMissingNode()) {
            throw unusable(" sent an answer without a choice", exchange, usage, settings);
        }
        if (text.isEmpty() && finish.equals("error")) {
            throw failed(exchange, error, usage, settings); // OpenRouter: the model broke off, and it is not billed
        }
        String model = body.path("model").asText("");
        return new OpenAiReply(
                text,
                finish.equals("length") || finish.equals("content_filter"),
                usage,
                model.isBlank() ? settings.models().get(0) : model,
                RateLimitHeaders.of(exchange),
                choice.path("logprobs").path("content"));
    }

    private static ModelCallException unusable(String what, Exchange exchange, Usage usage, OpenAiSettings settings) {
        return new ModelCallException(
                Kind.UNUSABLE_REPLY,
                settings.provider() + " at " + settings.baseUrl() + what,
                exchange.status(),
                null,
                usage,
                RateLimitHeaders.of(exchange),
                null);
    }

    private static JsonNode parse(String body) {
        try {
            return Json.STRICT.readTree(body.startsWith("\uFEFF") ? body.substring(1) : body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance(); // a page of a proxy, say: the status tells enough
        }
    }

    private static Usage usage(JsonNode body, @Nullable Price price) {
        JsonNode usage = body.path("usage");
        JsonNode cost = usage.path("cost");
        if (!usage.isObject()) {
            return body.path("choices").isArray() ? new Usage(0, 0, 0, OptionalDouble.empty()) : Usage.NONE;
        }
        long input = count(usage.path("prompt_tokens"));
        Usage tokens = new Usage(
                input,
                Math.min(input, count(usage.path("prompt_tokens_details").path("cached_tokens"))),
                count(usage.path("completion_tokens")),
                cost.isNumber() && cost.asDouble() >= 0 ? OptionalDouble.of(cost.asDouble()) : OptionalDouble.empty());
        return tokens.costUsd().isEmpty() && price != null ? price.cost(tokens) : tokens;
    }

    /** 0 for what cannot be: a negative number would give a budget back what was never spent. */
    private static long count(JsonNode tokens) {
        double value = tokens.asDouble();
        return value >= 0 && value <= MAX_TOKENS ? (long) value : 0;
    }

    private static ModelCallException noAnswer(Exchange.Failure failure, OpenAiSettings settings) {
        String where = settings.provider() + " at " + settings.baseUrl();
        return switch (failure) {
            case NOT_CONNECTED -> new ModelCallException(Kind.UNAVAILABLE, where + " cannot be reached");
            case BROKEN -> new ModelCallException(Kind.BROKEN, where + " broke the connection");
            case TIMEOUT ->
                new ModelCallException(
                        Kind.TIMEOUT, where + " gave no complete answer within " + seconds(settings.deadline()));
            case TOO_LARGE -> new ModelCallException(Kind.UNUSABLE_REPLY, where + " sent an answer of more than 8 MiB");
            case INTERRUPTED -> new ModelCallException(Kind.INTERRUPTED, "interrupted while waiting for " + where);
        };
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    private static ModelCallException failed(Exchange exchange, JsonNode error, Usage usage, OpenAiSettings settings) {
        // an error inside a 200 carries its status in the body (OpenRouter)
        int inBody = error.path("code").isInt()
                ? error.path("code").asInt()
                : error.path("http_status").asInt(0);
        int status = exchange.status() / 100 == 2 ? (inBody > 0 ? inBody : 500) : exchange.status();
        Kind kind = kind(status, error, exchange);
        Duration wait = RetryAfter.of(exchange, Instant.now())
                .or(() -> waitInBody(error))
                .orElse(null);
        String code = code(error);
        String message = settings.provider() + " answered " + status + (code.isEmpty() ? "" : " (" + code + ")")
                + advice(kind, settings);
        return new ModelCallException(kind, message, status, wait, usage, RateLimitHeaders.of(exchange), null);
    }

    private static Optional<Duration> waitInBody(JsonNode error) {
        JsonNode seconds = error.path("availability").path("retry_after");
        return seconds.isNumber() && seconds.asDouble() >= 0
                ? Optional.of(Duration.ofMillis((long) (Math.min(seconds.asDouble(), 600) * 1000)))
                : Optional.empty();
    }

    private static Kind kind(int status, JsonNode error, Exchange exchange) {
        String words = (code(error) + " " + error.path("type").asText("")).toLowerCase(Locale.ROOT);
        if (words.contains("insufficient_quota")
                || words.contains("billing_hard_limit")
                || words.contains("payment_required")) {
            return Kind.NO_CREDIT;
        }
        if (words.contains("context_length") || words.contains("exceed_context_size")) {
            return Kind.TOO_LONG;
        }
        if (words.contains("content_policy")
                || words.contains("content_filter")
                || words.contains("refusal")
                || error.path("metadata").has("reasons")) {
            return Kind.REFUSED;
        }
        return switch (status) {
            case 401, 403 -> Kind.AUTHENTICATION;
            case 402 -> Kind.NO_CREDIT;
            case 404 -> Kind.UNKNOWN_MODEL;
            case 413 -> Kind.TOO_LONG;
            case 429 ->
                error.path("message").asText("").contains("exceeded your current quota")
                        ? Kind.NO_CREDIT
                        : Kind.RATE_LIMITED;
            case OVERLOADED -> Kind.RATE_LIMITED;
            case 503 -> exchange.header("retry-after").isPresent() ? Kind.RATE_LIMITED : Kind.UNAVAILABLE;
            case 408, 409 -> Kind.UNAVAILABLE;
            default -> status < 400 ? Kind.UNKNOWN_MODEL : status >= 500 ? Kind.UNAVAILABLE : Kind.BAD_REQUEST;
        };
    }

    /** The provider's word for the error; never its message, which may quote the request or the key. */
    private static String code(JsonNode error) {
        for (JsonNode candidate : new JsonNode[] {
            error.path("metadata").path("error_type"), error.path("error_type"), error.path("code"), error.path("type")
        }) {
            if (candidate.isTextual() && WORD.matcher(candidate.asText()).matches()) {
                return candidate.asText();
            }
        }
        return "";
    }

    private static String advice(Kind kind, OpenAiSettings settings) {
        return switch (kind) {
            case AUTHENTICATION -> "; check the key in " + settings.keyName() + " and what it may use";
            case NO_CREDIT -> "; no credit or quota is left: top up, then run again, what was paid is kept";
            case UNKNOWN_MODEL ->
                "; check the model name " + settings.models() + " and the base URL " + settings.baseUrl();
            case TOO_LONG -> "; the tickets are too long for the model: lower maxTicketTokens";
            default -> "";
        };
    }

    /** The field that the provider refuses, e.g. {@code temperature}; empty if it does not say. */
    static String refusedField(Exchange exchange) {
        if (exchange.status() != 400 && exchange.status() != 422) {
            return "";
        }
        JsonNode error = parse(exchange.body()).path("error");
        String field = error.path("param").asText("");
        String message = error.path("message").asText("");
        for (String known : new String[] {"temperature", "response_format", "logprobs"}) {
            if (field.startsWith(known) || message.contains(known)) {
                return known;
            }
        }
        return "";
    }
}
