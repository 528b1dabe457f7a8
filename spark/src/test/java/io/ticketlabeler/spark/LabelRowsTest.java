package io.ticketlabeler.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.HostileTickets;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.export.JsonlExporter;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes through Spark is what a plain run gives. */
class LabelRowsTest {

    @TempDir
    private Path folder;

    private static LabelSet labels() {
        return LabelSet.builder().add("Billing").add("Bug").allowNone().build();
    }

    private static TicketLabeler.Builder builder(String url) {
        return TicketLabeler.builder()
                .labels(labels())
                .model(OpenAi.chat("gpt-4o-mini").baseUrl(url))
                .prompt(PromptStrategies.zeroShot());
    }

    private static StubProvider provider() {
        return StubProvider.answering(request -> request.body().contains("cannot be handled")
                ? Response.error(400, "invalid_request_error")
                : Response.completion(request.labelled(
                        text -> text.length() % 3 == 0 ? "Billing" : text.length() % 3 == 1 ? "Bug" : LabelSet.NONE)));
    }

    private static List<Ticket> tickets() {
        List<Ticket> tickets = new ArrayList<>(HostileTickets.all());
        tickets.add(Ticket.of("empty", ""));
        tickets.add(Ticket.of("failing", "this cannot be handled"));
        return tickets;
    }

    @Test
    void exportsOfARunAndOfSparkAreTheSameFile() throws IOException {
        List<Ticket> tickets = tickets();
        Path plain = folder.resolve("plain.jsonl");
        Path spark = folder.resolve("spark.jsonl");
        try (StubProvider provider = provider()) {
            String url = provider.baseUrl();
            try (TicketLabeler labeler = builder(url).build()) {
                labeler.run(tickets, JsonlExporter.to(plain));
            }
            Dataset<Row> rows = LocalSpark.rows(
                    List.of("id", "text"),
                    tickets.stream()
                            .map(ticket -> new Object[] {ticket.id(), ticket.text()})
                            .toList(),
                    1);
            String written = folder.resolve("labels").toString();
            TicketLabelsSpark.label(rows)
                    .keep("text")
                    .labeler(() -> builder(url).build())
                    .labelTo(written);

            long leftOut = LabelRows.exportTo(
                    LocalSpark.session().read().parquet(written),
                    "text",
                    new RunHeader(labels(), "gpt-4o-mini"),
                    JsonlExporter.to(spark));

            assertThat(leftOut).isZero();
            assertThat(spark).hasSameTextualContentAs(plain);
            assertThat(Files.readString(plain))
                    .contains("\"status\":\"labeled\"")
                    .contains("\"status\":\"abstained\"")
                    .contains("\"status\":\"failed\"");
        }
    }

    @Test
    void rowsWithoutAnIdAreLeftOutAndCounted() throws IOException {
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {"1", "a text"});
        rows.add(new Object[] {null, "another"});
        Path file = folder.resolve("labels.jsonl");
        try (StubProvider provider = provider()) {
            String url = provider.baseUrl();
            Dataset<Row> labeled = TicketLabelsSpark.label(LocalSpark.rows(List.of("id", "text"), rows, 1))
                    .keep("text")
                    .labeler(() -> builder(url).build())
                    .rows();

            assertThat(LabelRows.exportTo(
                            labeled, "text", new RunHeader(labels(), "gpt-4o-mini"), JsonlExporter.to(file)))
                    .isEqualTo(1);
            assertThat(Files.readAllLines(file)).hasSize(1);
        }
    }

    @Test
    void aRunWithoutTheTextsLeavesNothingBehind() {
        Path file = folder.resolve("labels.jsonl");
        try (StubProvider provider = provider()) {
            String url = provider.baseUrl();
            Dataset<Row> labeled = TicketLabelsSpark.label(Tickets.some(3, 1))
                    .labeler(() -> builder(url).build())
                    .rows();

            assertThatThrownBy(() -> LabelRows.exportTo(
                            labeled, "text", new RunHeader(labels(), "gpt-4o-mini"), JsonlExporter.to(file)))
                    .hasMessageContaining("text");
            assertThat(file).doesNotExist();
        }
    }
}
