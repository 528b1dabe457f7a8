package io.ticketlabeler.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was written on a ticket, wherever the help desk keeps it: comments, articles, conversations, notes.
 *
 * @param path where it was found
 * @param all  in the order of the file
 */
record Messages(String path, List<Message> all) {

    /**
     * @param customer whether the one who asks wrote it, as far as is known
     * @param internal whether only agents see it
     */
    record Message(String text, boolean customer, boolean internal) {}

    private static final List<String> PATHS = List.of(
            "comments",
            "articles",
            "article",
            "Article",
            "conversation_parts.conversation_parts",
            "conversation_parts",
            "conversations",
            "comment.comments",
            "comments.comments",
            "comments.nodes",
            "messages",
            "notes",
            "conversation",
            "history",
            "replies",
            "emails",
            "interactions",
            "threads",
            "thread",
            "posts");
    private static final List<String> TEXTS = List.of(
            "body_text",
            "body",
            "Body",
            "plain_body",
            "bodyText",
            "text",
            "content",
            "message",
            "html_body",
            "body_html");
    private static final Set<String> CUSTOMERS = Set.of(
            "customer",
            "user",
            "lead",
            "contact",
            "requester",
            "end-user",
            "end_user",
            "enduser",
            "client",
            "reporter");

    static @Nullable Messages of(ObjectNode record, HtmlText html) {
        for (String path : PATHS) {
            JsonNode found = JsonValues.at(record, path);
            if (found == null) {
                continue;
            }
            List<Message> messages = new ArrayList<>();
            if (found.isArray()) {
                found.forEach(message -> add(message, record, html, messages));
            } else if (found.isObject()) {
                add(found, record, html, messages);
            }
            if (!messages.isEmpty()) {
                return new Messages(path, messages);
            }
        }
        return null;
    }

    /** The first public one of the customer, else the first public one, else the first; null if all are blank. */
    @Nullable
    Message first() {
        Message publicOne = null;
        for (Message message : all) {
            if (!message.internal) {
                if (message.customer) {
                    return message;
                }
                publicOne = publicOne == null ? message : publicOne;
            }
        }
        return publicOne != null ? publicOne : all.isEmpty() ? null : all.get(0);
    }

    /** All but {@code first}, and but the one that repeats the body. */
    Messages without(@Nullable Message first, String body) {
        List<Message> others = new ArrayList<>(all);
        if (first != null) {
            others.remove(first);
        } else {
            others.stream()
                    .filter(message -> squeezed(message.text).equals(squeezed(body)))
                    .findFirst()
                    .ifPresent(others::remove);
        }
        return new Messages(path, others);
    }

    String text(boolean internal) {
        return Texts.join(all.stream()
                .filter(message -> message.internal == internal)
                .map(Message::text)
                .toList());
    }

    private static String squeezed(String text) {
        return text.replaceAll("[\\s\\p{Z}]+", "");
    }

    private static void add(JsonNode message, ObjectNode record, HtmlText html, List<Message> messages) {
        if (message.isTextual()) {
            messages.add(new Message(html.of(message.asText()), false, false));
            return;
        }
        JsonNode nested = message.path("note"); // Freshdesk's account exports wrap each note
        JsonNode content = nested.isObject() ? nested : message;
        for (String name : TEXTS) {
            String text = JsonValues.text(content.get(name));
            if (!text.isBlank()) {
                messages.add(new Message(
                        plain(name, text, content, html), isCustomer(content, record), isInternal(content)));
                return;
            }
        }
    }

    private static String plain(String name, String text, JsonNode message, HtmlText html) {
        String type = (message.path("content_type").asText()
                        + message.path("ContentType").asText()
                        + message.path("MimeType").asText())
                .toLowerCase(Locale.ROOT);
        if (name.contains("html") || type.contains("html")) {
            return html.ofHtml(text);
        }
        return name.equals("body_text") || type.contains("plain") ? html.ofPlain(text) : html.of(text);
    }

    private static boolean isCustomer(JsonNode message, ObjectNode record) {
        String author = message.path("author_id").asText();
        if ((!author.isEmpty() && author.equals(record.path("requester_id").asText()))
                || message.path("incoming").asBoolean()) {
            return true;
        }
        for (String path :
                List.of("sender", "SenderType", "author.type", "author.role", "role", "from.type", "sender_type")) {
            if (CUSTOMERS.contains(JsonValues.text(JsonValues.at(message, path)).toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        String reporter = JsonValues.text(JsonValues.at(record, "reporter.accountId"));
        return !reporter.isEmpty() && reporter.equals(JsonValues.text(JsonValues.at(message, "author.accountId")));
    }

    private static boolean isInternal(JsonNode message) {
        String visible = message.path("IsVisibleForCustomer").asText();
        return isFalse(message.get("public"))
                || isFalse(message.get("jsdPublic"))
                || message.path("internal").asBoolean()
                || message.path("private").asBoolean()
                || message.path("is_internal").asBoolean()
                || message.path("part_type").asText().startsWith("note")
                || message.path("ArticleType").asText().endsWith("internal")
                || visible.equals("0");
    }

    private static boolean isFalse(@Nullable JsonNode flag) {
        return flag != null && flag.isBoolean() && !flag.asBoolean();
    }
}
