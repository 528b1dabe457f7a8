package io.ticketlabeler.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.rules.RuleFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark in this JVM, and a provider on loopback. */
class TicketLabelsSparkTest {

    @TempDir
    private Path folder;

    private static SerializableSupplier<TicketLabeler> labeler(StubProvider provider) {
        String url = provider.baseUrl();
        return () -> TicketLabeler.builder()
                .labels(Tickets.LABELS)
                .model(OpenAi.chat("gpt-4o-mini").baseUrl(url))
                .build();
    }

    private String out() {
        return folder.resolve("labels").toString();
    }

    private Dataset<Row> written() {
        return LocalSpark.session().read().parquet(out());
    }

    @Test
    void everyTicketIsARowInItsOrder() {
        try (StubProvider provider = Tickets.provider()) {
            TicketLabelsSpark labels =
                    TicketLabelsSpark.label(Tickets.some(500, 4)).labeler(labeler(provider));

            List<Row> rows = labels.rows().collectAsList();

            assertThat(rows).hasSize(500);
            for (int i = 0; i < rows.size(); i++) {
                Row row = rows.get(i);
                assertThat(row.<String>getAs("id")).isEqualTo(Tickets.id(i));
                assertThat(row.<String>getAs("outcome")).isEqualTo("labeled");
                assertThat(row.<Row>getList(row.fieldIndex("labels")))
                        .extracting(label -> label.<String>getAs("name"))
                        .containsExactly(Tickets.right(i));
                assertThat(row.<String>getAs("source")).isEqualTo("model");
                assertThat(row.<String>getAs("model")).isNotBlank();
                assertThat(row.<String>getAs("reason")).isNull();
                assertThat(row.<Long>getAs("input_tokens")).isPositive();
                assertThat(row.<Double>getAs("cost_usd"))
                        .as("no price is known")
                        .isNull();
            }
            assertThat(labels.report().tickets()).isEqualTo(500);
            assertThat(labels.report().finished().labeled()).isEqualTo(500);
            assertThat(labels.report().calls()).isEqualTo(provider.counts().requests());
            assertThat(labels.report().lost().calls()).isZero();
            assertThat(labels.report().usage().inputTokens())
                    .isEqualTo(100 * provider.counts().requests());
        }
    }

    @Test
    void functionsBehindItGetRowsWithNames() {
        try (StubProvider provider = Tickets.provider()) {
            MapFunction<Row, String> first =
                    row -> row.<Row>getList(row.fieldIndex("labels")).get(0).<String>getAs("name");

            List<String> labels = TicketLabelsSpark.label(Tickets.some(4, 1))
                    .labeler(labeler(provider))
                    .rows()
                    .map(first, Encoders.STRING())
                    .collectAsList();

            assertThat(labels).containsExactly("Billing", "Bug", "Question", "Billing");
        }
    }

