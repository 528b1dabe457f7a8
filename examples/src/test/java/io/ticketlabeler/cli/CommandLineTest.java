package io.ticketlabeler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {

    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dir;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(
                dir.resolve("labels.json"),
                "[{\"name\":\"Bug\",\"description\":\"It breaks\"},{\"name\":\"Billing\"}]");
        Files.writeString(dir.resolve("tickets.csv"), "id,text\n1,It crashes\n2,Wrong invoice\n3,It crashes\n");
        Files.writeString(dir.resolve("examples.csv"), "text,label\nThe total is wrong,Billing\nIt hangs,Bug\n");
    }

    private int run(String... args) {
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(err));
        return line.execute(args);
    }

    private int label(StubProvider provider, String... more) {
        List<String> args = new java.util.ArrayList<>(List.of(
                "label",
                "--tickets",
                file("tickets.csv"),
                "--labels",
                file("labels.json"),
                "--out",
                file("out"),
                "--provider",
                "openai",
                "--base-url",
                provider.baseUrl()));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    private String file(String name) {
        return dir.resolve(name).toString();
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(dir.resolve("out/report.json").toFile());
    }

    private static String right(String text) {
        return text.contains("invoice") ? "Billing" : "Bug";
    }

    @Test
    void labelWritesAllFilesAndEndsWithZero() throws IOException {
        try (StubProvider provider = StubProvider.labelling(CommandLineTest::right)) {
            assertThat(label(provider)).isZero();

            assertThat(dir.resolve("out/label-studio/config.xml")).exists();
            assertThat(dir.resolve("out/label-studio/tasks.json")).exists();
            assertThat(dir.resolve("out/doccano/tickets.jsonl")).exists();
            assertThat(dir.resolve("out/doccano/labels.json")).exists();
            assertThat(Files.readAllLines(dir.resolve("out/labels.csv")))
                    .containsExactly(
                            "id,label,confidence,source,reason,model",
                            "1,Bug,,model,,stub-model-2026",
                            "2,Billing,,model,,stub-model-2026",
                            "3,Bug,,duplicate,,stub-model-2026");
            JsonNode report = report();
            assertThat(report.path("tickets").asInt()).isEqualTo(3);
            assertThat(report.path("labeled").asInt()).isEqualTo(3);
            assertThat(report.path("calls").asInt()).isEqualTo(1);
            assertThat(report.path("prompt_tokens").asInt()).isEqualTo(100);
            assertThat(report.path("completion_tokens").asInt()).isEqualTo(10);
            assertThat(report.path("cost_usd").isNull()).isTrue();
            assertThat(report.path("model").asText()).isEqualTo("gpt-4o-mini");
        }
    }

    @Test
    void theReportIsLaidOutAsBefore() throws IOException {
        try (StubProvider provider = StubProvider.labelling(CommandLineTest::right)) {
            label(provider, "--price", "1,2");

            assertThat(dir.resolve("out/report.json")).hasContent(report().toPrettyString() + "\n");
        }
    }

    @Test
    void aCommandAloneIsWhatItIsAmongAll() {
        CommandLine all = Main.commandLine();

        assertThat(all.getSubcommands()).hasSize(15);
        all.getSubcommands().forEach((name, command) -> {
            CommandLine alone = Main.commandLine(name, "--help");
            assertThat(alone.getSubcommands()).containsOnlyKeys(name);
            assertThat(alone.getSubcommands().get(name).getUsageMessage()).isEqualTo(command.getUsageMessage());
        });
    }

    @Test
    void whatIsNoCommandIsAnsweredWithAllOfThem() {
        assertThat(Main.commandLine("lable").getSubcommands()).hasSize(15);
        assertThat(Main.commandLine("--help").getSubcommands()).hasSize(15);
    }

    @Test
    void aPriceGivesACost() throws IOException {
        try (StubProvider provider = StubProvider.labelling(CommandLineTest::right)) {
            assertThat(label(provider, "--price", "1,2")).isZero();

            assertThat(report().path("cost_usd").asDouble()).isEqualTo((100 * 1 + 10 * 2) / 1e6);
        }
    }

    @Test
    void aSecondRunWithTheSameCachePaysNothing() throws IOException {
        try (StubProvider provider = StubProvider.labelling(CommandLineTest::right)) {
            assertThat(label(provider, "--cache", file("labels.db"))).isZero();
            assertThat(label(provider, "--cache", file("labels.db"))).isZero();

            assertThat(provider.requests()).hasSize(1);
            assertThat(report().path("cached").asInt()).isEqualTo(3);
            assertThat(report().path("labeled").asInt()).isEqualTo(3);
        }
    }

    @Test
    void fewShotAndNearestShowExamples() {
        for (String prompt : List.of("few-shot", "nearest")) {
            try (StubProvider provider = StubProvider.labelling(CommandLineTest::right)) {
                assertThat(label(provider, "--prompt", prompt, "--examples", file("examples.csv"), "--batch", "1"))
                        .isZero();

                assertThat(provider.requests()).hasSize(2).allSatisfy(request -> assertThat(request.body())
                        .contains("The total is wrong"));
            }
        }
    }

    @Test
    void openRouterGetsTheModelsThatTakeOver() {
        try (StubProvider provider = StubProvider.labelling(CommandLineTest::right)) {
            int exit = run(
                    "label",
                    "--tickets",
                    file("tickets.csv"),
                    "--labels",
                    file("labels.json"),
                    "--out",
                    file("out"),
                    "--provider",
                    "openrouter",
                    "--base-url",
                    provider.baseUrl(),
                    "--model",
                    "a/b,c/d");

            assertThat(exit).isZero();
            assertThat(provider.requests().get(0).json().path("models").toString())
                    .isEqualTo("[\"a/b\",\"c/d\"]");
        }
    }

    @Test
    void ticketsThatAreLeftOverAreExitThree() throws IOException {
        try (StubProvider provider = StubProvider.labelling(text -> text.contains("invoice") ? "Refund" : "Bug")) {
            assertThat(label(provider)).isEqualTo(3);

            assertThat(report().path("failed").asInt()).isEqualTo(1);
            assertThat(Files.readString(dir.resolve("out/labels.csv")))
                    .contains("2,,,model,")
                    .contains("none of the 2 labels");
        }
    }

    @Test
    void aWrongKeyIsExitFourAndLeavesAReportButNoLabels() throws IOException {
        try (StubProvider provider = StubProvider.answering(request -> Response.error(401, "invalid_api_key"))) {
            assertThat(label(provider)).isEqualTo(4);

            assertThat(err.toString()).contains("OPENAI_API_KEY");
            assertThat(dir.resolve("out/labels.csv")).doesNotExist();
            assertThat(report().path("tickets").asInt()).isZero();
        }
    }

    @Test
    void badInputIsExitTwoAndSaysWhere() throws IOException {
        Files.writeString(dir.resolve("tickets.csv"), "id,text\n1,\"never closed\n2,x\n");
        try (StubProvider provider = StubProvider.labelling(CommandLineTest::right)) {
            assertThat(label(provider)).isEqualTo(2);
            assertThat(err.toString()).contains("tickets.csv:2");

            assertThat(label(provider, "--prompt", "few-shot")).isEqualTo(2);
            assertThat(label(provider, "--prompt", "guess")).isEqualTo(2);
            assertThat(run("label", "--tickets", file("nothing.csv"))).isEqualTo(2);
            assertThat(provider.requests()).isEmpty();
        }
    }

    @Test
    void offlineNeedsNoKey() throws IOException {
        assertThat(run(
                        "label",
                        "--tickets",
                        file("tickets.csv"),
                        "--labels",
                        file("labels.json"),
                        "--out",
                        file("out")))
                .isZero();

        assertThat(Files.readAllLines(dir.resolve("out/labels.csv")).get(2)).startsWith("2,Billing,0.");
    }
}
