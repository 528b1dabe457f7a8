package io.ticketlabeler.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import io.ticketlabeler.prompt.Prompt;
import java.util.List;

/** Our prompt in LangChain4j's types. */
final class ChatMessages {

    static final String SCHEMA_NAME = "ticket_labels";

    private ChatMessages() {}

    static List<ChatMessage> of(List<Prompt.Message> messages) {
        return messages.stream().map(ChatMessages::of).toList();
    }

    private static ChatMessage of(Prompt.Message message) {
        return switch (message.role()) {
            case SYSTEM -> SystemMessage.from(message.text());
            case USER -> UserMessage.from(message.text());
            case ASSISTANT -> AiMessage.from(message.text());
        };
    }

    static ResponseFormat schema(Prompt prompt) {
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name(SCHEMA_NAME)
                        .rootElement(JsonRawSchema.from(prompt.schema()))
                        .build())
                .build();
    }
}
