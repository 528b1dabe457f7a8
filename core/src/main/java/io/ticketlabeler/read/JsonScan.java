package io.ticketlabeler.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where the records of a JSON file are, by going through its first value once.
 *
 * <p>An object is a record if it has an id and a subject or body; otherwise, or if it is the only value and its array looks like
 * tickets, it is the object around the records. Names that can mean nothing else ({@code tickets}, {@code issues}) end the search
 * at once, so that the file is not read twice.
 */
final class JsonScan {

    private static final List<String> SURE =
            List.of("tickets", "issues", "helpdesktickets", "supporttickets", "ticket");
    private static final List<String> LIKELY = List.of(
            "conversations",
            "cases",
            "requests",
            "incidents",
            "results",
            "data",
            "items",
            "records",
            "nodes",
            "values",
            "rows",
            "documents",
            "docs",
            "entries",
            "list",
            "objects",
            "hits");
    private static final Set<String> TEXT_HOLDERS = Set.of(
            "source",
            "conversationparts",
            "conversationmessage",
            "ticketattributes",
            "fields",
            "properties",
            "attributes",
            "articles",
            "article",
            "comments",
            "messages",
            "thread",
            "threads");
    private static final Set<String> CONTAINERS = Set.of(
            "data",
            "result",
            "results",
            "response",
            "repository",
            "search",
            "payload",
            "export",
            "root",
            "body",
            "tickets",
            "issues",
            "conversations",
            "items",
            "embedded",
            "hits",
            "organization",
            "content");
    private static final Set<String> ENVELOPES =
            Set.of("ticket", "issue", "conversation", "helpdeskticket", "case", "request");
    private static final Pattern TWO_LINES = Pattern.compile("\\A\\s*\\{[^\\n\\r]*[\\n\\r]\\s*\\{");
    private static final int MAX_DEPTH = 4;
    private static final ColumnNames ANY = ColumnNames.of(TicketFormat.JSON);

    private final TextFile file;
    private final boolean manyLines; // the second line begins with an object too
    private final List<List<String>> ticketLike =
            new ArrayList<>(); // those of the candidates with a likely name and records
    private final List<List<String>> candidates = new ArrayList<>();
    private final List<List<String>> empty = new ArrayList<>();
    private boolean hasId;
    private boolean hasText;
    private boolean hasEnvelope;
    private boolean hasAssets;
    private boolean isFollowed; // by another value in the same line
    private @Nullable List<String> sure;

    private JsonScan(TextFile file, boolean manyLines) {
        this.file = file;
        this.manyLines = manyLines;
    }

    static JsonLayout find(TextFile file, String beginning, TicketFormat format) {
        if (format == TicketFormat.JSONL) {
            return new JsonLayout(JsonLayout.Kind.LINES, List.of());
        }
        if (beginning.stripLeading().startsWith("[")) {
            return new JsonLayout(JsonLayout.Kind.VALUES, List.of());
        }
        boolean lines = TWO_LINES.matcher(beginning).find();
        boolean oneLine = file.isOneLine(beginning);
        JsonScan scan = new JsonScan(file, lines);
        try {
            scan.run(oneLine);
        } catch (TicketFileException e) {
            if (lines) { // a broken first line; the others may be good
                return new JsonLayout(JsonLayout.Kind.LINES, List.of());
            }
            throw e;
        }
        return scan.layout(lines || (oneLine && !scan.isFollowed));
    }

