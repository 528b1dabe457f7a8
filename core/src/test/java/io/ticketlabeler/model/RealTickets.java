package io.ticketlabeler.model;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.ticketlabeler.internal.json.Json;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.ticket.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Tickets of other people with the labels that they gave them. They lie outside the repository: the system property
 * {@code ticketlabeler.data} or the variable {@code TICKETLABELER_DATA} names their directory; without both it is
 * {@code ../shared/data} beside the repository.
 *
 * @param tickets title and text, each with its one label
 */
record RealTickets(LabelSet labels, List<Example> tickets) {

    /** Of a file such as {@code banking77}; HTML becomes text. */
    static RealTickets of(String name) throws IOException {
        Path directory = directory();
        LabelSet.Builder labels = LabelSet.builder();
        for (JsonNode label : Json.STRICT.readTree(
                directory.resolve("labels/" + name + ".json").toFile())) {
            labels.add(label.get("name").asText(), label.get("description").asText());
        }
        List<Example> tickets = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().allowUnclosedQuote(false).ofNamedCsvRecord(directory.resolve(name + ".csv"))) {
            for (NamedCsvRecord row : csv) {
                String text = row.getField("text");
                text = text.startsWith("<p>") ? Jsoup.parse(text).text() : text;
                String title = row.findField("title").orElse("");
                tickets.add(Example.of(title.isBlank() ? text : title + "\n\n" + text, row.getField("label")));
            }
        }
        return new RealTickets(labels.build(), tickets);
    }

    /** Some as examples: at most so many a label, and never more than half of what a label has; the rest is to be labelled. */
    Split split(int examplesPerLabel, long seed) {
        List<Example> shuffled = new ArrayList<>(tickets);
        Collections.shuffle(shuffled, new Random(seed));
        Map<String, Integer> sizes = new LinkedHashMap<>();
        tickets.forEach(ticket -> sizes.merge(ticket.labels().get(0), 1, Integer::sum));
        Map<String, Integer> taken = new LinkedHashMap<>();
        List<Example> known = new ArrayList<>();
        List<Example> rest = new ArrayList<>();
        for (Example ticket : shuffled) {
            String label = ticket.labels().get(0);
            int most = Math.min(examplesPerLabel, sizes.getOrDefault(label, 0) / 2);
            boolean take = taken.getOrDefault(label, 0) < most;
            taken.merge(label, take ? 1 : 0, Integer::sum);
            (take ? known : rest).add(ticket);
        }
        return new Split(known, rest);
    }

    record Split(List<Example> known, List<Example> rest) {}

    private static Path directory() {
        Path directory = Optional.ofNullable(System.getProperty("ticketlabeler.data"))
                .filter(value -> !value.isBlank() && !value.startsWith("${")) // what Maven passes when nobody set it
                .or(() -> Optional.ofNullable(System.getenv("TICKETLABELER_DATA")))
                .map(Path::of)
                .orElseGet(() -> repository().resolveSibling("shared/data"));
        if (Files.isDirectory(directory)) {
            return directory;
        }
        String missing = directory + " does not exist; set TICKETLABELER_DATA to the directory of the real tickets";
        return "true".equals(System.getenv("CI")) ? Assertions.fail(missing) : Assumptions.abort(missing);
    }

    private static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("core/pom.xml")) ? here : here.resolveSibling("");
    }
}
