package io.ticketlabeler.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a help desk's JSON looks like.
 *
 * @param ids      paths of the id; the first that a file has counts
 * @param subjects paths of the subject; the first one that is not blank counts
 * @param bodies   the same for the body, with what is known of its markup
 */
record JsonDesk(TicketFormat format, List<String> ids, List<String> subjects, List<Body> bodies) {

    /** @param markup whether it is HTML */
    record Body(String path, Markup markup) {

        String text(String value, HtmlText html) {
            return switch (markup) {
                case HTML -> html.ofHtml(value);
                case NONE -> html.ofPlain(value);
                case UNKNOWN -> html.of(value);
            };
        }
    }

    enum Markup {
        HTML,
        NONE,
        UNKNOWN
    }

    private static final List<JsonDesk> DESKS = List.of(
            new JsonDesk(
                    TicketFormat.ZENDESK,
                    List.of("id", "ticket_id"),
                    List.of("subject", "raw_subject"),
                    List.of(unknown("description"))),
            new JsonDesk(
                    TicketFormat.FRESHDESK,
                    List.of("display_id", "id"),
                    List.of("subject"),
                    List.of(none("description_text"), html("description_html"), html("description"))),
            new JsonDesk(TicketFormat.JIRA, List.of("key", "id"), List.of("summary"), List.of(unknown("description"))),
            new JsonDesk(
                    TicketFormat.GITHUB,
                    List.of("number", "id"),
                    List.of("title"),
                    List.of(none("body"), none("bodyText"), none("body_text"))),
            new JsonDesk(
                    TicketFormat.ZNUNY,
                    List.of("TicketNumber", "TicketID"),
                    List.of("Title", "Subject"),
                    List.of(unknown("Body"))),
            new JsonDesk(TicketFormat.ZAMMAD, List.of("number", "id"), List.of("title"), List.of(unknown("body"))),
            new JsonDesk(
                    TicketFormat.INTERCOM,
                    List.of("id", "ticket_id"),
                    List.of(
                            "source.subject",
                            "conversation_message.subject",
                            "ticket_attributes._default_title_",
                            "title"),
                    List.of(
                            html("source.body"),
                            html("conversation_message.body"),
                            html("ticket_attributes._default_description_"))),
            new JsonDesk(
                    TicketFormat.HUBSPOT,
                    List.of("id", "properties.hs_object_id", "properties.hs_ticket_id"),
                    List.of("properties.subject", "subject"),
                    List.of(unknown("properties.content"), unknown("content"))));
    private static final List<String> ENVELOPES =
            List.of("ticket", "helpdesk_ticket", "Ticket", "issue", "conversation", "case", "request", "_source");
    private static final Set<String> NAMED = Set.of("labels", "assignees", "components", "fixVersions", "versions");

    /** What is known of a format; null for plain JSON. */
    static @Nullable JsonDesk of(TicketFormat format) {
        return DESKS.stream().filter(desk -> desk.format == format).findFirst().orElse(null);
    }

    /** Why a record is no ticket; null if it is one. */
    static @Nullable String leftOut(TicketFormat format, ObjectNode record) {
        return switch (format) {
            case GITHUB -> isPullRequest(record) ? "pull request" : null;
            case ZENDESK -> {
                if (!record.path("result_type").asText("ticket").equals("ticket")) {
                    yield "search result that is no ticket";
                }
                yield record.path("status").asText().equalsIgnoreCase("deleted") ? "deleted" : null;
            }
            case FRESHDESK -> record.path("deleted").asBoolean() ? "deleted" : null;
            default -> null;
        };
    }

    private static boolean isPullRequest(ObjectNode record) {
        return record.hasNonNull("pull_request")
                || record.path("html_url").asText().contains("/pull/")
                || record.path("__typename").asText().equals("PullRequest");
    }

    /** The record without an object around it, its details where the paths expect them. */
    static ObjectNode opened(ObjectNode record) {
        ObjectNode opened = record;
        for (String name : ENVELOPES) {
            if (record.get(name) instanceof ObjectNode inside
                    && inside.size() > 0
                    && !record.has("subject")
                    && !record.has("title")) {
                opened = merged(inside, record, name);
                break;
            }
        }
        if (opened.has("key") && opened.get("fields") instanceof ObjectNode fields) {
            opened = merged(fields, opened, "fields"); // Jira keeps all but id and key in there
        }
        return opened;
    }

    /** All of the record in its order, with what is inside in the place of the property that held it. */
    private static ObjectNode merged(ObjectNode inside, ObjectNode around, String name) {
        ObjectNode merged = around.objectNode();
        around.properties().forEach(property -> {
            if (property.getKey().equals(name)) {
                inside.properties().forEach(own -> {
                    // what the record says of itself outside, its id before all, is not overwritten
                    String key = around.has(own.getKey()) && !own.getKey().equals(name) && !ENVELOPES.contains(name)
                            ? name + "." + own.getKey()
                            : own.getKey();
                    merged.set(key, own.getValue());
                });
            } else if (!merged.has(property.getKey())) {
                merged.set(property.getKey(), property.getValue());
            } else {
                merged.set(property.getKey() + " (2)", property.getValue());
            }
        });
        return merged;
    }

    /** Lists of objects that stand for their names, e.g. GitHub's labels, as a list of these names. */
    static ObjectNode named(ObjectNode record) {
        for (String list : NAMED) {
            JsonNode found = record.path(list).has("nodes") ? record.path(list).path("nodes") : record.path(list);
            if (found instanceof ArrayNode array && !array.isEmpty()) {
                ArrayNode names = record.arrayNode();
                for (JsonNode element : array) {
                    JsonNode name = element.hasNonNull("name") ? element.get("name") : element.path("login");
                    if (name.isTextual()) {
                        names.add(name);
                    }
                }
                if (names.size() == array.size()) {
                    record.set(list, names);
                }
            }
        }
        return record;
    }

    private static Body html(String path) {
        return new Body(path, Markup.HTML);
    }

    private static Body none(String path) {
        return new Body(path, Markup.NONE);
    }

    private static Body unknown(String path) {
        return new Body(path, Markup.UNKNOWN);
    }
}
