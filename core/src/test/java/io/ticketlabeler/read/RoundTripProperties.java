package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class RoundTripProperties {

    private static final List<String> COLUMNS = List.of("id", "subject", "body", "priority", "Größe", "a;b,c\td|e");
    private static final ReadOptions AS_IT_IS =
            ReadOptions.builder().html(ReadOptions.Html.NEVER).build();

    /** How somebody may write CSV. */
    record Dialect(char delimiter, LineDelimiter end, boolean quoteAll, boolean mark, boolean sepLine, String charset) {

        String write(List<List<String>> rows) throws IOException {
            StringWriter text = new StringWriter();
            text.write(mark ? "\uFEFF" : "");
            text.write(sepLine ? "sep=" + delimiter + end : "");
            var builder = CsvWriter.builder().fieldSeparator(delimiter).lineDelimiter(end);
            if (quoteAll) {
                builder.quoteStrategy(QuoteStrategies.ALWAYS);
            }
            try (CsvWriter csv = builder.build(text)) {
                csv.writeRecord(COLUMNS);
                rows.forEach(csv::writeRecord);
            }
            return text.toString();
        }
    }

    @Property(tries = 300)
    void everyTableComesBackFromCsv(@ForAll("tables") List<List<String>> rows, @ForAll("dialects") Dialect dialect)
            throws IOException {
        List<Ticket> tickets = read(dialect.write(rows), Charset.forName(dialect.charset()));

        assertThat(tickets).isEqualTo(expected(rows));
    }

    @Property(tries = 300)
    void everyTableComesBackFromJson(
            @ForAll("tables") List<List<String>> rows, @ForAll boolean lines, @ForAll boolean wrapped)
            throws IOException {
        List<Ticket> tickets = read(json(rows, lines, wrapped), Charset.forName("UTF-8"));

        assertThat(tickets).isEqualTo(expected(rows));
    }

    private static String json(List<List<String>> rows, boolean lines, boolean wrapped) {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode array = mapper.createArrayNode();
        for (List<String> row : rows) {
            ObjectNode object = array.addObject();
            for (int i = 0; i < row.size(); i++) {
                object.put(COLUMNS.get(i), row.get(i));
            }
        }
        if (lines && !rows.isEmpty()) {
            StringBuilder text = new StringBuilder();
            array.forEach(row -> text.append(row).append('\n'));
            return text.toString();
        }
        return wrapped ? mapper.createObjectNode().set("tickets", array).toString() : array.toPrettyString();
    }

    /** Ids are numbered, so that none repeats. */
    private static List<Ticket> expected(List<List<String>> rows) {
        List<Ticket> tickets = new ArrayList<>();
        for (List<String> row : rows) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (int i = 1; i < COLUMNS.size(); i++) {
                fields.put(COLUMNS.get(i), row.get(i));
            }
            tickets.add(new Ticket(row.get(0), Texts.join(row.get(1), row.get(2)), fields));
        }
        return tickets;
    }

    private static List<Ticket> read(String content, Charset charset) throws IOException {
        Path file = Files.createTempFile("round-trip", ".tmp");
        try {
            Files.write(file, content.getBytes(charset));
            return ReadingTest.all(TicketFiles.read(file, AS_IT_IS)).tickets();
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> characters = Arbitraries.strings()
                .withChars("ab1 ,;\t|\"'\n\r{}[]:\\#=<>&äß€\u2028\u200B\u202E")
                .ofMaxLength(30);
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(10).map(text -> Ticket.of("x", text)
                .text()); // lone surrogates are no round trip
        Arbitrary<String> huge = Arbitraries.of("mail ".repeat(4_000), "😀".repeat(300), "\"".repeat(50));
        Arbitrary<String> cell = Arbitraries.frequencyOf(Tuple.of(8, characters), Tuple.of(3, any), Tuple.of(1, huge));
        return cell.list().ofSize(COLUMNS.size()).list().ofMaxSize(12).map(RoundTripProperties::numbered);
    }

    private static List<List<String>> numbered(List<List<String>> rows) {
        List<List<String>> numbered = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = new ArrayList<>(rows.get(i));
            row.set(0, "T-" + i);
            numbered.add(row);
        }
        return numbered;
    }

    @Provide
    Arbitrary<Dialect> dialects() {
        return Combinators.combine(
                        Arbitraries.of(',', ';', '\t', '|'),
                        Arbitraries.of(LineDelimiter.LF, LineDelimiter.CRLF, LineDelimiter.CR),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .flatAs((delimiter, end, quoteAll, mark, sepLine) -> Arbitraries.of("UTF-8", "UTF-16LE", "UTF-16BE")
                        .map(charset -> new Dialect(
                                delimiter, end, quoteAll, mark || !charset.equals("UTF-8"), sepLine, charset)));
    }
}
