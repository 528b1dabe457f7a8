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
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return run(all);
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
                        "ticket_id,reviewer,decision,label,proposed,confidence,seconds",
                        "ZD-1,3,accepted,Bug,Bug,0.61,2.5",
                        "ZD-2,3,corrected,Billing,Bug,0.61,2.5");
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
    void serveAnswersUntilItIsEnded() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        AtomicInteger exit = new AtomicInteger(-1);
        Thread serve = new Thread(
                () -> exit.set(run("serve", "--tool", "label-studio", "--port", "0", "--labels", file("labels.json"))));
        try {
            serve.start();
            URI address = address(said);

            String health = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address.resolve("/health")).build(), BodyHandlers.ofString())
                    .body();
            String versions = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address.resolve("/versions")).build(), BodyHandlers.ofString())
                    .body();

            assertThat(health).contains("UP");
            assertThat(versions).isEqualTo("{\"versions\":[\"all-minilm-l6-v2-q\"]}");
        } finally {
            serve.interrupt();
            serve.join(TimeUnit.SECONDS.toMillis(30));
            System.setOut(before);
        }
        assertThat(exit).hasValue(0);
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
