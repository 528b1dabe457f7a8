package io.ticketlabeler.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A record.
 *
 * @param line   at which the object begins, from 1
 * @param column at which it begins, from 1
 */
record JsonRow(long line, long column, ObjectNode value) {

    private static final List<String> PAGES =
            List.of("tickets", "issues", "conversations", "Ticket", "results", "items", "data");

    private static final List<String> OWN = List.of("id", "key", "number", "subject", "title", "text", "body");

    /**
     * The records in an object, each without what surrounds it, see {@link JsonDesk#opened}: most often it is one itself; it may
     * also be a page of them, saved among other pages, or Zammad's answer to a search.
     */
    static List<JsonRow> in(long line, long column, ObjectNode value) {
        List<ObjectNode> records = new ArrayList<>();
        if (value.path("assets").path("Ticket").isObject()) {
            addAssets(value, records);
        } else if (OWN.stream().anyMatch(value::has) || !addPage(value, records)) {
            records.add(value);
        }
        return records.stream()
                .map(record -> new JsonRow(line, column, JsonDesk.opened(record)))
                .toList();
    }

    /** Whether it is a page; an empty one has none. */
    private static boolean addPage(ObjectNode page, List<ObjectNode> records) {
        for (String name : PAGES) {
            JsonNode array = page.path(name);
            if (array.isArray() && (array.isEmpty() || array.get(0).isObject())) {
                for (JsonNode element : array) {
                    if (element instanceof ObjectNode record) {
                        records.add(record);
                    }
                }
                return true;
            }
        }
        return false;
    }

    /** Objects by id, and the ids of those that were found. */
    private static void addAssets(ObjectNode answer, List<ObjectNode> records) {
        JsonNode assets = answer.path("assets");
        JsonNode found = answer.path("tickets");
        if (found.isArray() && !found.isEmpty()) {
            found.forEach(id -> addTicket(assets.path("Ticket").path(id.asText()), assets, records));
        } else {
            assets.path("Ticket").forEach(ticket -> addTicket(ticket, assets, records));
        }
    }

    private static void addTicket(JsonNode ticket, JsonNode assets, List<ObjectNode> records) {
        if (ticket instanceof ObjectNode record) {
            var articles = record.arrayNode();
            assets.path("TicketArticle").forEach(article -> {
                if (article.path("ticket_id").asText().equals(record.path("id").asText())) {
                    articles.add(article);
                }
            });
            if (!articles.isEmpty()) {
                record.set("articles", articles);
            }
            records.add(record);
        }
    }
}
