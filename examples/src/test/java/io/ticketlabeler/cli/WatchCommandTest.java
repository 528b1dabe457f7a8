package io.ticketlabeler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From a plan that may be looked at any time to a certificate, and on to the tickets that come later. */
class WatchCommandTest {

    private static final int TICKETS = 2_000;

    @TempDir
    Path folder;

    private String said = "";

    @BeforeEach
    void certificate() throws IOException {
        write("run.csv", TICKETS, i -> "T-" + i + "," + label(i) + ",0.9", "id,label,confidence");
        run(
                "plan-review",
                "--proposals",
                file("run.csv"),
                "--promise",
                "accepted",
                "--any-time",
                "--sample",
                "600",
                "--pool",
                "1",
                "--out",
                file("plan.json"));
        List<String> sample = Files.readAllLines(folder.resolve("sample.csv"));
        // id,label,proposed,confidence: all right; the other half is not read yet
        write("reviews.csv", 300, i -> sample.get(i + 1).replaceAll("^([^,]*),,([^,]*),.*", "$1,$2"), "id,label");
        run("certify", "--plan", file("plan.json"), "--reviews", file("reviews.csv"));
    }

    @Test
    void halfOfASampleMayBeEnoughAndNothingIsLost() throws IOException {
        assertThat(said).startsWith("Certified: of 1,700 tickets accepted unseen");
        assertThat(Files.readAllLines(folder.resolve("accepted.csv"))).hasSize(TICKETS + 1);
        assertThat(Files.readAllLines(folder.resolve("to-review.csv"))).hasSize(1);
    }

    @Test
    void onlyPlansOfThePromiseAcceptedMayBeLookedAtAnyTime() {
        assertThat(run("plan-review", "--proposals", file("run.csv"), "--any-time", "--out", file("other.json")))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(said).contains("--any-time is for --promise accepted");
    }

    @Test
    void laterTicketsAreDrawnAndTheirReviewsKeepOrRevokeTheCertificate() throws IOException {
        write("later.csv", 3_000, i -> "L-" + i + "," + label(i), "id,label");

        assertThat(watch()).isZero();
        List<String> drawn = said.lines().toList();
        assertThat(drawn).hasSizeBetween(200, 400);

        write("read.csv", drawn.size(), i -> drawn.get(i) + "," + label(number(drawn.get(i))), "id,label");
        assertThat(watch("--reviews", file("read.csv"), "--before", file("run.csv")))
                .isZero();
        assertThat(said).startsWith("VALID: 0 of " + drawn.size());

        write("read.csv", drawn.size(), i -> drawn.get(i) + ",Question", "id,label");
        assertThat(watch("--reviews", file("read.csv"))).isEqualTo(Main.SOME_LEFT);
        assertThat(said).startsWith("REVOKED: " + drawn.size() + " of " + drawn.size());
    }

    @Test
    void anotherMixOfLabelsPutsItUnderWatch() throws IOException {
        write("later.csv", 3_000, i -> "L-" + i + ",Bug", "id,label");
        write("read.csv", 0, i -> "", "id,label");

        assertThat(watch("--reviews", file("read.csv"), "--before", file("run.csv")))
                .isEqualTo(Main.SOME_LEFT);

        assertThat(said).startsWith("WATCH: 0 of 0").contains("the mix of labels has changed");
    }

    @Test
    void reviewsOfTicketsThatWereNotAcceptedAreRefused() throws IOException {
        write("later.csv", 10, i -> "L-" + i + ",Bug", "id,label");
        write("read.csv", 1, i -> "X-1,Bug", "id,label");

        assertThat(watch("--reviews", file("read.csv"))).isEqualTo(Main.BAD_INPUT);
        assertThat(said).contains("ticket X-1 is not in");
    }

    private int watch(String... more) {
        String[] args = {
            "watch",
            "--certificate",
            file("certificate.json"),
            "--accepted",
            file("later.csv"),
            "--share",
            "0.1",
            "--seed",
            "5"
        };
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return run(all);
    }

    private static String label(int i) {
        return i % 2 == 0 ? "Bug" : "Feature";
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(2));
    }

    private void write(String name, int rows, IntFunction<String> row, String header) throws IOException {
        StringBuilder csv = new StringBuilder(header).append('\n');
        for (int i = 0; i < rows; i++) {
            csv.append(row.apply(i)).append('\n');
        }
        Files.writeString(folder.resolve(name), csv);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private int run(String... args) {
        PrintStream console = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringWriter errors = new StringWriter();
        try {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            CommandLine line = Main.commandLine();
            line.setErr(new PrintWriter(errors, true));
            int code = line.execute(args);
            said = bytes.toString(StandardCharsets.UTF_8) + errors;
            return code;
        } finally {
            System.setOut(console);
        }
    }
}
