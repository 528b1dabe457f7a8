package io.ticketlabeler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.contract.StubProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From reviews to a model, to a cascade in front of a language model, to a comparison. */
class TrainAndCompareTest {

    private static final int TICKETS = 300;

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    @TempDir
    private Path dir;

    /** A third about invoices, a third about crashes, a third that nobody could tell: of these half are billing. */
    @BeforeEach
    void files() throws IOException {
        tickets(0);
        Files.writeString(dir.resolve("labels.json"), "[{\"name\":\"Bug\"},{\"name\":\"Billing\"}]");
        StringBuilder reviews = new StringBuilder("ticket_id,label\n");
        for (int i = 0; i < TICKETS; i++) {
            reviews.append("T" + i + "," + truth(i) + "\n");
        }
        Files.writeString(dir.resolve("reviews.csv"), reviews);
    }

    private void tickets(int from) throws IOException {
        StringBuilder tickets = new StringBuilder("id,text\n");
        for (int i = from; i < from + TICKETS; i++) {
            String topic = i % 3 == 0 ? "wrong invoice" : i % 3 == 1 ? "app crashes" : "hello there";
            tickets.append("T" + i + "," + topic + " number" + i + "\n");
        }
        Files.writeString(dir.resolve("tickets.csv"), tickets);
    }

    private static String truth(int i) {
        return i % 3 == 0 || (i % 3 == 2 && i % 2 == 0) ? "Billing" : "Bug";
    }

    private int run(String command, String... more) {
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(err));
        line.setOut(new PrintWriter(out));
        List<String> args =
                new ArrayList<>(List.of(command, "--tickets", file("tickets.csv"), "--labels", file("labels.json")));
        args.addAll(List.of(more));
        return line.execute(args.toArray(String[]::new));
    }

    private String file(String name) {
        return dir.resolve(name).toString();
    }

    private void train() {
        assertThat(run("train", "--reviews", file("reviews.csv"), "--out", file("model.json"), "--words-only"))
                .as(err.toString())
                .isZero();
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(dir.resolve("out/report.json").toFile());
    }

    @Test
    void whatWasLearntLabelsWithoutAnyCall() throws IOException {
        train();

        assertThat(run("label", "--out", file("out"), "--provider", "learned", "--model", file("model.json")))
                .as(err.toString())
                .isZero();

        assertThat(report().path("labeled").asInt()).isEqualTo(TICKETS);
        assertThat(report().path("model").asText()).startsWith("learned-words-cv0.8");
        assertThat(Files.readAllLines(dir.resolve("out/labels.csv")).get(1)).startsWith("T0,Billing,0.");
    }

    @Test
    void theLanguageModelOfACascadeGetsWhatTheLearnedOneIsNotSureOf() throws IOException {
        train();
        tickets(TICKETS); // new ones: of those that it was trained on it would be sure

        try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
            assertThat(run(
                            "label",
                            "--out",
                            file("out"),
                            "--provider",
                            "cascade",
                            "--learned",
                            file("model.json"),
                            "--base-url",
                            provider.baseUrl()))
                    .as(err.toString())
                    .isZero();

            assertThat(provider.asked().keySet()).isNotEmpty().allMatch(text -> text.contains("hello"));
            assertThat(provider.asked()).hasSize(TICKETS / 3);
            String learned = report().path("model").asText().split(",", -1)[0];
            assertThat(report().path("answered_by").path(learned).asInt()).isEqualTo(2 * TICKETS / 3);
            assertThat(report().path("answered_by")).hasSize(2);

            StringBuilder reviews = new StringBuilder("ticket_id,label\n");
            for (int i = TICKETS; i < 2 * TICKETS; i++) {
                reviews.append("T" + i + "," + truth(i) + "\n");
            }
            Files.writeString(dir.resolve("later.csv"), reviews);
            assertThat(Main.commandLine().execute("evaluate", "--run", file("out"), "--reviews", file("later.csv")))
                    .isZero();
            JsonNode sources = new ObjectMapper()
                    .readTree(dir.resolve("out/evaluation.json").toFile())
                    .path("sources");
            assertThat(sources).hasSize(2);
            assertThat(sources.get(0).path("name").asText()).isEqualTo(learned);
            assertThat(sources.get(0).path("reviewed").asInt()).isEqualTo(2 * TICKETS / 3);
            assertThat(dir.resolve("out/report.html")).content().contains("Who answered");
        }
    }

    @Test
    void contendersAreComparedOnTheSameTicketsWithinOneBudget() {
        try (StubProvider provider = StubProvider.labelling(text -> text.contains("invoice") ? "Billing" : "Bug")) {
            String good = "--provider openai --model good --price 1,2 --base-url " + provider.baseUrl();
            String twin = "--provider openai --model twin --price 1,2 --base-url " + provider.baseUrl();

            assertThat(run(
                            "compare",
                            "--reviews",
                            file("reviews.csv"),
                            "--contender",
                            good,
                            "--contender",
                            twin,
                            "--contender",
                            "--provider offline",
                            "--sample",
                            "60",
                            "--out",
                            file("compared")))
                    .as(err.toString())
                    .isZero();

            assertThat(provider.asked()).hasSize(60);
            assertThat(dir.resolve("compared/report.html"))
                    .content()
                    .contains("Comparison on 60 reviewed tickets", "--provider offline", "McNemar");
            assertThat(dir.resolve("compared/evaluation.json")).content().contains("--provider offline");
            assertThat(out.toString())
                    .contains("1. " + good, "2. " + twin, "3. --provider offline", "of 60 tickets")
                    .contains("cost of 1,000 tickets: 0.0060 USD; 3 calls") // 3 × (100 × 1 + 10 × 2) / 1e6 / 60 × 1000
                    .contains("1 against 2: only the first right 0, only the second 0, p = 1.00")
                    .contains("with 3 pairs, believe a difference when its p is below 0.0167");
        }
    }

    @Test
    void theBudgetIsForAllContendersTogether() {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
            String one = "--provider openai --price 1,2 --base-url " + provider.baseUrl() + " --model ";
            String[] args = {
                "--reviews",
                file("reviews.csv"),
                "--contender",
                one + "first",
                "--contender",
                one + "second",
                "--concurrency",
                "1",
                "--budget-tokens",
                "2600"
            };

            assertThat(run("compare", args)).isEqualTo(Main.STOPPED);

            assertThat(provider.requests().stream()
                            .map(request -> request.json().path("model").asText())
                            .distinct())
                    .containsExactly("first", "second");
            assertThat(provider.requests()).hasSizeBetween(16, 29); // each contender needs 15 calls
        }
    }

    @Test
    void mistakesAreToldBeforeAnythingIsPaid() throws IOException {
        assertThat(run("label", "--out", file("out"), "--provider", "cascade")).isEqualTo(Main.BAD_INPUT);
        assertThat(run("label", "--out", file("out"), "--provider", "learned", "--model", file("labels.json")))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(run("compare", "--reviews", file("reviews.csv"), "--contender", "--provider offline"))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(run(
                        "compare",
                        "--reviews",
                        file("reviews.csv"),
                        "--contender",
                        "--provider offline",
                        "--contender",
                        "--nonsense"))
                .isEqualTo(Main.BAD_INPUT);
        Files.writeString(dir.resolve("reviews.csv"), "ticket_id,label\nT0,Praise\nT1,Bug\n");
        assertThat(run("train", "--reviews", file("reviews.csv"), "--out", file("model.json")))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString())
                .contains("needs --learned FILE", "is no learned model", "nobody to be compared with", "--nonsense")
                .contains("the label \"Praise\" is none of the 2 labels");
    }
}
