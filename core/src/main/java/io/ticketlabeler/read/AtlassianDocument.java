package io.ticketlabeler.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Texts of Jira Cloud's API.
 *
 * @see <a href="https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/">Atlassian Document Format</a>
 */
final class AtlassianDocument {

    private static final Set<String> BLOCKS = Set.of(
            "paragraph",
            "heading",
            "blockquote",
            "codeBlock",
            "listItem",
            "rule",
            "tableRow",
            "panel",
            "bulletList",
            "orderedList");

    private AtlassianDocument() {}

    static boolean is(JsonNode value) {
        return value.path("type").asText().equals("doc")
                && value.path("content").isArray();
    }

    static String text(JsonNode document) {
        StringBuilder text = new StringBuilder();
        append(document, text);
        return text.toString().strip();
    }

    private static void append(JsonNode node, StringBuilder text) {
        String type = node.path("type").asText();
        switch (type) {
            case "text" -> text.append(node.path("text").asText());
            case "hardBreak" -> text.append('\n');
            case "mention", "emoji" ->
                text.append(node.path("attrs").path("text").asText());
            case "inlineCard", "blockCard" ->
                text.append(node.path("attrs").path("url").asText());
            case "listItem" -> text.append("- ");
            default -> {}
        }
        node.path("content").forEach(child -> append(child, text));
        if (BLOCKS.contains(type) && text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }
}
