package io.ticketlabeler.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A request as it came over the wire.
 *
 * @param path     e.g. {@code /v1/chat/completions}
 * @param headers  by lower-case name
 * @param body     as sent
 * @param nanoTime when it came, by {@link System#nanoTime()}
 */
public record Request(String path, Map<String, String> headers, String body, long nanoTime) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The body as a tree. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the request is no JSON", e);
        }
    }

    /** The tickets of a built-in prompt: text by id, in order. */
    public Map<String, String> tickets() {
        JsonNode messages = json().path("messages");
        String last = messages.path(messages.size() - 1).path("content").asText();
        Map<String, String> tickets = new LinkedHashMap<>();
        try {
            JsonNode array = JSON.readTree(last.substring(last.lastIndexOf("[{\"id\":")));
            array.forEach(ticket ->
                    tickets.put(ticket.path("id").asText(), ticket.path("text").asText()));
        } catch (JsonProcessingException | StringIndexOutOfBoundsException e) {
            throw new IllegalStateException("the last message holds no array of tickets", e);
        }
        return tickets;
    }

    /** The labels that the schema of the reply allows, in order; empty without such a schema. */
    public List<String> labels() {
        JsonNode choices = json().path("response_format").findValue("enum");
        List<String> labels = new ArrayList<>();
        if (choices != null) {
            choices.forEach(label -> labels.add(label.asText()));
        }
        return labels;
    }

    /** A reply that gives each ticket of the request the label that {@code labelOf} chooses for its text. */
    public String labelled(Function<String, String> labelOf) {
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode labels = reply.putArray("labels");
        tickets().forEach((id, text) -> labels.addObject().put("id", id).put("label", labelOf.apply(text)));
        return reply.toString();
    }

    /** About what the provider counts: a quarter of the characters of all messages and of the schema, rounded up. */
    public int promptTokens() {
        JsonNode json = json();
        JsonNode format = json.path("response_format");
        int chars = format.isMissingNode() ? 0 : format.toString().length();
        for (JsonNode message : json.path("messages")) {
            JsonNode content = message.path("content");
            chars += content.isTextual()
                    ? content.textValue().length()
                    : content.toString().length();
        }
        return Response.tokens(chars);
    }

    /** The texts of the tickets; empty if the prompt is none of the built-in ones. */
    Collection<String> texts() {
        try {
            return tickets().values();
        } catch (IllegalStateException e) {
            return List.of(); // nothing to count by ticket
        }
    }
}
