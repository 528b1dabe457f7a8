package io.ticketlabeler.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.contract.testbed.LabeledTickets;
import io.ticketlabeler.labelstudio.LabelStudioProject.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Imports what the exporter wrote into Label Studio 1.23.2, reads it back, and looks at the page. */
class LabelStudioIT {

    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @EnumSource(Server.class)
    void realTicketsArriveWithOneLabelEach(Server server) throws IOException {
        LabeledTickets run = LabeledTickets.banking77();

        LabelStudioProject project = imported(run, server);
        List<JsonNode> tasks = arrived(run, project);

        assertThat(tasks).hasSizeGreaterThanOrEqualTo(500);
        project.see(tasks.get(3), run.names(3), run.tickets().get(3).text(), server + "-single.png");
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void realTicketsArriveWithSeveralLabels(Server server) throws IOException {
        LabeledTickets run = LabeledTickets.forumPosts();

        LabelStudioProject project = imported(run, server);
        List<JsonNode> tasks = arrived(run, project);

        assertThat(tasks).hasSizeGreaterThanOrEqualTo(500);
        int several = firstWithLabels(run, 2);
        int none = firstWithLabels(run, 0);
        project.see(tasks.get(several), run.names(several), beginning(run, several), server + "-several.png");
        project.see(tasks.get(none), List.of(), beginning(run, none), server + "-none.png");
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void hostileTicketsAndLabelsArriveInSingleChoice(Server server) throws IOException {
        LabeledTickets run = LabeledTickets.hostile(false);

        LabelStudioProject project = imported(run, server);

        arrived(run, project);
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void hostileTicketsAndLabelsArriveInMultipleChoice(Server server) throws IOException {
        LabeledTickets run = LabeledTickets.hostile(true);

        LabelStudioProject project = imported(run, server);

        arrived(run, project);
    }

    @ParameterizedTest
    @EnumSource(value = Server.class, names = "STOCK")
    void everyHostileTicketOpensWithItsProposalTicked(Server server) throws IOException {
        LabeledTickets run = LabeledTickets.hostile(false);
        LabelStudioProject project = imported(run, server);
        List<JsonNode> tasks = project.tasks();

        for (int i = 0; i < tasks.size(); i++) {
            project.see(tasks.get(i), run.names(i), "it's", "hostile-" + i + ".png"); // the name of a label
        }
    }

    private LabelStudioProject imported(LabeledTickets run, Server server) throws IOException {
        run.exportTo(LabelStudioExporter.to(directory));
        return LabelStudioProject.of(server, "ticketlabeler", directory);
    }

    /** Ids, texts, fields, proposals, scores and versions are those of the file, and the labels those of the run. */
    private List<JsonNode> arrived(LabeledTickets run, LabelStudioProject project) throws IOException {
        List<String> labels = new ArrayList<>();
        project.choices().get("labels").forEach(label -> labels.add(label.asText()));
        assertThat(labels).isEqualTo(run.labels().names());

        JsonNode file =
                new ObjectMapper().readTree(directory.resolve("tasks.json").toFile());
        List<JsonNode> tasks = project.tasks();
        assertThat(tasks).hasSameSizeAs(run.tickets()).hasSameSizeAs(file);
        for (int i = 0; i < tasks.size(); i++) {
            JsonNode task = tasks.get(i);
            assertThat(task.get("data")).isEqualTo(file.get(i).get("data"));
            assertThat(task.at("/data/ticket_id").asText())
                    .isEqualTo(run.tickets().get(i).id());
            assertThat(task.at("/data/text").asText())
                    .isEqualTo(run.tickets().get(i).text());
            assertThat(predictions(task)).isEqualTo(predictions(file.get(i)));
            assertThat(proposed(task)).isEqualTo(run.names(i));
        }
        return tasks;
    }

    private static List<String> predictions(JsonNode task) {
        List<String> predictions = new ArrayList<>();
        for (JsonNode prediction : task.get("predictions")) {
            predictions.add(prediction.get("model_version").asText() + " "
                    + prediction.path("score").asText("null") + " " + prediction.get("result"));
        }
        return predictions;
    }

    private static List<String> proposed(JsonNode task) {
        List<String> names = new ArrayList<>();
        task.at("/predictions/0/result/0/value/choices").forEach(choice -> names.add(choice.asText()));
        return names;
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
