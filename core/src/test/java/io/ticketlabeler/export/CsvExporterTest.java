package io.ticketlabeler.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
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

class CsvExporterTest extends LabelSinkContract {

    private static final LabelSet SINGLE = LabelSet.of("Billing", "Bug", "=HYPERLINK(1)");
    private static final LabelSet MULTIPLE =
            LabelSet.builder().add("Billing").add("Bug").multiple().build();
    private static final Provenance MODEL = new Provenance(Provenance.Source.MODEL, "gpt-4o-mini", false);

    @TempDir
    Path directory = Path.of("");

    @Override
    protected LabelSink sinkInto(Path directory) {
        return CsvExporter.to(directory.resolve("labels.csv"));
    }

    @Override
    protected List<Written> readBack(Path directory) throws IOException {
        List<Written> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().allowUnclosedQuote(false).ofNamedCsvRecord(directory.resolve("labels.csv"))) {
            for (NamedCsvRecord row : csv) {
                rows.add(Written.of(SpreadsheetSafe.restore(row.getField("id")), labels(row.getField("label"))));
            }
        }
        return rows;
    }

    @Test
    void everyTicketHasOneRowAndTheFileLooksLikeThis() throws IOException {
        String csv = write(
                CsvExporter.to(directory.resolve("labels.csv")),
                SINGLE,
                new Labeled("ZD-1", List.of(ScoredLabel.of("Billing", 0.93)), MODEL),
                new Labeled(
                        "ZD-2", List.of(ScoredLabel.of("Bug")), new Provenance(Provenance.Source.CACHE, "m", false)),
                new Abstained("ZD-3", "the text is empty", Provenance.NOT_ASKED),
                new Failed("ZD-4", new TicketLabelerException("ticket ZD-4: refused, twice"), MODEL));

        assertThat(csv)
                .isEqualTo(
                        """
                id,label,confidence,source,reason,model
                ZD-1,Billing,0.93,model,,gpt-4o-mini
                ZD-2,Bug,,cache,,m
                ZD-3,,,not-asked,the text is empty,
                ZD-4,,,model,"ticket ZD-4: refused, twice",gpt-4o-mini
                """);
    }

    @Test
    void severalLabelsAreAJsonArrayInOneCell() throws IOException {
        String csv = write(
                CsvExporter.to(directory.resolve("labels.csv")),
                MULTIPLE,
                new Labeled("ZD-1", List.of(ScoredLabel.of("Bug", 1), ScoredLabel.of("Billing", 0.0001)), MODEL),
                new Labeled("ZD-2", List.of(ScoredLabel.of("Bug", 0)), MODEL));

        assertThat(csv)
                .isEqualTo(
                        """
                id,label,confidence,source,reason,model
                ZD-1,"[""Bug"",""Billing""]",0.0001,model,,gpt-4o-mini
                ZD-2,"[""Bug""]",0,model,,gpt-4o-mini
                """);
    }

    @Test
    void aSpreadsheetFindsNoFormula() throws IOException {
        String csv = write(
                CsvExporter.to(directory.resolve("labels.csv")),
                SINGLE,
                new Labeled("@id", List.of(ScoredLabel.of("=HYPERLINK(1)")), MODEL),
                new Abstained("-5", "x;=1+1", MODEL));

        assertThat(csv)
                .isEqualTo(
                        """
                id,label,confidence,source,reason,model
                '@id,'=HYPERLINK(1),,model,,gpt-4o-mini
                -5,,,model,"x;=1+1",gpt-4o-mini
                """);
    }

    @Test
    void aProgramGetsEveryFieldAsItIs() throws IOException {
        String csv = write(
                CsvExporter.to(directory.resolve("labels.csv")).forMachines(),
                SINGLE,
                new Labeled("@id", List.of(ScoredLabel.of("=HYPERLINK(1)")), MODEL));

        assertThat(csv)
                .isEqualTo(
                        """
                id,label,confidence,source,reason,model
                @id,=HYPERLINK(1),,model,,gpt-4o-mini
                """);
    }

    @Test
    void aLabelOutsideTheSetIsNeverWritten() throws IOException {
        try (LabelSink sink = CsvExporter.to(directory.resolve("labels.csv"))) {
            sink.open(new RunHeader(SINGLE, "m"));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sink.accept(
                            Ticket.of("ZD-1", "x"), new Labeled("ZD-1", List.of(ScoredLabel.of("bug")), MODEL)))
                    .withMessageContainingAll("ZD-1", "\"bug\"", "3 labels");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sink.accept(
                            Ticket.of("ZD-1", "x"),
                            new Labeled("ZD-1", List.of(ScoredLabel.of("Bug"), ScoredLabel.of("Billing")), MODEL)))
                    .withMessageContainingAll("ZD-1", "single choice");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sink.accept(
                            Ticket.of("ZD-1", "x"), new Labeled("ZD-2", List.of(ScoredLabel.of("Bug")), MODEL)))
                    .withMessageContainingAll("ZD-1", "ZD-2");
        }
    }

    @Test
    void aSinkServesOneRun() throws IOException {
        try (LabelSink sink = CsvExporter.to(directory.resolve("labels.csv"))) {
            assertThatIllegalStateException().isThrownBy(sink::complete).withMessageContaining("not open");
            sink.open(new RunHeader(SINGLE, "m"));

            assertThatIllegalStateException()
                    .isThrownBy(() -> sink.open(new RunHeader(SINGLE, "m")))
                    .withMessageContaining("one run");
        }
    }

    private String write(CsvExporter exporter, LabelSet labels, Outcome... outcomes) throws IOException {
        try (exporter) {
            exporter.open(new RunHeader(labels, "gpt-4o-mini"));
            for (Outcome outcome : outcomes) {
                exporter.accept(Ticket.of(outcome.ticketId(), "text"), outcome);
            }
            exporter.complete();
        }
        return Files.readString(directory.resolve("labels.csv"));
    }

    private static List<String> labels(String cell) throws IOException {
        if (cell.isEmpty()) {
            return List.of();
        }
        return cell.startsWith("[")
                ? List.of(new ObjectMapper().readValue(cell, String[].class))
                : List.of(SpreadsheetSafe.restore(cell));
    }
}
