package io.ticketlabeler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {

    private static final Path SAMPLE = Path.of("sample");

    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dir = Path.of("");

    private int run(String... args) {
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(err));
        return line.execute(args);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(dir.resolve(name), content).toString();
    }

    private JsonNode evaluation() throws IOException {
        return new ObjectMapper().readTree(dir.resolve("evaluation.json").toFile());
    }

    @Test
    void aRealRunIsEvaluatedFromItsFolder() throws IOException {
        String out = dir.resolve("run").toString();
        assertThat(run(
                        "label",
                        "--tickets",
                        SAMPLE.resolve("tickets.csv").toString(),
                        "--labels",
                        SAMPLE.resolve("labels.json").toString(),
                        "--examples",
                        SAMPLE.resolve("examples.csv").toString(),
                        "--out",
                        out))
                .as(err.toString())
                .isIn(0, 3);

        assertThat(run(
                        "evaluate",
                        "--run",
                        out,
                        "--reviews",
                        SAMPLE.resolve("tickets.csv").toString(),
                        "--out",
                        dir.toString(),
                        "--texts",
                        "--write-calibrator",
                        dir.resolve("calibrator.json").toString()))
                .as(err.toString())
                .isZero();

        JsonNode json = evaluation();
        assertThat(json.path("reviewed").asInt()).isBetween(300, 320);
        assertThat(json.path("accuracy").path("value").asDouble()).isBetween(0.5, 0.95);
        assertThat(json.path("confidence").path("ece").path("value").isNumber()).isTrue();
        assertThat(dir.resolve("calibrator.json")).content().contains("\"kind\":\"beta\"");
        String html = Files.readString(dir.resolve("report.html"));
        assertThat(html).contains("<div class=\"ticket\"", "Cost", "Evaluation of run");
    }

    @Test
    void figuresArePlainToCheckByHand() throws IOException {
        String run = file(
                "labels.csv",
                """
                id,label,confidence,source,reason
                A,Bug,0.9,model,
                B,Bug,0.8,model,
                C,Billing,0.7,model,
                D,,,not-asked,empty
                """);
        String reviews = file(
                "reviews.csv",
                "\uFEFF"
                        + """
                decision;label;ticket_id;reviewer
                accepted;Bug;A;anna
                corrected;Billing;B;anna
                accepted;Billing;C;anna
                corrected;Bug;D;anna
                skipped;Bug;E;anna
                accepted;Bug;A;björn
                accepted;Bug;B;björn
                """);

        assertThat(run("evaluate", "--run", run, "--reviews", reviews, "--out", dir.toString()))
                .as(err.toString())
                .isZero();

        JsonNode json = evaluation();
        assertThat(json.path("reviewed").asInt()).isEqualTo(3); // B has no majority, nobody answered E
        assertThat(json.path("accuracy").path("value").asDouble()).isEqualTo(1);
        assertThat(json.path("accuracy_of_all").path("value").asDouble()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(json.path("disputed").get(0).path("ticket_id").asText()).isEqualTo("B");
        assertThat(json.path("agreement").path("people").get(0).path("tickets").asInt())
                .isEqualTo(2);
        assertThat(Files.readString(dir.resolve("report.html"))).doesNotContain("<div class=\"ticket\"");
    }

    @Test
    void runsAreComparedWithTheirCostAndDriftIsShown() throws IOException {
        Path one = Files.createDirectories(dir.resolve("one"));
        Path other = Files.createDirectories(dir.resolve("other"));
        StringBuilder right = new StringBuilder("id,label,confidence\n");
        StringBuilder worse = new StringBuilder("id,label,confidence\n");
        for (int i = 0; i < 100; i++) {
            right.append(i).append(",Bug,0.9\n");
            worse.append(i).append(i < 80 ? ",Bug,0.9\n" : ",Billing,0.9\n");
        }
        Files.writeString(one.resolve("labels.csv"), right);
        Files.writeString(other.resolve("labels.csv"), worse);
        Files.writeString(
                one.resolve("report.json"),
                "{\"tickets\":100,\"cached\":50,\"cost_usd\":0.02,\"model\":\"m\",\"wall_s\":1.5}");

        assertThat(run(
                        "evaluate",
                        "--run",
                        one.toString(),
                        "--run",
                        other.toString(),
                        "--before",
                        other.toString(),
                        "--reviews",
                        one.resolve("labels.csv").toString(),
                        "--out",
                        dir.toString()))
                .as(err.toString())
                .isZero();

        JsonNode json = evaluation();
        assertThat(json.path("contenders").get(0).path("usd_per_1000").asDouble())
                .isCloseTo(0.4, within(1e-12));
        assertThat(json.path("contenders").get(1).path("usd_per_1000").isNull()).isTrue();
        assertThat(json.path("pairs").get(0).path("only_one_right").asInt()).isEqualTo(20);
        assertThat(json.path("pairs").get(0).path("p").asDouble()).isCloseTo(2 * Math.pow(0.5, 20), within(1e-15));
        assertThat(Files.readString(dir.resolve("report.html"))).contains("The mix of labels has changed</b>");
    }

    @Test
    void weightsLetASampleSpeakForTheWholeRun() throws IOException {
        String run = file("labels.csv", "id,label,confidence\nA,Bug,0.9\nB,Bug,0.2\n");
        String reviews = file("reviews.csv", "id,label\nA,Bug\nB,Billing\n");
        String weights = file("weights.csv", "id,weight\nA,9\nB,1\n");

        assertThat(run("evaluate", "--run", run, "--reviews", reviews, "--weights", weights))
                .as(err.toString())
                .isZero();

        assertThat(evaluation().path("accuracy").path("value").asDouble()).isCloseTo(0.9, within(1e-12));
    }

    @Test
    void aTicketWithoutWeightIsNamed() throws IOException {
        String run = file("labels.csv", "id,label,confidence\nA,Bug,0.9\nB,Bug,0.2\n");
        String reviews = file("reviews.csv", "id,label\nA,Bug\nB,Billing\n");
        String weights = file("weights.csv", "id,weight\nA,9\n");

        assertThat(run("evaluate", "--run", run, "--reviews", reviews, "--weights", weights))
                .isEqualTo(2);

        assertThat(err.toString()).contains("no weight above 0 for ticket B");
    }

    @Test
    void otherTicketsAreToldAndExitThree() throws IOException {
        String run = file("labels.csv", "id,label,confidence\nA,Bug,0.9\n");
        String reviews = file("reviews.csv", "id,label\nB,Bug\n");

        assertThat(run("evaluate", "--run", run, "--reviews", reviews)).isEqualTo(3);
        assertThat(run("evaluate", "--run", dir.resolve("gone").toString(), "--reviews", reviews))
                .isEqualTo(2);
        assertThat(run(
                        "evaluate",
                        "--run",
                        run,
                        "--reviews",
                        dir.resolve("gone.csv").toString()))
                .isEqualTo(2);
    }
}
