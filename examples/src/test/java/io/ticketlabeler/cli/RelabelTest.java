package io.ticketlabeler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.contract.StubProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** label, reviews, teach, and label again. */
class RelabelTest {

    @TempDir
    private Path dir;

    private final Console console = new Console();

    @BeforeEach
    void files() throws IOException {
        Files.writeString(dir.resolve("labels.json"), "[{\"name\":\"Bug\"},{\"name\":\"Billing\"}]");
        StringBuilder tickets = new StringBuilder("id,text\n");
        StringBuilder reviews = new StringBuilder("ticket_id,reviewer,label,decided_at\n");
        for (int i = 0; i < 40; i++) {
            tickets.append(i)
                    .append(i % 2 == 0 ? ",Wrong invoice number " : ",It crashes at step ")
                    .append(i)
                    .append('\n');
            if (i < 10) {
                reviews.append(i)
                        .append(",anna,")
                        .append(i % 2 == 0 ? "Billing" : "Bug")
                        .append(",2026-11-24T12:00:00Z\n");
            }
        }
        Files.writeString(dir.resolve("tickets.csv"), tickets);
        Files.writeString(dir.resolve("reviews.csv"), reviews);
        Files.writeString(
                dir.resolve("accepted.csv"), "id,label,confidence,source\n11,Bug,,proposal\n0,Billing,,person\n");
    }

    private String file(String name) {
        return dir.resolve(name).toString();
    }

    private int label(StubProvider provider, String out, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "label",
                "--tickets",
                file("tickets.csv"),
                "--labels",
                file("labels.json"),
                "--out",
                file(out),
                "--provider",
                "openai",
                "--base-url",
                provider.baseUrl(),
                "--batch",
                "1",
                "--cache",
                file("labels.db")));
        args.addAll(List.of(more));
        return console.run(args.toArray(String[]::new));
    }

    private JsonNode report(String out) throws IOException {
        return new ObjectMapper()
                .readTree(dir.resolve(out).resolve("report.json").toFile());
    }

    @Test
    void labellingAgainShowsTheExamplesAndPaysForTheRestOnly() throws IOException {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
            assertThat(label(provider, "first")).isZero();
            assertThat(console.run(
                            "teach",
                            "--tickets",
                            file("tickets.csv"),
                            "--reviews",
                            file("reviews.csv"),
                            "--examples",
                            file("examples.jsonl"),
                            "--tool",
                            "label-studio"))
                    .isZero();
            assertThat(console.said()).contains("10 reviewed examples, version ", "(0 before; 10 tickets are settled");
            assertThat(Files.readAllLines(dir.resolve("examples.jsonl")).get(1))
                    .contains(
                            "\"reviewers\":[\"anna\"],\"decided_at\":\"2026-11-24T12:00:00Z\",\"tool\":\"label-studio\"");
        }
        try (StubProvider provider = StubProvider.labelling(text -> text.contains("invoice") ? "Billing" : "Bug")) {
            String[] again = {
                "--prompt",
                "few-shot",
                "--examples",
                file("examples.jsonl"),
                "--relabel",
                file("first"),
                "--reviews",
                file("reviews.csv"),
                "--accepted",
                file("accepted.csv")
            };
            assertThat(label(provider, "second", again)).isZero();

            assertThat(provider.requests()).hasSize(40 - 10 - 1).allSatisfy(request -> assertThat(request.body())
                    .contains("Labelled examples", "Wrong invoice number "));
            assertThat(report("second").path("settled").asInt()).isEqualTo(11);
            assertThat(Files.readAllLines(dir.resolve("second/labels.csv")))
                    .hasSize(41)
                    .contains(
                            "0,Billing,,person,,",
                            "11,Bug,,accepted,,stub-model-2026",
                            "12,Billing,,model,,stub-model-2026");

            assertThat(label(provider, "third", again)).isZero();

            assertThat(provider.requests()).as("nothing is paid twice").hasSize(29);
            assertThat(report("third").path("calls").asInt()).isZero();
            assertThat(dir.resolve("third/labels.csv").toFile()).isFile();

            Files.writeString(dir.resolve("more.csv"), "id,label\n20,Billing\n");
            assertThat(console.run(
                            "teach",
                            "--tickets",
                            file("tickets.csv"),
                            "--reviews",
                            file("more.csv"),
                            "--examples",
                            file("examples.jsonl")))
                    .isZero();
            assertThat(console.said()).contains("11 reviewed examples", "(10 before;");
        }
    }

    @Test
    void nearestShowsReviewedExamplesAndAnotherReviewAsksAgain() throws IOException {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
            String[] nearest = {"--prompt", "nearest", "--examples", file("examples.jsonl")};
            String[] teach = {
                "teach",
                "--tickets",
                file("tickets.csv"),
                "--reviews",
                file("reviews.csv"),
                "--examples",
                file("examples.jsonl")
            };
            console.run(teach);
            assertThat(label(provider, "first", nearest)).isZero();
            assertThat(label(provider, "second", nearest)).isZero();
            assertThat(provider.requests()).hasSize(40);

            Files.writeString(dir.resolve("reviews.csv"), "id,label\n20,Billing\n");
            console.run(teach);
            assertThat(label(provider, "third", nearest)).isZero();

            assertThat(provider.requests()).hasSize(80);
        }
    }

    @Test
    void whatDoesNotFitIsExitTwoBeforeAnythingIsPaid() throws IOException {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
            assertThat(label(provider, "x", "--reviews", file("reviews.csv"))).isEqualTo(2);
            assertThat(console.said()).contains("go with --relabel DIR");
            assertThat(label(provider, "x", "--relabel", file("nothing"))).isEqualTo(2);
            Files.writeString(dir.resolve("first.csv"), "id,label\n1,Bug\n");
            Files.writeString(dir.resolve("reviews.csv"), "id,label\n1,Refund\n");
            assertThat(label(provider, "x", "--relabel", file("first.csv"), "--reviews", file("reviews.csv")))
                    .isEqualTo(2);
            assertThat(console.said()).contains("ticket 1: people chose Refund");
            assertThat(provider.requests()).isEmpty();
            Files.writeString(dir.resolve("reviews.csv"), "id,label\nZ,Bug\n");
            assertThat(console.run(
                            "teach",
                            "--tickets",
                            file("tickets.csv"),
                            "--reviews",
                            file("reviews.csv"),
                            "--examples",
                            file("examples.jsonl")))
                    .isEqualTo(3);
        }
    }
}
