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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RulesCommandTest {

    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dir;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(dir.resolve("labels.json"), "[\"Bug\",\"Billing\"]");
        Files.writeString(
                dir.resolve("tickets.csv"),
                "id,text,channel\n1,It crashes,mail\n2,Wrong invoice,phone\n3,Please help,mail\n4,Please help,phone\n");
        Files.writeString(
                dir.resolve("rules.yaml"),
                """
                - {name: crash words, label: Bug, keywords: crash*}
                - {name: invoice, label: Billing, regex: '\\binvoice'}
                - {name: phone, label: Billing, field: channel, equals: phone}
                """);
        Files.writeString(dir.resolve("reviews.csv"), "ticket_id,label\n1,Bug\n4,Bug\n");
    }

    private int run(String... args) {
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(err));
        return line.execute(args);
    }

    private String file(String name) {
        return dir.resolve(name).toString();
    }

    private int label(String... more) {
        String[] args = {
            "label", "--tickets", file("tickets.csv"), "--labels", file("labels.json"), "--out", file("out")
        };
        return run(Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(dir.resolve("out/report.json").toFile());
    }

    @Test
    void aReportWithReviewsSaysHowOftenEachRuleIsRight() throws IOException {
        int exit = run(
                "rules",
                "report",
                "--rules",
                file("rules.yaml"),
                "--tickets",
                file("tickets.csv"),
                "--labels",
                file("labels.json"),
                "--reviews",
                file("reviews.csv"),
                "--out",
                file("rules.csv"));

        assertThat(exit).isZero();
        assertThat(Files.readAllLines(dir.resolve("rules.csv")))
                .containsExactly(
                        "rule,polarity,coverage,overlaps,conflicts,correct,incorrect,accuracy,votes,gave_up",
                        "crash words,Bug,0.25,0.0,0.0,1,0,1.0,1,0",
                        "invoice,Billing,0.25,0.25,0.0,0,0,,1,0",
                        "phone,Billing,0.5,0.25,0.0,0,1,0.0,2,0");
    }

    @Test
    void rulesAloneLeaveTheRestToPeople() throws IOException {
        assertThat(label("--provider", "rules", "--rules", file("rules.yaml"))).isEqualTo(Main.SOME_LEFT);

        assertThat(Files.readAllLines(dir.resolve("out/labels.csv")))
                .containsExactly(
                        "id,label,confidence,source,reason,model",
                        "1,Bug,1,rules,,rules",
                        "2,Billing,1,rules,,rules",
                        "3,,,rules,no rule fires,rules",
                        "4,Billing,1,rules,,rules");
        assertThat(report().path("by_rules").asInt()).isEqualTo(4);
        assertThat(report().path("model").asText()).isEqualTo("rules");
        assertThat(report().path("calls").asInt()).isZero();
    }

    @Test
    void inFrontOfAModelOnlyTheRestIsAsked() throws IOException {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
            assertThat(label("--rules", file("rules.yaml"), "--provider", "openai", "--base-url", provider.baseUrl()))
                    .isZero();

            assertThat(provider.requests()).hasSize(1);
            assertThat(provider.requests().get(0).body())
                    .contains("Please help")
                    .doesNotContain("invoice");
        }
        assertThat(report().path("by_rules").asInt()).isEqualTo(3);
        assertThat(report().path("model").asText()).isEqualTo("gpt-4o-mini");
    }

    @Test
    void mistakesAreBadInputAndSayWhere() throws IOException {
        assertThat(label("--provider", "rules")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("--provider rules needs --rules FILE");

        Files.writeString(dir.resolve("wrong.yaml"), "- {name: a, label: Refund, keywords: x}\n");
        assertThat(label("--provider", "rules", "--rules", file("wrong.yaml"))).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("wrong.yaml:1:20: \"Refund\" is none of the 2 labels");
    }

    @Test
    void theSampleRulesFitTheSampleLabels() {
        assertThat(run(
                        "rules",
                        "report",
                        "--rules",
                        "sample/rules.yaml",
                        "--tickets",
                        "sample/tickets.csv",
                        "--labels",
                        "sample/labels.json",
                        "--reviews",
                        "sample/tickets.csv"))
                .isZero();
    }
}
