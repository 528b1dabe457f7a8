package io.ticketlabeler.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.contract.testbed.Needed;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs as the README starts them: {@code spark-submit} with the jar of this module, on the cluster of {@code testbed/spark}. */
class SubmittedJobsIT {

    private static final int TICKETS = 200;

    private static EmbeddedPostgres server;
    private static String database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startDatabase() throws IOException {
        database = System.getenv("TICKETLABELER_PG_URL");
        if (database == null || database.isBlank()) {
            server = EmbeddedPostgres.builder().start();
            database = server.getJdbcUrl("postgres", "postgres");
        }
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    /** Not known to a cache of an earlier run. */
    private final String run = Long.toString(System.nanoTime(), 36);

    private String text(int number) {
        return "№ " + number + ": \"charged twice\",\nrun " + run;
    }

    private static StubProvider provider() {
        return StubProvider.labelling(text -> text.contains("№ 7:") ? "Bug" : "Billing");
    }

    @Test
    void aTableBecomesFilesForLabelStudioAndTheSecondJobPaysNothing() throws Exception {
        Path tickets = folder.resolve("tickets.csv");
        Files.writeString(
                tickets,
                IntStream.range(0, TICKETS)
                        .mapToObj(i -> "T" + i + ",\"" + text(i).replace("\"", "\"\"") + "\"\n")
                        .collect(Collectors.joining("", "id,text\n", "")));
        try (StubProvider provider = provider()) {
            String first = submit(LabelTickets.class, provider, "--tickets", tickets.toString(), "--out", out("first"));
            long paid = provider.counts().requests();
            String second =
                    submit(LabelTickets.class, provider, "--tickets", tickets.toString(), "--out", out("second"));

            assertThat(first).contains(TICKETS + " tickets: " + TICKETS + " labeled (0 from the cache");
            assertThat(second).contains(TICKETS + " tickets: " + TICKETS + " labeled (" + TICKETS + " from the cache");
            assertThat(paid).isPositive();
            assertThat(provider.counts().requests()).isEqualTo(paid);
            String tasks = Files.readString(folder.resolve("first/label-studio/tasks.json"));
            assertThat(tasks.lines().filter(line -> line.contains("\"choices\":[\"Billing\"]")))
                    .hasSize(TICKETS - 1);
            assertThat(tasks.lines().filter(line -> line.contains("\"choices\":[\"Bug\"]")))
                    .singleElement()
                    .asString()
                    .contains("\"ticket_id\":\"T7\"")
                    .contains("\\\"charged twice\\\",\\n");
        }
    }

    @Test
    void newTicketsAreLabelledOnceAndTheSameCheckpointAsksNothingAgain() throws Exception {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        for (int file = 0; file < 3; file++) {
            int from = file * 20;
            Files.write(
                    inbox.resolve(file + ".json"),
                    IntStream.range(from, from + 20)
                            .mapToObj(i -> "{\"id\":\"T" + i + "\",\"text\":\"№ " + i + ": new, run " + run + "\"}")
                            .toList());
        }
        String[] arguments = {"--tickets", inbox.toString(), "--out", out("labels"), "--checkpoint", out("checkpoint")};
        try (StubProvider provider = provider()) {
            String first = submit(LabelNewTickets.class, provider, arguments);
            long paid = provider.counts().requests();
            String second = submit(LabelNewTickets.class, provider, arguments);

            assertThat(first).contains("batch 0: 20 tickets: 20 labeled").contains("batch 2: 20 tickets: 20 labeled");
            assertThat(provider.counts().tickets()).isEqualTo(60);
            assertThat(second).doesNotContain("batch 3");
            assertThat(provider.counts().requests()).isEqualTo(paid);
            try (var batches = Files.list(folder.resolve("labels"))) {
                assertThat(batches.map(batch -> batch.getFileName().toString()))
                        .containsExactlyInAnyOrder("batch=0", "batch=1", "batch=2");
            }
        }
    }

    private String out(String name) {
        return folder.resolve(name).toString();
    }

    /** What the driver says on standard output. */
    private String submit(Class<?> job, StubProvider provider, String... arguments) throws Exception {
        Path jar = Needed.path(Path.of("target", "ticketlabeler-spark-job.jar"), "run mvn package");
        Path labels = folder.resolve("labels.json");
        Files.writeString(labels, "[\"Billing\", \"Bug\"]");
        List<String> command = new ArrayList<>(List.of(
                Needed.variable("TICKETLABELER_SPARK_HOME") + "/bin/spark-submit",
                "--master",
                Needed.variable("TICKETLABELER_SPARK_MASTER"),
                "--executor-memory",
                "600m",
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.driver.bindAddress=127.0.0.1",
                "--conf",
                "spark.ui.enabled=false",
                "--class",
                job.getName(),
                jar.toAbsolutePath().toString(),
                "--labels",
                labels.toString(),
                "--database",
                database,
                "--base-url",
                provider.baseUrl(),
                "--key-variable",
                "TICKETLABELER_SPARK_KEY"));
        command.addAll(List.of(arguments));
        Path log = folder.resolve("submit.log");
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(() -> said + read(log)).isZero();
        return said;
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
