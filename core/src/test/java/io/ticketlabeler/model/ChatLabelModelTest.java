package io.ticketlabeler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChatLabelModelTest {

    private static final LabelSet LABELS = LabelSet.of("Bug", "Billing");
    private static final List<TicketText> ONE = List.of(new TicketText("k3f9", "secret text"));

    private final List<ChatRequest> asked = new ArrayList<>();

    private ChatModel chat(Supplier<String> reply, Capability... capabilities) {
        return new ChatModel() {
            @Override
            public ChatResponse chat(ChatRequest request) {
                asked.add(request);
                return ChatResponse.builder()
                        .aiMessage(AiMessage.from(reply.get()))
                        .tokenUsage(new TokenUsage(70, 8))
                        .build();
            }

            @Override
            public Set<Capability> supportedCapabilities() {
                return Set.of(capabilities);
            }
        };
    }

    @Test
    void aSchemaIsSentOnlyWhereItIsUnderstood() {
        String reply = "{\"labels\":[{\"id\":\"k3f9\",\"label\":\"Bug\"}]}";

        ChatLabelModel.of(chat(() -> reply)).label(LABELS, ONE);
        ChatLabelModel.of(chat(() -> reply)).withSchema().label(LABELS, ONE);
        ChatLabelModel.of(chat(() -> reply, Capability.RESPONSE_FORMAT_JSON_SCHEMA))
                .label(LABELS, ONE);

        assertThat(asked)
                .extracting(request -> request.responseFormat() != null)
                .containsExactly(false, true, true);
    }

    @Test
    void proseAroundTheAnswerIsNoHindrance() {
        ModelReply reply = ChatLabelModel.of(chat(() -> "Sure:\n```json\n[{\"id\":\"k3f9\",\"label\":\"bug\"}]\n```"))
                .price(Price.perMillion(1, 2))
                .label(LABELS, ONE);

        assertThat(reply.reply().answers()).containsKey("k3f9");
        assertThat(reply.usage().inputTokens()).isEqualTo(70);
        assertThat(reply.usage().costUsd()).hasValue((70 + 16) / 1e6);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new RateLimitException(new HttpException(429, "secret text")), Kind.RATE_LIMITED),
                Arguments.of(new RateLimitException("secret text"), Kind.RATE_LIMITED),
                Arguments.of(new AuthenticationException("secret text"), Kind.AUTHENTICATION),
                Arguments.of(new TimeoutException("secret text"), Kind.TIMEOUT),
                Arguments.of(new RuntimeException(new HttpException(402, "secret text")), Kind.NO_CREDIT),
                Arguments.of(new RuntimeException(new HttpException(503, "secret text")), Kind.UNAVAILABLE),
                Arguments.of(new RuntimeException(new IOException("secret text")), Kind.BROKEN),
                Arguments.of(new IllegalStateException("secret text"), Kind.BAD_REQUEST));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failuresAreToldApartAndKeepTheirSecrets(RuntimeException thrown, Kind kind) {
        ChatLabelModel model = ChatLabelModel.of(chat(() -> {
            throw thrown;
        }));

        ModelCallException e = catchThrowableOfType(ModelCallException.class, () -> model.label(LABELS, ONE));

        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        assertThat(e.kind()).isEqualTo(kind);
        assertThat(trace.toString()).doesNotContain("secret");
    }
}