    private void run(boolean toTheEnd) {
        try (DecodingReader reader = file.open();
                JsonParser parser = Json.parser(reader)) {
            try {
                parser.nextToken();
                object(parser, List.of());
                isFollowed = toTheEnd && sure == null && parser.nextToken() != null;
            } catch (IOException e) {
                throw Json.failure(file.path(), parser, e, 0);
            }
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private JsonLayout layout(boolean lines) {
        if (sure != null) {
            return new JsonLayout(JsonLayout.Kind.VALUES, sure);
        }
        if (!manyLines && !ticketLike.isEmpty()) {
            return new JsonLayout(JsonLayout.Kind.VALUES, best(ticketLike));
        }
        if (hasAssets || hasEnvelope || (hasId && hasText)) {
            return record(lines);
        }
        if (!candidates.isEmpty()) {
            return new JsonLayout(JsonLayout.Kind.VALUES, best(candidates));
        }
        if (hasId || hasText) {
            return record(lines);
        }
        if (!empty.isEmpty()) {
            return new JsonLayout(JsonLayout.Kind.VALUES, empty.get(0));
        }
        throw new TicketFileException(
                file.path(),
                1,
                1,
                "the JSON object holds no array of tickets and is none itself; expected are an array, an object around one"
                        + " such as {\"tickets\": […]}, or one object a line");
    }

    private static JsonLayout record(boolean lines) {
        return new JsonLayout(lines ? JsonLayout.Kind.LINES : JsonLayout.Kind.VALUES, List.of());
    }

    private List<String> best(List<List<String>> candidates) {
        List<String> names = new ArrayList<>(SURE);
        names.addAll(LIKELY);
        for (String name : names) {
            for (List<String> candidate : candidates) {
                if (Names.fold(candidate.get(candidate.size() - 1)).equals(name)) {
                    return candidate;
                }
            }
        }
        int depth = candidates.stream().mapToInt(List::size).min().orElse(0);
        List<List<String>> shallow =
                candidates.stream().filter(path -> path.size() == depth).toList();
        if (shallow.size() > 1) {
            throw new TicketFileException(
                    file.path(),
                    1,
                    1,
                    "several arrays of the JSON object may hold the tickets: "
                            + Names.list(shallow.stream()
                                    .map(path -> String.join(".", path))
                                    .toList())
                            + "; rename the right one to \"tickets\", or save it alone");
        }
        return shallow.get(0);
    }

    /** The parser is at the beginning of an object, and afterwards at its end, unless the search has ended. */
    private void object(JsonParser parser, List<String> path) throws IOException {
        while (sure == null && parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String folded = Names.fold(name);
            List<String> here = append(path, name);
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY) {
                array(parser, here, folded);
            } else if (value == JsonToken.START_OBJECT) {
                hasText |= path.isEmpty() && TEXT_HOLDERS.contains(folded);
                hasEnvelope |= path.isEmpty() && ENVELOPES.contains(folded);
                if (path.isEmpty() && name.equals("assets")) {
                    hasAssets = true;
                    parser.skipChildren();
                } else if (here.size() < MAX_DEPTH && CONTAINERS.contains(folded)) {
                    object(parser, here);
                } else {
                    parser.skipChildren();
                }
            } else if (path.isEmpty() && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                hasId |= ANY.ids().contains(folded);
                hasText |= ANY.subjects().contains(folded) || ANY.bodies().contains(folded);
            }
        }
    }

    private void array(JsonParser parser, List<String> here, String folded) throws IOException {
        JsonToken first = parser.nextToken();
        boolean likely = SURE.contains(folded) || LIKELY.contains(folded);
        if (first == JsonToken.END_ARRAY) {
            if (likely) {
                empty.add(here);
            }
            return;
        }
        hasText |= here.size() == 1 && TEXT_HOLDERS.contains(folded);
        if (first == JsonToken.START_OBJECT) {
            if (SURE.contains(folded) && !manyLines && !(hasId && hasText)) {
                sure = here;
                return;
            }
            candidates.add(here);
            if (isTicketLike(parser) && likely) {
                ticketLike.add(here);
            }
        }
        int depth = first == JsonToken.START_ARRAY ? 1 : 0; // within the array
        while (depth >= 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return;
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
    }

    /** Goes to the end of an object: has it an id and a text? */
    private static boolean isTicketLike(JsonParser parser) throws IOException {
        boolean id = false;
        boolean text = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String folded = Names.fold(parser.currentName());
            parser.nextToken();
            parser.skipChildren();
            id |= ANY.ids().contains(folded);
            text |= ANY.subjects().contains(folded) || ANY.bodies().contains(folded) || TEXT_HOLDERS.contains(folded);
        }
        return id && text;
    }

    private static List<String> append(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }
}
