package io.ticketlabeler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.ticketlabeler.contract.testbed.Needed;
import io.ticketlabeler.contract.testbed.RealTickets;
import io.ticketlabeler.contract.testbed.Rest;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The whole way of 2,000 real tickets: labelled offline, a sample planned, pushed into the real Label Studio, the sample reviewed there from
 * the true labels, pulled, certified, reported. The finished set holds what was promised.
 */
class CertifiedLoopIT {

    private static final double EPS = 0.05;
    private static final int SAMPLE = 300;

    private final ObjectMapper json = new ObjectMapper();
    private final String title = "certified " + UUID.randomUUID();

    @TempDir
    private Path out = Path.of("");

    @Test
    void theFinishedSetHoldsWhatWasPromised() throws IOException {
        Map<String, String> truth = truth();
        assertThat(run(
                        "label",
                        "--tickets",
                        RealTickets.directory().resolve("banking77.csv").toString(),
                        "--labels",
                        RealTickets.directory().resolve("labels/banking77.json").toString(),
                        "--out",
                        out.toString()))
                .isIn(Main.ALL_LABELED, Main.SOME_LEFT);
        run(
                Main.ALL_LABELED,
                "plan-review",
                "--run",
                out.toString(),
                "--eps",
                "" + EPS,
                "--alpha",
                "0.05",
                "--sample",
                "" + SAMPLE,
                "--seed",
                "7",
                "--out",
                file("plan.json"));
        run(
                Main.ALL_LABELED,
                "push",
                "--tool",
                "label-studio",
                "--url",
                Needed.variable("LABEL_STUDIO_URL"),
                "--project",
                title,
                "--plan",
                file("plan.json"),
                "--out",
                out.toString());

        assertThat(reviewSample(truth)).isEqualTo(SAMPLE);
        run(
                Main.ALL_LABELED,
                "pull",
                "--tool",
                "label-studio",
                "--url",
                Needed.variable("LABEL_STUDIO_URL"),
                "--project",
                title,
                "--labels",
                RealTickets.directory().resolve("labels/banking77.json").toString(),
                "--out",
                out.toString());
        run(Main.ALL_LABELED, "certify", "--plan", file("plan.json"), "--reviews", file("reviews.csv"));
        run(Main.ALL_LABELED, "evaluate", "--run", out.toString(), "--reviews", file("reviews.csv"));

        int unseen = 0;
        int wrong = 0;
        Map<String, String> finished = new HashMap<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(out.resolve("accepted.csv"))) {
            for (NamedCsvRecord row : rows) {
                finished.put(row.getField("id"), row.getField("label"));
                boolean right = row.getField("label").equals(truth.get(row.getField("id")));
                unseen += row.getField("source").equals("proposal") ? 1 : 0;
                wrong += right ? 0 : 1;
            }
        }
        int left = 0;
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(out.resolve("to-review.csv"))) {
            for (NamedCsvRecord row : rows) {
                assertThat(finished).doesNotContainKey(row.getField("id"));
                left++;
            }
        }
        System.out.printf("accepted unseen %d, by people %d, left %d, wrong %d%n", unseen, SAMPLE, left, wrong);
        assertThat(finished).hasSize(truth.size() - left);
        assertThat(unseen).isPositive();
        assertThat(wrong).isLessThanOrEqualTo((int) (EPS * truth.size()));
        assertThat(out.resolve("certificate.json")).exists();
        assertThat(Files.readString(out.resolve("report.html"))).contains("</html>");
    }

    private String file(String name) {
        return out.resolve(name).toString();
    }

    private static void run(int expected, String... args) {
        assertThat(run(args)).as(args[0]).isEqualTo(expected);
    }

    private static int run(String... args) {
        CommandLine line = Main.commandLine();
        StringWriter err = new StringWriter();
        line.setErr(new PrintWriter(err));
        int exit = line.execute(args);
        System.out.print(err);
        return exit;
    }

    private static Map<String, String> truth() throws IOException {
        Map<String, String> truth = new HashMap<>();
        for (Ticket ticket : RealTickets.of("banking77.csv")) {
            truth.put(ticket.id(), ticket.fields().get("label"));
        }
        return truth;
    }

    /** Annotates each task that carries the mark as somebody would who knows the truth. */
    private int reviewSample(Map<String, String> truth) throws IOException {
        Rest rest = new Rest(Needed.variable("LABEL_STUDIO_URL"), "Token " + Needed.variable("LABEL_STUDIO_TOKEN"));
        long project = 0;
        for (JsonNode each :
                json.readTree(rest.get("/api/projects/?page_size=1000")).path("results")) {
            project =
                    each.path("title").asText().equals(title) ? each.path("id").asLong() : project;
        }
        int reviewed = 0;
        for (int page = 1; page <= 20; page++) {
            JsonNode tasks = json.readTree(
                    rest.get("/api/tasks?project=" + project + "&page=" + page + "&page_size=100&fields=all"));
            for (JsonNode task : tasks.path("tasks")) {
                JsonNode data = task.path("data");
                if (data.path("audit_sample").asText().equals("yes")) {
                    ObjectNode annotation = json.createObjectNode().put("lead_time", 2.5);
                    ObjectNode choice = annotation
                            .putArray("result")
                            .addObject()
                            .put("from_name", "label")
                            .put("to_name", "text")
                            .put("type", "choices");
                    choice.putObject("value")
                            .putArray("choices")
                            .add(truth.get(data.path("ticket_id").asText()));
                    rest.post("/api/tasks/" + task.path("id").asLong() + "/annotations/", annotation.toString());
                    reviewed++;
                }
            }
        }
        return reviewed;
    }
}
