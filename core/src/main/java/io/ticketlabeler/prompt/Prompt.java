package io.ticketlabeler.prompt;

import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.List;

/**
 * One question to a chat model.
 *
 * @param labels   the answers that are allowed
 * @param tickets  what is asked about, in order
 * @param messages what the model reads, in order; what never changes during a run comes first, the tickets come last
 * @param schema   JSON Schema of the reply, for models that can be held to one; the same text for each call of a run
 */
public record Prompt(LabelSet labels, List<TicketText> tickets, List<Message> messages, String schema) {

    public Prompt {
        tickets = List.copyOf(tickets);
        messages = List.copyOf(messages);
    }

    /** Characters of messages and schema: about four of them are a token of English text. */
    public int chars() {
        return schema.length()
                + messages.stream().mapToInt(message -> message.text().length()).sum();
    }

    /**
     * One message.
     *
     * @param role who speaks
     * @param text what is said
     */
    public record Message(Role role, String text) {

        public static Message system(String text) {
            return new Message(Role.SYSTEM, text);
        }

        public static Message user(String text) {
            return new Message(Role.USER, text);
        }

        /** Names the role and the length of the text, never the text. */
        @Override
        public String toString() {
            return "Message[" + role + ", " + text.length() + " chars]";
        }
    }

    /** Who speaks. */
    public enum Role {
        /** The rules of the job. */
        SYSTEM,
        /** The tickets, and examples that depend on them. */
        USER,
        /** What the model is shown to have answered before. */
        ASSISTANT
    }
}
