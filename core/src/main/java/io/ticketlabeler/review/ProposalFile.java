package io.ticketlabeler.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.export.SpreadsheetSafe;
import io.ticketlabeler.internal.json.Json;
import io.ticketlabeler.read.CsvTable;
import io.ticketlabeler.read.TicketFileException;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads {@link Proposals}. */
final class ProposalFile {

    private static final String LABELS = "labels.csv";

    private ProposalFile() {}

    static Proposals read(Path path) {
        Proposals.Builder builder = Proposals.builder().source(path);
        if (!Files.isDirectory(path)) {
            return rows(path, builder);
        }
        if (!Files.isRegularFile(path.resolve(LABELS))) {
            throw new TicketFileException(
                    path, -1, -1, "there is no " + LABELS + "; label the tickets first, or name another directory");
        }
        JsonNode report = json(path.resolve("report.json"));
        builder.model(report.path("model").asText(""));
        builder.prompt(report.path("prompt").asText(""));
        List<String> names = new ArrayList<>();
        for (JsonNode type : json(path.resolve("doccano").resolve("labels.json"))) {
            names.add(type.path("text").asText());
        }
        return rows(path.resolve(LABELS), builder.labelNames(names));
    }

    private static Proposals rows(Path file, Proposals.Builder builder) {
        try (CsvTable table = CsvTable.open(file, "id", "label", "confidence")) {
            int id = table.required("id", "ticket_id");
            int label = table.required("label", "labels");
            Optional<Integer> confidence = table.column("confidence");
            Optional<Integer> source = table.column("source");
            Optional<Integer> model = table.column("model");
            while (table.hasNext()) {
                CsvTable.Row row = table.next();
                List<String> labels = LabelCell.read(SpreadsheetSafe.restore(row.cell(label)));
                OptionalDouble sure =
                        confidence.isEmpty() ? OptionalDouble.empty() : ReviewFile.confidence(row, confidence.get());
                boolean decided = row.cell(source).equals(Provenance.Source.PERSON.code());
                String ticket = SpreadsheetSafe.restore(row.cell(id)).strip();
                try {
                    builder = decided
                            ? builder.addDecided(ticket, labels)
                            : builder.add(ticket, labels, sure).answeredBy(SpreadsheetSafe.restore(row.cell(model)));
                } catch (IllegalArgumentException e) {
                    throw row.failure(id, String.valueOf(e.getMessage()));
                }
            }
        }
        return builder.build();
    }

    private static JsonNode json(Path file) {
        if (!Files.isRegularFile(file)) {
            return Json.STRICT.nullNode();
        }
        try {
            return Json.STRICT.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new TicketLabelerException(
                    file + ": is no JSON (" + e.getLocation().getLineNr() + ")", e);
        } catch (IOException e) {
            throw new TicketLabelerException(file + ": cannot be read; check path and permissions", e);
        }
    }
}
