package io.ticketlabeler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.contract.Request;
import io.ticketlabeler.contract.StubProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code --shortlist}: the language model is asked among few labels, then among all where none of the few fits. */
class ShortlistOptionTest {

    private static final List<String> TOPICS =
            List.of("printer jams", "invoice wrong", "password reset", "parcel lost", "screen broken", "battery empty");

    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dir;

    @BeforeEach
    void files() throws IOException {
        StringBuilder labels = new StringBuilder("[");
        StringBuilder tickets = new StringBuilder("id,text\n");
        for (int i = 0; i < TOPICS.size(); i++) {
            labels.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"L" + i + "\",\"description\":\"mark" + i + " " + TOPICS.get(i) + "\"}");
            for (int k = 0; k < 10; k++) {
                tickets.append("T" + i + k + ",our " + TOPICS.get(i) + " again number" + k + "\n");
            }
        }
        tickets.append("X,our printer jams unexpectedly\n"); // the provider takes it for L5, which is not on its list
        Files.writeString(dir.resolve("labels.json"), labels.append("]"));
        Files.writeString(dir.resolve("tickets.csv"), tickets);
    }

    private int label(String... more) {
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(err));
        String[] common = {
            "label", "--tickets", file("tickets.csv"), "--labels", file("labels.json"), "--out", file("out")
        };
        return line.execute(
                Stream.concat(Arrays.stream(common), Arrays.stream(more)).toArray(String[]::new));
    }

    private String file(String name) {
        return dir.resolve(name).toString();
    }

    private static String right(String text) {
        for (int i = 0; i < TOPICS.size(); i++) {
            if (text.contains(TOPICS.get(i))) {
                return text.contains("unexpectedly") ? "L5" : "L" + i;
            }
        }
        return "none of these";
    }

    private static long labelsIn(Request request) {
        String body = request.json().toString();
        return IntStream.range(0, TOPICS.size())
                .filter(i -> body.contains("mark" + i))
                .count();
    }

    @Test
    void asksAmongFewAndThenAmongAll() throws IOException {
        try (StubProvider provider = StubProvider.labelling(ShortlistOptionTest::right)) {
            assertThat(label("--provider", "openai", "--base-url", provider.baseUrl(), "--shortlist", "2"))
                    .as(err.toString())
                    .isZero();

            List<Long> offered = provider.requests().stream()
                    .map(ShortlistOptionTest::labelsIn)
                    .toList();
            assertThat(offered).contains(2L, 6L).containsOnly(2L, 6L);
            assertThat(provider.requests().stream()
                            .filter(request -> labelsIn(request) == 6)
                            .map(request -> request.json().toString())
                            .filter(body -> body.contains("unexpectedly")))
                    .hasSize(1);
            List<String> rows = Files.readAllLines(dir.resolve("out/labels.csv"));
            assertThat(rows).hasSize(1 + 10 * TOPICS.size() + 1);
            assertThat(rows).anyMatch(row -> row.startsWith("X,L5"));
            assertThat(rows).anyMatch(row -> row.startsWith("T31,L3"));
        }
    }

    @Test
    void whoeverAnswersWithoutALanguageModelNeedsNone() {
        assertThat(label("--provider", "learned", "--model", file("m.json"), "--shortlist", "2"))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(label("--provider", "openai", "--shortlist", "6")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("--shortlist is for language models", "shortlists of 6 out of 6 labels");
    }
}
