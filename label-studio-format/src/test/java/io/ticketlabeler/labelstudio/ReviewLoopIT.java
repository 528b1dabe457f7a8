package io.ticketlabeler.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.contract.HostileTickets;
import io.ticketlabeler.contract.testbed.LabeledTickets;
import io.ticketlabeler.labelstudio.LabelStudioProject.Server;
import io.ticketlabeler.review.Review;
import io.ticketlabeler.review.ReviewReport;
import io.ticketlabeler.review.Reviews;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proposals go to Label Studio 1.23.2, people click in the browser, and what is read back is what they clicked. */
class ReviewLoopIT {

    private static final String TITLE = "reviews " + UUID.randomUUID();
    private static final String REFUND = "$5 refund";
    private static final String ODD = "[\"Bug\"], <b>\"x\"</b> & Größe 😀";
    private static final String BLANKS = " lead and trail ";
    private static final LabelSet LABELS = LabelSet.builder()
            .add("Bug", "It breaks")
            .add(REFUND)
            .add(ODD)
            .add(BLANKS)
            .multiple()
            .allowNone()
            .build();

    @TempDir
    Path directory = Path.of("");

    @Test
    void whatIsReadBackIsWhatWasClicked() throws IOException {
        LabeledTickets run = run(
                List.of("Bug"),
                List.of(REFUND, ODD),
                List.of("Bug"),
                List.of(BLANKS),
                List.of(ODD),
                List.of("Bug"),
                List.of(REFUND),
                List.of(),
                List.of(),
                List.of("Bug"),
                List.of("Bug"));
        run.exportTo(LabelStudioExporter.to(directory));
        LabelStudioProject project = LabelStudioProject.of(Server.STOCK, TITLE, directory);
        String first = project.tasks().get(0).get("id").asText();

        project.review(
                List.of(
                        step(run, 0, "submit"),
                        step(run, 1, "submit"),
                        step(run, 2, "submit", "Bug", ODD),
                        step(run, 3, "submit", REFUND),
                        step(run, 4, "submit", "Bug", "Bug"),
                        step(run, 5, "skip"),
                        step(run, 6, "submit", REFUND),
                        step(run, 7, "submit", BLANKS),
                        step(run, 8, "submit"),
                        at(project, step(run, 9, "leave", REFUND), 9)),
                "review-first.png");
        project.rest().patch("/api/projects/" + project.id(), "{\"maximum_annotations\":2}");
        project.reviewInvited(
                "anna-" + first + "@example.com",
                List.of(step(run, 0, "submit"), step(run, 1, "submit", ODD)),
                "review-second.png");

        String one = System.getenv("LABEL_STUDIO_USER");
        String two = "anna-" + first + "@example.com";
        List<String> clicked = List.of(
                "H-0 accepted [Bug] <- [Bug] by " + one,
                "H-0 accepted [Bug] <- [Bug] by " + two,
                "H-1 accepted " + List.of(REFUND, ODD) + " <- " + List.of(REFUND, ODD) + " by " + one,
                "H-1 corrected " + List.of(REFUND) + " <- " + List.of(REFUND, ODD) + " by " + two,
                "H-2 corrected " + List.of(ODD) + " <- [Bug] by " + one,
                "H-3 corrected " + List.of(REFUND, BLANKS) + " <- " + List.of(BLANKS) + " by " + one,
                "H-4 accepted " + List.of(ODD) + " <- " + List.of(ODD) + " by " + one,
                "H-5 skipped [Bug] <- [Bug] by " + one,
                "H-6 empty [] <- " + List.of(REFUND) + " by " + one,
                "H-7 corrected " + List.of(BLANKS) + " <- [] by " + one,
                "H-8 empty [] <- [] by " + one,
                "H-9 draft " + List.of("Bug", REFUND) + " <- [] by " + one,
                "H-10 not-reviewed [] <- [Bug] by ");
        LabelStudioReviews reader = LabelStudioReviews.of(LABELS);
        LabelStudioClient client = LabelStudioClient.at(Server.STOCK.url()).token(Server.STOCK.token());
        Reviews fromServer = reader.read(client, project.id());
        assertThat(lines(fromServer)).isEqualTo(clicked);
        ReviewReport report = fromServer.report();
        assertThat(report.unknownLabels()).isEmpty();
        assertThat(report.notes()).isEmpty();
        assertThat(lines(reader.read(export(project, "JSON"))))
                .usingElementComparator((a, b) -> people(a).compareTo(people(b)))
                .isEqualTo(clicked.stream()
                        .map(line -> line.startsWith("H-10 ") ? line.replace("<- [Bug]", "<- []") : line)
                        .toList());
        for (String format : List.of("JSON_MIN", "CSV", "TSV")) {
            assertThat(lines(reader.read(export(project, format))))
                    .as(format)
                    .map(line -> line.replaceAll(" <- .*", ""))
                    .containsExactlyInAnyOrderElementsOf(clicked.stream()
                            .filter(line -> !line.contains(" skipped "))
                            .map(line -> line.contains(" draft ") ? "H-9 not-reviewed []" : line)
                            .map(line -> line.replaceAll(" <- .*", "").replaceFirst("accepted|corrected", "chosen"))
                            .toList());
        }
        assertThat(reviews(reader.read(client, TITLE)).subList(0, 12)).allSatisfy(review -> {
            assertThat(review.seconds().orElse(-1)).isPositive();
            assertThat(review.time()).isPresent();
            assertThat(review.confidence().isPresent())
                    .isEqualTo(!review.proposed().isEmpty());
        });
    }

