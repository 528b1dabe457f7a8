package io.ticketlabeler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.contract.StubProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KiliCommandsTest {

    private final Console console = new Console();

    @TempDir
    private Path dir;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(dir.resolve("labels.json"), "[{\"name\":\"Bug\"},{\"name\":\"Billing\"}]");
        Files.writeString(dir.resolve("tickets.csv"), "id,text\na/1,It crashes\n2,Wrong invoice\n3,It hangs\n");
    }

    private String file(String name) {
        return dir.resolve(name).toString();
    }

    private int label(StubProvider provider, String... more) {
        String[] args = {
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
            provider.baseUrl()
        };
        return console.run(with(args, more));
    }

    private static String[] with(String[] args, String... more) {
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return all;
    }

    @Test
    void whatLabelWritesComesBackFromAnExport() throws IOException {
        try (StubProvider provider = StubProvider.labelling(text -> text.contains("invoice") ? "Billing" : "Bug")) {
            assertThat(label(provider, "--kili")).as(console.said()).isZero();
        }
        assertThat(dir.resolve("out/kili/predictions/a~2F1.json"))
                .hasContent("{\"CLASSIFICATION_JOB\":{\"categories\":[{\"name\":\"BUG\"}]}}\n");
        String asset =
                "{\"externalId\":\"%s\",\"latestLabels\":[{\"labelType\":\"DEFAULT\",\"author\":{\"email\":\"anna@example.com\"},"
                        + "\"jsonResponse\":{\"CLASSIFICATION_JOB\":{\"categories\":[{\"name\":\"%s\"}]}}}]}";
        Files.writeString(
                dir.resolve("data.json"),
                "[" + asset.formatted("a~2F1", "BUG") + "," + asset.formatted("2", "BUG") + "]");
        String[] pull = {
            "pull",
            "--tool",
            "kili",
            "--labels",
            file("labels.json"),
            "--out",
            file("out"),
            "--export",
            file("data.json")
        };

        assertThat(console.run(with(pull, "--run", file("out"))))
                .as(console.said())
                .isZero();

        assertThat(Files.readString(dir.resolve("out/reviews.csv")))
                .contains("a/1,anna@example.com,accepted,Bug,Bug,", "2,anna@example.com,corrected,Bug,Billing,")
                .contains("3,,not-reviewed,,Bug,");
        assertThat(console.run(
                        "evaluate", "--run", file("out"), "--reviews", file("out/reviews.csv"), "--out", file("out")))
                .as(console.said())
                .isZero();
        assertThat(console.run(pull))
                .as("without the run nothing is known of the third")
                .isZero();
        assertThat(console.said()).contains("2 chosen");
    }

    @Test
    void withoutAskingNothingIsWrittenForKili() {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
            assertThat(label(provider)).as(console.said()).isZero();
        }

        assertThat(dir.resolve("out/kili")).doesNotExist();
    }

    @Test
    void whatNeedsAServerSaysWhatToDoInstead() {
        String[] push = {"push", "--tool", "kili", "--url", "http://127.0.0.1:1", "--project", "P", "--out", file("out")
        };

        assertThat(console.run(push)).isEqualTo(2);
        assertThat(console.said()).contains("label --kili writes them");
        assertThat(console.run("serve", "--tool", "kili", "--labels", file("labels.json")))
                .isEqualTo(2);
        assertThat(console.said()).contains("label --kili writes them");
        String[] pull = {"pull", "--tool", "kili", "--labels", file("labels.json"), "--out", file("out")};
        assertThat(console.run(pull)).isEqualTo(2);
        assertThat(console.said()).contains("needs --export");
        assertThat(console.run(with(pull, "--export", file("x"), "--url", "http://127.0.0.1:1")))
                .isEqualTo(2);
        assertThat(console.said()).contains("--url means nothing to kili");
    }
}
