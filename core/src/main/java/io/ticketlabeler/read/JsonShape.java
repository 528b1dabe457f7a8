package io.ticketlabeler.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.read.JsonDesk.Body;
import io.ticketlabeler.read.Messages.Message;
import io.ticketlabeler.ticket.Ticket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which property is what.
 *
 * @param id       path; empty for the number of the record
 * @param subjects paths, of which the first that is not blank counts
 * @param bodies   the same
 * @param texts    what is joined instead of subject and body; empty: those
 * @param onlyText whether the body is nothing but the ticket's text and no field of its own
 */
record JsonShape(
        Path file,
        TicketFormat format,
        String id,
        List<String> subjects,
        List<Body> bodies,
        List<Body> texts,
        boolean onlyText,
        HtmlText html)
        implements Shape<JsonRow> {

    @Override
    public long line(JsonRow row) {
        return row.line();
    }

    @Override
    public long column(JsonRow row) {
        return row.column();
    }

    @Override
    public @Nullable String leftOut(JsonRow row) {
        return JsonDesk.leftOut(format, row.value());
    }

    @Override
    public String id(JsonRow row, long number) throws BadRow {
        if (id.isEmpty()) {
            return Long.toString(number);
        }
        JsonNode value = JsonValues.at(row.value(), id);
        String text =
                value != null && value.isValueNode() ? JsonValues.text(value).strip() : "";
        if (text.isEmpty()) {
            throw new BadRow(
                    "blank id",
                    new TicketFileException(
                            file,
                            row.line(),
                            row.column(),
                            "the id (property \"" + Names.shortened(id)
                                    + "\") of this object is missing or blank; fill it, name"
                                    + " another property (ReadOptions.idColumn), or skip such rows (ReadOptions.onBadRow)"));
        }
        return text;
    }

    @Override
    public Ticket ticket(JsonRow row, String ticketId) {
        ObjectNode record = JsonDesk.named(row.value());
        Set<String> used = new HashSet<>(Set.of(id));
        if (!texts.isEmpty()) {
            List<String> parts = new ArrayList<>();
            for (Body part : texts) {
                parts.add(part.text(JsonValues.text(JsonValues.at(record, part.path())), html));
            }
            return new Ticket(ticketId, Texts.join(parts), JsonValues.fields(record, used));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        String subject = subject(record, used);
        if (subject != null) {
            fields.put("subject", subject);
        }
        String body = body(record, used);
        Messages messages = Messages.of(record, html);
        if (messages != null) {
            Message first = body == null || body.isBlank() ? messages.first() : null;
            body = first == null ? body : first.text();
            messages = messages.without(first, body == null ? "" : body);
            used.add(messages.path());
        }
        if (body != null && !onlyText) {
            fields.put("body", body);
        }
        JsonValues.fields(record, used).forEach((name, value) -> JsonValues.put(fields, name, value));
        if (messages != null) {
            putIfAny(fields, "comments", messages.text(false));
            putIfAny(fields, "notes", messages.text(true));
        }
        return new Ticket(ticketId, Texts.join(subject == null ? "" : subject, body == null ? "" : body), fields);
    }

    private @Nullable String subject(ObjectNode record, Set<String> used) {
        String found = null;
        for (String path : subjects) {
            JsonNode value = JsonValues.at(record, path);
            if (value != null && !value.isNull() && (found == null || found.isBlank())) {
                used.add(path);
                String text = JsonValues.text(value);
                found = format == TicketFormat.INTERCOM ? html.of(text) : text; // whose e-mail subjects are paragraphs
            }
        }
        return found;
    }

    private @Nullable String body(ObjectNode record, Set<String> used) {
        String found = null;
        for (Body body : bodies) {
            JsonNode value = JsonValues.at(record, body.path());
            boolean isText = value != null && !value.isNull() && (value.isValueNode() || AtlassianDocument.is(value));
            if (isText && (found == null || found.isBlank())) {
                used.add(body.path());
                found = body.text(JsonValues.text(value), html);
            }
        }
        return found;
    }

    private static void putIfAny(Map<String, String> fields, String name, String text) {
        if (!text.isEmpty()) {
            JsonValues.put(fields, name, text);
        }
    }
}