    /** Files name people by number. */
    private static String people(String line) {
        return line.replaceAll(" by .*", "");
    }

    private Path export(LabelStudioProject project, String format) throws IOException {
        return Files.write(
                directory.resolve("export." + format),
                project.rest()
                        .bytes("/api/projects/" + project.id() + "/export?exportType=" + format
                                + "&download_all_tasks=true"));
    }

    @SafeVarargs
    private static LabeledTickets run(List<String>... proposals) {
        List<Ticket> tickets = HostileTickets.all().subList(0, proposals.length);
        List<Outcome> outcomes = new ArrayList<>();
        Provenance model = new Provenance(Provenance.Source.MODEL, "m-1", false);
        for (int i = 0; i < proposals.length; i++) {
            String id = tickets.get(i).id();
            List<ScoredLabel> labels = proposals[i].stream()
                    .map(name -> ScoredLabel.of(name, 0.61))
                    .toList();
            outcomes.add(
                    labels.isEmpty()
                            ? new Abstained(id, "none of the labels fits", model)
                            : new Labeled(id, labels, model));
        }
        return new LabeledTickets(LABELS, tickets, outcomes);
    }

    private static Map<String, Object> step(LabeledTickets run, int place, String end, String... click) {
        List<String> prefilled = LABELS.names().stream()
                .filter(run.names(place)::contains)
                .map(LabelStudioConfig::shown)
                .toList();
        return Map.of(
                "prefilled",
                prefilled,
                "click",
                Stream.of(click).map(LabelStudioConfig::shown).toList(),
                "end",
                end);
    }

    private static Map<String, Object> at(LabelStudioProject project, Map<String, Object> step, int place)
            throws IOException {
        Map<String, Object> named = new HashMap<>(step);
        named.put("task", project.tasks().get(place).get("id").asInt());
        return named;
    }

    private static List<Review> reviews(Reviews reviews) {
        List<Review> all = new ArrayList<>();
        try (reviews) {
            reviews.forEachRemaining(all::add);
        }
        return all;
    }

    private static List<String> lines(Reviews reviews) {
        return reviews(reviews).stream()
                .map(review -> review.ticketId() + " " + review.decision().code() + " " + review.labels() + " <- "
                        + review.proposed() + " by " + review.reviewer())
                .toList();
    }
}
