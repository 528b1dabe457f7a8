package io.ticketlabeler.contract.testbed;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Tickets that other people wrote. They are not part of the repository: the system property {@code ticketlabeler.data} or the
 * variable {@code TICKETLABELER_DATA} names their directory; without both it is {@code ../shared/data} beside the repository.
 */
public final class RealTickets {

    private RealTickets() {}

    /** All rows of a file such as {@code banking77.csv}; the other columns are the tickets' fields. */
    public static List<Ticket> of(String file) throws IOException {
        List<Ticket> tickets = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .allowUnclosedQuote(false)
                .ofNamedCsvRecord(directory().resolve(file))) {
            for (NamedCsvRecord row : csv) {
                Map<String, String> fields = row.getFieldsAsMap();
                String id = row.getField("id");
                String text = row.getField("text");
                fields.keySet().removeAll(List.of("id", "text"));
                tickets.add(new Ticket(id, text, fields));
            }
        }
        return tickets;
    }

    /** Where they are. */
    public static Path directory() {
        Path directory = Optional.ofNullable(System.getProperty("ticketlabeler.data"))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(System.getenv("TICKETLABELER_DATA")))
                .map(Path::of)
                .orElseGet(() -> Needed.repository().resolveSibling("shared/data"));
        if (!Files.isDirectory(directory)) {
            String what = directory + " does not exist; set TICKETLABELER_DATA to the directory of the real tickets";
            System.err.println("skipped: " + what);
            return Assumptions.abort(what); // on every machine: whoever has only the repository has no such tickets
        }
        return directory;
    }
}
