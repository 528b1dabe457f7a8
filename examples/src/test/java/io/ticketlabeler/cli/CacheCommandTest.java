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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CacheCommandTest {

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @TempDir
    private Path dir;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(dir.resolve("labels.json"), "[{\"name\":\"Bug\"},{\"name\":\"Billing\"}]");
        Files.writeString(dir.resolve("tickets.csv"), "id,text\n1,It crashes\n2,Wrong invoice\n3,It crashes\n");
    }

    private int run(String... args) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(args);
    }

    private int label(StubProvider provider) {
        return run(
                "label",
                "--tickets",
                dir.resolve("tickets.csv").toString(),
                "--labels",
                dir.resolve("labels.json").toString(),
                "--out",
                dir.resolve("out").toString(),
                "--provider",
                "openai",
                "--base-url",
                provider.baseUrl(),
                "--price",
                "1,2",
                "--cache",
                cache());
    }

    private String cache() {
        return dir.resolve("labels.db").toString();
    }

    private static String right(String text) {
        return text.contains("invoice") ? "Billing" : "Bug";
    }

    private void labelOnce() {
        try (StubProvider provider = StubProvider.labelling(CacheCommandTest::right)) {
            assertThat(label(provider)).isZero();
        }
    }

    @Test
    void aSecondRunIsAnsweredFromTheFile() {
        try (StubProvider provider = StubProvider.labelling(CacheCommandTest::right)) {
            assertThat(label(provider)).isZero();
            assertThat(label(provider)).isZero();

            assertThat(provider.requests()).hasSize(1);
        }
    }

    @Test
    void statsSayWhatIsThere() throws IOException {
        labelOnce();

        assertThat(run("cache", "stats", "--cache", cache())).isZero();
        assertThat(out.toString())
                .contains("labels.db: 2 answers, ")
                .contains("stub-model-2026")
                .contains("2 answers, 100 + 10 tokens, $0.0001")
                .contains("with the ticket's text: 0")
                .contains("being asked now: 0 tickets");

        assertThat(run("cache", "stats", "--json", "--cache", cache())).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("answers").asInt()).isEqualTo(2);
        assertThat(json.path("models").size()).isEqualTo(1);
    }

    @Test
    void verifyFindsDamage() throws Exception {
        labelOnce();
        assertThat(run("cache", "verify", "--cache", cache())).isZero();
        assertThat(out.toString()).contains("2 answers, 0 damaged");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cache());
                Statement statement = connection.createStatement()) {
            statement.execute("update ticketlabeler_answer set labels = replace(labels, 'Billing', 'Bug')");
        }

        assertThat(run("cache", "verify", "--cache", cache())).isEqualTo(1);
        assertThat(out.toString()).contains("2 answers, 1 damaged");
        assertThat(run("cache", "purge", "--damaged", "--cache", cache())).isZero();
        assertThat(out.toString()).contains("removed 1 answers");
        assertThat(run("cache", "verify", "--cache", cache())).isZero();
    }

    @Test
    void exportWritesLines() throws IOException {
        labelOnce();
        Path lines = dir.resolve("answers.jsonl");

        assertThat(run("cache", "export", "--cache", cache(), "--out", lines.toString()))
                .isZero();

        assertThat(Files.readAllLines(lines)).hasSize(2).allMatch(line -> line.startsWith("{\"key\":\""));
        assertThat(run("cache", "export", "--ledger", "--cache", cache(), "--out", lines.toString()))
                .isZero();
    }

    @Test
    void purgeNeedsToBeToldWhat() {
        labelOnce();

        assertThat(run("cache", "purge", "--cache", cache())).isEqualTo(2);
        assertThat(err.toString()).contains("say what");
        assertThat(run("cache", "purge", "--older-than", "P1M", "--cache", cache()))
                .isEqualTo(2);
        assertThat(run("cache", "purge", "--older-than", "1", "--cache", cache()))
                .isZero();
        assertThat(out.toString()).contains("removed 0 answers");
        assertThat(run("cache", "purge", "--older-than", "PT0S", "--compact", "--cache", cache()))
                .isZero();
        assertThat(out.toString()).contains("removed 2 answers");
    }

    @Test
    void aFileThatIsNotThereIsNotMade() {
        for (String command : new String[] {"stats", "verify", "export"}) {
            assertThat(run("cache", command, "--cache", cache())).isEqualTo(2);
            assertThat(err.toString()).contains("labels.db: there is no such file");
        }
        assertThat(dir.resolve("labels.db")).doesNotExist();
    }
}