    @Test
    void eachRowSaysWhatItsTicketCost() {
        try (StubProvider provider = Tickets.provider().countingTokens()) {
            List<Object[]> tickets = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                tickets.add(new Object[] {"T" + i, Tickets.text(i % 39)}); // the last is a copy of the first
            }
            Dataset<Row> input = LocalSpark.rows(List.of("id", "text"), tickets, 1);
            TicketLabelsSpark labels = TicketLabelsSpark.label(input).labeler(labeler(provider));

            List<Row> rows = labels.rows().collectAsList();

            assertThat(rows.subList(0, 39)).allSatisfy(row -> {
                assertThat(row.<Long>getAs("input_tokens")).isPositive();
                assertThat(row.<Long>getAs("output_tokens")).isPositive();
            });
            assertThat(rows.get(39).<Long>getAs("input_tokens")).as("a copy").isZero();
            assertThat(rows.get(39).<Double>getAs("cost_usd")).as("a copy").isZero();
            assertThat(rows.stream()
                            .mapToLong(row -> row.<Long>getAs("input_tokens"))
                            .sum())
                    .as("shares are rounded down")
                    .isBetween(
                            labels.report().usage().inputTokens() - 39,
                            labels.report().usage().inputTokens());
        }
    }

    @Test
    void theReportOfAWrittenJobHasItsTimeAndItsCalls() {
        try (StubProvider provider = Tickets.provider()) {
            JobReport report = TicketLabelsSpark.label(Tickets.some(300, 3))
                    .labeler(labeler(provider))
                    .labelTo(out());

            assertThat(written().count()).isEqualTo(300);
            assertThat(report.tickets()).isEqualTo(300);
            assertThat(report.calls()).isEqualTo(provider.counts().requests());
            assertThat(report.finished().wall()).isPositive();
            assertThat(report).hasToString(report.finished().toString());
        }
    }

    @Test
    void ticketThatFailsIsARowAndNotATask() {
        try (StubProvider provider =
                StubProvider.answering(request -> request.body().contains("№ 7:")
                        ? Response.error(400, "invalid_request_error")
                        : Response.completion(request.labelled(Tickets::right)))) {
            JobReport report = TicketLabelsSpark.label(Tickets.some(60, 2))
                    .labeler(labeler(provider))
                    .labelTo(out());

            assertThat(report.finished().failed()).isEqualTo(1);
            assertThat(report.finished().labeled()).isEqualTo(59);
            List<Row> failed = written().where("outcome = 'failed'").collectAsList();
            assertThat(failed).extracting(row -> row.<String>getAs("id")).containsExactly("T7");
            assertThat(failed.get(0).<String>getAs("reason"))
                    .contains("ticket T7")
                    .doesNotContain("Rückruf");
        }
    }

    @Test
    void rowsWithoutIdOrTextAreLeftToPeopleWithTheirPlace() {
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {"T1", Tickets.text(1)});
        rows.add(new Object[] {null, Tickets.text(2)});
        rows.add(new Object[] {"T3", null});
        rows.add(new Object[] {" ", Tickets.text(4)});
        rows.add(new Object[] {"T5", " \n"});
        rows.add(new Object[] {"T6", Tickets.text(6)});
        try (StubProvider provider = Tickets.provider()) {
            List<Row> labeled = TicketLabelsSpark.label(LocalSpark.rows(List.of("id", "text"), rows, 1))
                    .labeler(labeler(provider))
                    .rows()
                    .collectAsList();

            assertThat(labeled)
                    .extracting(row -> row.getAs("id"), row -> row.getAs("outcome"), row -> row.getAs("source"))
                    .containsExactly(
                            tuple("T1", "labeled", "model"),
                            tuple(null, "abstained", "not-asked"),
                            tuple("T3", "abstained", "not-asked"),
                            tuple(" ", "abstained", "not-asked"),
                            tuple("T5", "abstained", "not-asked"),
                            tuple("T6", "labeled", "model"));
            assertThat(labeled.get(1).<String>getAs("reason")).contains("row 2 of partition 0 has no id");
            assertThat(labeled.get(3).<String>getAs("reason")).contains("row 4 of partition 0 has no id");
            assertThat(provider.asked()).hasSize(2);
        }
    }

    @Test
    void idsThatComeTwiceAreRefusedBeforeAnythingIsAsked() {
        Dataset<Row> twice = Tickets.some(10, 2).union(Tickets.some(1, 1));
        try (StubProvider provider = Tickets.provider()) {
            TicketLabelsSpark labels = TicketLabelsSpark.label(twice).labeler(labeler(provider));

            assertThatThrownBy(() -> labels.labelTo(out()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"T0\" (2 rows)");
            assertThat(provider.requests()).isEmpty();
            assertThat(labels.idsAreUnique().labelTo(out()).tickets()).isEqualTo(11);
        }
    }

    @Test
    void wrongKeyFailsTheJobAndSaysSo() {
        try (StubProvider provider = StubProvider.answering(
                request -> Response.error(401, "invalid_api_key", "Incorrect API key provided"))) {
            TicketLabelsSpark labels =
                    TicketLabelsSpark.label(Tickets.some(40, 1)).labeler(labeler(provider));

            assertThatThrownBy(() -> labels.labelTo(out()))
                    .rootCause()
                    .hasMessageContaining("401")
                    .message()
                    .doesNotContain("Rückruf");
            assertThat(labels.report().lost().failedCalls())
                    .isEqualTo(provider.counts().requests())
                    .isPositive();
            assertThat(labels.report().tickets()).isZero();
        }
    }

    @Test
    void missingColumnIsNamed() {
        TicketLabelsSpark labels = TicketLabelsSpark.label(Tickets.some(1, 1)).labeler(() -> {
            throw new IllegalStateException("not reached");
        });

        assertThatThrownBy(() -> labels.text("body").rows())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"body\"")
                .hasMessageContaining("[id, text]");
        assertThatThrownBy(() -> TicketLabelsSpark.label(Tickets.some(1, 1)).rows())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("labeler(...)");
    }

    @Test
    void labelerThatCannotBeMadeSaysWhy() {
        TicketLabelsSpark labels = TicketLabelsSpark.label(Tickets.some(1, 1)).labeler(() -> {
            throw new IllegalStateException("OPENAI_API_KEY is not set");
        });

        assertThatThrownBy(() -> labels.rows().collectAsList())
                .hasStackTraceContaining("the labeler cannot be made on this executor: OPENAI_API_KEY is not set");
    }

    @Test
    void columnsAreRenamedKeptAndShownToRules() throws Exception {
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {"1", Tickets.text(1), "phone", "high"});
        rows.add(new Object[] {"2", Tickets.text(2), null, null});
        Path rules = folder.resolve("rules.yaml");
        Files.writeString(
                rules,
                "rules:\n  - {name: phone, label: Billing, field: the.channel, equals: [phone]}\n",
                StandardCharsets.UTF_8);
        String ruleFile = rules.toString();
        try (StubProvider provider = Tickets.provider()) {
            String url = provider.baseUrl();
            List<Row> labeled = TicketLabelsSpark.label(
                            LocalSpark.rows(List.of("ticket id", "body", "the.channel", "priority"), rows, 1))
                    .id("ticket id")
                    .text("body")
                    .fields("the.channel")
                    .keep("priority", "body")
                    .labeler(() -> TicketLabeler.builder()
                            .labels(Tickets.LABELS)
                            .rules(RuleFile.read(Path.of(ruleFile), Tickets.LABELS))
                            .model(OpenAi.chat("gpt-4o-mini").baseUrl(url))
                            .build())
                    .rows()
                    .collectAsList();

            assertThat(labeled)
                    .extracting(row -> row.getAs("id"), row -> row.getAs("source"), row -> row.getAs("priority"))
                    .containsExactly(tuple("1", "rules", "high"), tuple("2", "model", null));
            assertThat(labeled.get(0).<String>getAs("body")).isEqualTo(Tickets.text(1));
        }
    }

    @Test
    void keptColumnsDoNotHideTheResult() {
        Dataset<Row> tickets = LocalSpark.rows(List.of("id", "text", "Outcome"), List.of(), 1);
        TicketLabelsSpark labels = TicketLabelsSpark.label(tickets)
                .keep("Outcome")
                .labeler(() -> {
                    throw new IllegalStateException("not reached");
                });

        assertThatThrownBy(labels::rows)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keep(\"Outcome\")");
    }

    private static final AtomicInteger MADE = new AtomicInteger();
    private static final Set<String> CLOSED = ConcurrentHashMap.newKeySet();

    @Test
    void tasksOfOneExecutorShareALabelerThatIsClosedWhenNobodyUsesIt() {
        MADE.set(0);
        CLOSED.clear();
        try (StubProvider provider = Tickets.provider()) {
            SerializableSupplier<TicketLabeler> supplier = labeler(provider);
            ExecutorLabeler shared = ExecutorLabeler.of(resources -> {
                        MADE.incrementAndGet();
                        resources.add(() -> CLOSED.add("cache"));
                        return supplier.get();
                    })
                    .closedAfter(Duration.ofMillis(500));

            TicketLabelsSpark.label(Tickets.some(200, 8)).labeler(shared).labelTo(out());

            assertThat(MADE).hasValue(1);
            Waiting.until(() -> CLOSED.contains("cache"));
        }
    }

    @Test
    void twoJobsShareALabelerIfTheyAreGivenOne() {
        MADE.set(0);
        try (StubProvider provider = Tickets.provider()) {
            SerializableSupplier<TicketLabeler> supplier = labeler(provider);
            ExecutorLabeler shared = ExecutorLabeler.of(() -> {
                MADE.incrementAndGet();
                return supplier.get();
            });

            for (int i = 0; i < 2; i++) {
                TicketLabelsSpark.label(Tickets.some(20, 2))
                        .labeler(shared)
                        .rows()
                        .collectAsList();
            }

            assertThat(MADE).hasValue(1);
            assertThat(provider.counts().tickets()).isEqualTo(20);
        }
    }

    @Test
    void nothingOfTheSupplierShowsInThePlan() {
        String secret = "sk-canary-in-a-closure";
        TicketLabelsSpark labels = TicketLabelsSpark.label(Tickets.some(1, 1)).labeler(() -> {
            throw new IllegalStateException(secret);
        });

        assertThat(labels.rows().queryExecution().toString())
                .contains("MapPartitions")
                .doesNotContain(secret);
    }
}
