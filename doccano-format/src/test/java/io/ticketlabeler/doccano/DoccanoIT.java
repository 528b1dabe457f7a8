package io.ticketlabeler.doccano;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.contract.testbed.LabeledTickets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports what the exporter wrote into doccano 1.8.4, reads it back, and looks at the page. */
class DoccanoIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory = Path.of("");

    @Test
    void realTicketsArriveWithOneLabelEach() throws IOException {
        LabeledTickets run = LabeledTickets.banking77();

        DoccanoProject project = imported(run);

        arrived(run, project);
        assertThat(run.tickets()).hasSizeGreaterThanOrEqualTo(500);
        project.see(4, names(run, 3), run.tickets().get(3).text(), "single.png");
    }

    @Test
    void realTicketsArriveWithSeveralLabels() throws IOException {
        LabeledTickets run = LabeledTickets.forumPosts();

        DoccanoProject project = imported(run);

        arrived(run, project);
        assertThat(run.tickets()).hasSizeGreaterThanOrEqualTo(500);
        int several = firstWithLabels(run, 2);
        int none = firstWithLabels(run, 0);
        project.see(several + 1, names(run, several), beginning(run, several), "several.png");
        project.see(none + 1, List.of(), beginning(run, none), "none.png");
    }

    @Test
    void hostileTicketsAndLabelsArriveInSingleChoice() throws IOException {
        LabeledTickets run = LabeledTickets.hostile(false);

        DoccanoProject project = imported(run);

        arrived(run, project);
    }

    @Test
    void hostileTicketsAndLabelsArriveInMultipleChoice() throws IOException {
        LabeledTickets run = LabeledTickets.hostile(true);

        DoccanoProject project = imported(run);

        arrived(run, project);
    }

    @Test
    void everyHostileTicketOpensWithItsProposalTicked() throws IOException {
        LabeledTickets run = LabeledTickets.hostile(false);
        DoccanoProject project = imported(run);
        List<String> file = Files.readAllLines(directory.resolve("tickets.jsonl"));

        for (int i = 0; i < file.size(); i++) {
            String text = JSON.readTree(file.get(i)).get("text").asText().strip();
            project.see(i + 1, names(run, i), text.isEmpty() ? " " : text.substring(0, 1), "hostile-" + i + ".png");
        }
    }

    private DoccanoProject imported(LabeledTickets run) throws IOException {
        run.exportTo(DoccanoExporter.to(directory));
        return DoccanoProject.of(run.labels().isMultiple(), directory);
    }

    /** Ids, texts, labels and metadata are those of the file, and the labels those of the run and no more. */
    private void arrived(LabeledTickets run, DoccanoProject project) throws IOException {
        List<JsonNode> wanted = new ArrayList<>();
        JSON.readTree(directory.resolve("labels.json").toFile()).forEach(wanted::add);
        List<JsonNode> types = project.labelTypes();
        types.forEach(type -> ((ObjectNode) type).remove("id"));
        assertThat(types).containsExactlyInAnyOrderElementsOf(wanted);

        List<String> file = Files.readAllLines(directory.resolve("tickets.jsonl"));
        List<JsonNode> tickets = project.tickets();
        assertThat(tickets).hasSameSizeAs(run.tickets()).hasSameSizeAs(file);
        for (int i = 0; i < tickets.size(); i++) {
            ObjectNode ticket = (ObjectNode) tickets.get(i);
            List<String> labels = new ArrayList<>();
            ticket.get("label").forEach(label -> labels.add(label.asText()));
            assertThat(labels).containsExactlyInAnyOrderElementsOf(names(run, i));
            assertThat(ticket.get("id").asText()).isEqualTo(run.tickets().get(i).id());
            ObjectNode row = (ObjectNode) JSON.readTree(file.get(i));
            row.remove("label");
            ticket.remove(List.of("label", "Comments"));
            assertThat(ticket).isEqualTo(row);
        }
    }

    private static List<String> names(LabeledTickets run, int place) {
        return run.names(place).stream().map(DoccanoLabels::name).toList();
    }

    private static int firstWithLabels(LabeledTickets run, int count) {
        int i = 0;
        while (run.names(i).size() != count) {
            i++;
        }
        return i;
    }

    private static String beginning(LabeledTickets run, int place) {
        String text = run.tickets().get(place).text().strip();
        return text.substring(0, Math.min(20, text.length()));
    }
}
