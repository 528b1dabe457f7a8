package io.ticketlabeler.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.contract.LabelSinkContract;
import io.ticketlabeler.contract.Written;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlExporterTest extends LabelSinkContract {

    private static final Provenance MODEL = new Provenance(Provenance.Source.MODEL, "gpt-4o-mini-2024-07-18", true);

    @TempDir
    Path directory = Path.of("");

    @Override
    protected LabelSink sinkInto(Path directory) {
        return JsonlExporter.to(directory.resolve("labels.jsonl"));
    }

    @Override
    protected List<Written> readBack(Path directory) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Written> rows = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("labels.jsonl"))) {
            JsonNode row = json.readTree(line);
            List<String> labels = new ArrayList<>();
            row.path("labels").forEach(label -> labels.add(label.asText()));
            if (row.hasNonNull("label")) {
                labels.add(row.get("label").asText());
            }
            rows.add(Written.of(row.get("id").asText(), labels));
        }
        return rows;
    }

    @Test
    void everyRowOfASingleChoiceRunHasTheSameKeys() throws IOException {
        String jsonl = write(
                LabelSet.of("Billing", "Bug"),
                new Labeled("ZD-1", List.of(ScoredLabel.of("Billing", 0.93)), MODEL),
                new Abstained("ZD-2", "the text is empty", Provenance.NOT_ASKED));

        assertThat(jsonl)
                .isEqualTo(
                        """
                {"id":"ZD-1","status":"labeled","label":"Billing","confidence":0.93,"confidence_source":"stated","source":"model",\
                "model":"gpt-4o-mini-2024-07-18","shortened":true,"reason":null}
                {"id":"ZD-2","status":"abstained","label":null,"confidence":null,"confidence_source":null,"source":"not-asked",\
                "model":null,"shortened":false,"reason":"the text is empty"}
                """);
    }

    @Test
    void severalLabelsKeepTheirOwnConfidences() throws IOException {
        String jsonl = write(
                LabelSet.builder().add("Billing").add("Bug").multiple().build(),
                new Labeled("ZD-1", List.of(ScoredLabel.of("Bug", 0.9), ScoredLabel.of("Billing", 0.4)), MODEL),
                new Labeled("ZD-2", List.of(ScoredLabel.of("Bug", 0.9), ScoredLabel.of("Billing")), MODEL),
                new Failed("ZD-3", new TicketLabelerException("ticket ZD-3: refused"), MODEL));

        assertThat(jsonl.lines().map(line -> line.replaceAll(",\"confidence_source.*,\"reason", ",…,\"reason")))
                .containsExactly(
                        "{\"id\":\"ZD-1\",\"status\":\"labeled\",\"labels\":[\"Bug\",\"Billing\"],"
                                + "\"confidences\":[0.9,0.4],\"confidence\":0.4,…,\"reason\":null}",
                        "{\"id\":\"ZD-2\",\"status\":\"labeled\",\"labels\":[\"Bug\",\"Billing\"],"
                                + "\"confidences\":[0.9,null],\"confidence\":null,…,\"reason\":null}",
                        "{\"id\":\"ZD-3\",\"status\":\"failed\",\"labels\":[],\"confidences\":[],"
                                + "\"confidence\":null,…,\"reason\":\"ticket ZD-3: refused\"}");
    }

    private String write(LabelSet labels, Outcome... outcomes) throws IOException {
        try (JsonlExporter exporter = JsonlExporter.to(directory.resolve("labels.jsonl"))) {
            exporter.open(new RunHeader(labels, "gpt-4o-mini"));
            for (Outcome outcome : outcomes) {
                exporter.accept(Ticket.of(outcome.ticketId(), "text"), outcome);
            }
            exporter.complete();
        }
        return Files.readString(directory.resolve("labels.jsonl"));
    }
}
