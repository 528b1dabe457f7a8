package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.ticketlabeler.internal.json.ExportJson;
import io.ticketlabeler.internal.reading.ReadTicket;
import io.ticketlabeler.internal.reading.ReviewSource;
import io.ticketlabeler.ticket.LabelSet;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A CSV or TSV export: a row for each annotation. */
final class TableExport implements ReviewSource {

    private final CsvReader<NamedCsvRecord> csv;
    private final Iterator<NamedCsvRecord> rows;
    private final Fields fields;
    private final LabelSet labels;
    private final boolean withText;
    private boolean controlSought;

    TableExport(Reader in, char separator, Fields fields, LabelSet labels, boolean withText) {
        this.csv = CsvReader.builder()
                .fieldSeparator(separator)
                .allowUnclosedQuote(false)
                .ofNamedCsvRecord(in);
        this.rows = csv.iterator();
        this.fields = fields;
        this.labels = labels;
        this.withText = withText;
    }

    @Override
    public @Nullable ReadTicket next() throws IOException {
        try {
            if (!rows.hasNext()) {
                return null;
            }
            return read(rows.next());
        } catch (CsvParseException e) {
            throw new IOException("not CSV: a quote, a row or a field is not as it should be; export it again");
        } catch (UncheckedIOException e) {
            String kind = Objects.requireNonNullElse(e.getCause(), e).getClass().getSimpleName();
            throw new IOException("the rows end in an error (" + kind + "); the export is UTF-8", e);
        }
    }

    private ReadTicket read(NamedCsvRecord row) {
        ReadTicket task = JsonTask.row(
                fields,
                cell(row, "id").asText("?"),
                row.findField(fields.ticketId()).filter(id -> !id.isBlank()),
                withText ? row.findField(fields.text()).orElse(null) : null,
                choice(row.findField(fields.control()).orElse("")),
                cell(row, "annotation_id"),
                cell(row, "annotator"),
                cell(row, "lead_time"),
                cell(row, "updated_at"),
                cell(row, "created_at"));
        return withNote(row, task);
    }

    /** All rows without a choice may be right, or the choices are called otherwise. */
    private ReadTicket withNote(NamedCsvRecord row, ReadTicket task) {
        if (controlSought) {
            return task;
        }
        controlSought = true;
        return row.findField(fields.control()).isPresent()
                ? task
                : new ReadTicket(
                        task.project(),
                        task.ticketId(),
                        task.text(),
                        task.reviews(),
                        List.of("there is no column \"" + fields.control() + "\": no row has a choice"));
    }

    /** A name as it is, or several as JSON; a label that looks like JSON is a label. */
    private JsonNode choice(String cell) {
        if (cell.isEmpty()) {
            return MissingNode.getInstance();
        }
        if (cell.startsWith("{") && !labels.contains(cell)) {
            try {
                JsonNode several = ExportJson.tree(cell);
                if (several.path("choices").isArray()) {
                    return several;
                }
            } catch (IOException e) {
                // a label then, and reported if it is none of the set
            }
        }
        return TextNode.valueOf(cell);
    }

    private static JsonNode cell(NamedCsvRecord row, String column) {
        return row.findField(column)
                .filter(value -> !value.isEmpty())
                .<JsonNode>map(TextNode::valueOf)
                .orElse(MissingNode.getInstance());
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
