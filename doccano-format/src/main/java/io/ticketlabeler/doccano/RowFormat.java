package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.ticketlabeler.internal.json.Json;
import io.ticketlabeler.internal.json.JsonRows;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The four kinds of files in an export of doccano. */
final class RowFormat {

    private static final String SEPARATOR = "#"; // between labels in CSV

    private final Verdict verdict;
    private final boolean multiple;
    private final @Nullable TextIds ids;

    /** @param ids finds the tickets of fastText files, which have texts only */
    RowFormat(Verdict verdict, boolean multiple, @Nullable TextIds ids) {
        this.verdict = verdict;
        this.multiple = multiple;
        this.ids = ids;
    }

    /** @throws IOException if there is no such kind */
    RowReader reader(String extension, InputStream in) throws IOException {
        return switch (extension) {
            case "jsonl", "json" -> JsonRows.of(in)::next;
            case "csv" -> csv(in);
            case "txt" -> fastText(in);
            default ->
                throw new IOException("not a file that doccano exports for texts (." + extension
                        + "); expected are jsonl, json, csv and txt");
        };
    }

    private static Reader utf8(InputStream in) {
        return new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private RowReader csv(InputStream in) {
        CsvReader.CsvReaderBuilder settings =
                CsvReader.builder().allowUnclosedQuote(false).detectBomHeader(false);
        Iterator<NamedCsvRecord> rows = settings.ofNamedCsvRecord(utf8(in)).iterator();
        return () -> {
            NamedCsvRecord row = next(rows);
            return row == null ? null : values(row.getFieldsAsMap());
        };
    }

    private JsonNode values(Map<String, String> fields) {
        ObjectNode values = Json.STRICT.createObjectNode();
        fields.forEach(values::put);
        String cell = fields.getOrDefault("label", "");
        boolean one = !multiple && verdict.isKnown(cell);
        ArrayNode labels = values.putArray("label");
        (one ? List.of(cell) : Verdict.split(cell, SEPARATOR, verdict::isKnown)).forEach(labels::add);
        return values;
    }

    private RowReader fastText(InputStream in) throws IOException {
        TextIds known = ids;
        if (known == null) {
            throw new IOException("fastText files have no ticket ids; give the run that was pushed"
                    + " (DoccanoReviews.run), or export as JSONL");
        }
        // a line is quoted as in CSV when the text has a comma, a quote or a line break
        Iterator<CsvRecord> rows = CsvReader.builder()
                .allowUnclosedQuote(false)
                .ofCsvRecord(utf8(in))
                .iterator();
        TextIds.Reading reading = known.reading();
        return () -> {
            CsvRecord row = next(rows);
            return row == null
                    ? null
                    : FastTextLine.of(String.join(",", row.getFields()), verdict::isKnown, reading::knows)
                            .row(reading);
        };
    }

    private static <T> @Nullable T next(Iterator<T> rows) throws IOException {
        try {
            return rows.hasNext() ? rows.next() : null;
        } catch (CsvParseException e) {
            throw new IOException(
                    "not CSV: a quote, a row or a field is not as it should be (doccano does not quote a lone carriage"
                            + " return); export it as JSONL");
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            throw cause instanceof CharacterCodingException
                    ? new IOException("the rows are not UTF-8, as doccano writes them; export it again")
                    : cause;
        }
    }
}
