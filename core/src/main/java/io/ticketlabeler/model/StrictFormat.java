package io.ticketlabeler.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.ticketlabeler.internal.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * The field {@code response_format} that holds a model to a schema. The schema is the same for each call of a run; LangChain4j would
 * read it and write it again for each of them.
 */
final class StrictFormat {

    private volatile @Nullable Known last;

    private record Known(String schema, RawValue field) {}

    /** Throws an IllegalArgumentException if the schema is no JSON object. */
    RawValue of(String schema) {
        Known known = last;
        if (known == null || !known.schema().equals(schema)) {
            known = new Known(
                    schema,
                    new RawValue("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"" + ChatMessages.SCHEMA_NAME
                            + "\",\"strict\":true,\"schema\":" + checked(schema) + "}}"));
            last = known;
        }
        return known.field();
    }

    private static String checked(String schema) {
        JsonNode read;
        try {
            read = Json.STRICT.readTree(schema);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the schema of the prompt is no JSON", e);
        }
        if (!read.isObject()) {
            throw new IllegalArgumentException("the schema of the prompt is no JSON object");
        }
        return Json.write(read);
    }
}
