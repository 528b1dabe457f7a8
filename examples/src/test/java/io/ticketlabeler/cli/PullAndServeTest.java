package io.ticketlabeler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PullAndServeTest {

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+");

    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dir = Path.of("");

    @BeforeEach
    void labels() throws IOException {
        Files.writeString(dir.resolve("labels.json"), "[{\"name\":\"Bug\"},{\"name\":\"Billing\"}]");
    }

    private int run(String... args) {
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(err));
        return line.execute(args);
    }

    private String file(String name) {
        return dir.resolve(name).toString();
    }

    private int pull(String... more) {
        String[] args = {"pull", "--tool", "label-studio", "--labels", file("labels.json"), "--out", file("out")};
        return run(with(args, more));
    }

    private static String task(String id, String chosen) {
        String result = "\"result\":[{\"from_name\":\"label\",\"value\":{\"choices\":[\"%s\"]}}]";
        return "{\"id\":1,\"data\":{\"ticket_id\":\"" + id
                + "\"},\"annotations\":[{\"completed_by\":3,\"lead_time\":2.5,"
                + result.formatted(chosen) + ",\"prediction\":{\"id\":1,\"score\":0.61," + result.formatted("Bug")
                + "}}]}";
    }

    @Test
    void pullWritesReviews() throws IOException {
        Files.writeString(dir.resolve("export.json"), "[" + task("ZD-1", "Bug") + "," + task("ZD-2", "Billing") + "]");

        assertThat(pull("--export", file("export.json"))).as(err.toString()).isZero();

        assertThat(Files.readAllLines(dir.resolve("out/reviews.csv")))
                .containsExactly(
                        "ticket_id,reviewer,decision,label,proposed,confidence,seconds,decided_at",
                        "ZD-1,3,accepted,Bug,Bug,0.61,2.5,",
                        "ZD-2,3,corrected,Billing,Bug,0.61,2.5,");
    }

    @Test
    void unknownLabelsAreExitThreeAndBadFilesTwo() throws IOException {
        Files.writeString(dir.resolve("export.json"), "[" + task("ZD-1", "Refunds") + "]");
        assertThat(pull("--export", file("export.json"))).isEqualTo(3);

        assertThat(pull("--export", file("missing.json"))).isEqualTo(1);
        assertThat(pull()).isEqualTo(2);
        assertThat(err.toString()).contains("--url and --project");
        assertThat(run("pull", "--tool", "crayons", "--labels", file("labels.json"), "--out", file("out")))
                .isEqualTo(2);
    }

    @Test
    void aBrokenExportLeavesTheOldFileAlone() throws IOException {
        Files.createDirectories(dir.resolve("out"));
        Files.writeString(dir.resolve("out/reviews.csv"), "old");
        Files.writeString(dir.resolve("export.json"), "[" + task("ZD-1", "Bug") + ",{\"id\":");

        assertThat(pull("--export", file("export.json"))).isEqualTo(1);

        assertThat(dir.resolve("out/reviews.csv")).hasContent("old");
        assertThat(err.toString()).contains("ends in the middle");
    }

    @Test
    void pullReadsTheExportsOfDoccanoIntoTheSameFile() throws IOException {
        String bug =
                "{\"id\":\"ZD-1\",\"text\":\"a\",\"proposed_label\":\"Bug\",\"confidence\":\"0.61\",\"label\":[\"Bug\"]}\n";
        Files.writeString(dir.resolve("approved.jsonl"), bug);
        Files.writeString(dir.resolve("all.jsonl"), bug + bug.replace("ZD-1", "ZD-2"));
        String[] args = {"pull", "--tool", "doccano", "--labels", file("labels.json"), "--out", file("out")};

        assertThat(run(with(args, "--export", file("all.jsonl"), "--export-approved", file("approved.jsonl"))))
                .as(err.toString())
                .isZero();

        assertThat(Files.readAllLines(dir.resolve("out/reviews.csv")))
                .containsExactly(
                        "ticket_id,reviewer,decision,label,proposed,confidence,seconds,decided_at",
                        "ZD-1,,accepted,Bug,Bug,0.61,,",
                        "ZD-2,,not-reviewed,,Bug,0.61,,");
        assertThat(run(with(args, "--export", file("all.jsonl"))))
                .as("not known what is confirmed")
                .isEqualTo(3);
    }

    @Test
    void optionsOfTheOtherToolAreRefused() {
        String[] push = {"push", "--url", "http://127.0.0.1:1", "--project", "Tickets", "--out", file("out")};
        assertThat(run(with(push, "--tool", "doccano", "--sampling", "uniform")))
                .isEqualTo(2);
        assertThat(run(with(push, "--tool", "label-studio", "--bot", "robot"))).isEqualTo(2);
        assertThat(pull("--export-approved", file("x.zip"))).isEqualTo(2);
        assertThat(run("serve", "--tool", "doccano", "--labels", file("labels.json"), "--user", "x"))
                .isEqualTo(2);
        assertThat(run("serve", "--tool", "doccano", "--labels", file("labels.json"), "--url", "http://127.0.0.1:1"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--sampling means nothing to doccano", "--bot means nothing to label-studio")
                .contains("--user means nothing to doccano", "--url and --project belong together");
    }

    @Test
    void serveAnswersDoccano() throws Exception {
        URI[] at = new URI[1];
        int exit = serving("doccano", address -> {
            at[0] = address;
            String answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(address.resolve("/"))
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"\"}"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            assertThat(answer).isEqualTo("{\"labels\":[]}");
        });

        assertThat(at[0]).isNotNull();
        assertThat(exit).isZero();
    }

    @Test
    void serveAnswersUntilItIsEnded() throws Exception {
        int exit = serving("label-studio", address -> {
            String health = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address.resolve("/health")).build(), BodyHandlers.ofString())
                    .body();
            String versions = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address.resolve("/versions")).build(), BodyHandlers.ofString())
                    .body();

            assertThat(health).contains("UP");
            assertThat(versions).isEqualTo("{\"versions\":[\"all-minilm-l6-v2-q\"]}");
        });

        assertThat(exit).isZero();
    }

    private interface Visit {
        void at(URI address) throws Exception;
    }

    /** The exit code of a service that is ended after a visit. */
    private int serving(String tool, Visit visit) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        AtomicInteger exit = new AtomicInteger(-1);
        Thread serve = new Thread(
                () -> exit.set(run("serve", "--tool", tool, "--port", "0", "--labels", file("labels.json"))));
        try {
            serve.start();
            visit.at(address(said));
        } finally {
            serve.interrupt();
            serve.join(TimeUnit.SECONDS.toMillis(30));
            System.setOut(before);
        }
        return exit.get();
    }

    private static String[] with(String[] args, String... more) {
        return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
    }

    private URI address(ByteArrayOutputStream said) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < deadline) {
            Matcher address = ADDRESS.matcher(said.toString(StandardCharsets.UTF_8));
            if (address.find()) {
                return URI.create(address.group());
            }
            Thread.sleep(20);
        }
        throw new AssertionError("serve did not come up: " + err);
    }
}
