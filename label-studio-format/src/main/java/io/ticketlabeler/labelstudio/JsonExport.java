package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ticketlabeler.internal.json.ExportJson;
import io.ticketlabeler.internal.reading.ReadTicket;
import io.ticketlabeler.internal.reading.ReviewSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON or JSON_MIN export: an array of tasks, or one task after the other. */
final class JsonExport implements ReviewSource {

    private final JsonParser parser;
    private final Fields fields;
    private final boolean withText;
    private final Judgement judgement;
    private boolean inArray;

    JsonExport(InputStream in, Fields fields, boolean withText) throws IOException {
        this.parser = ExportJson.parser(in);
        this.fields = fields;
        this.withText = withText;
        this.judgement = new Judgement(fields, Map.of());
    }

    @Override
    public @Nullable ReadTicket next() throws IOException {
        JsonTask task = nextTask();
        return task == null ? null : task.judged(judgement);
    }

    @Nullable
    JsonTask nextTask() throws IOException {
        while (true) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return null;
            }
            if (token == JsonToken.START_OBJECT) {
                return JsonTask.read(parser, fields, withText);
            }
            if (token == JsonToken.START_ARRAY && !inArray) {
                inArray = true;
            } else if (token == JsonToken.END_ARRAY) {
                inArray = false;
            } else {
                throw new IOException("line " + parser.currentTokenLocation().getLineNr()
                        + ": expected is an object for a task; export the project as JSON");
            }
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
