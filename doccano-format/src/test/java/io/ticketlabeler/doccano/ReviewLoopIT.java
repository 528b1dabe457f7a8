package io.ticketlabeler.doccano;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.contract.HostileTickets;
import io.ticketlabeler.contract.testbed.BrowserPage;
import io.ticketlabeler.contract.testbed.LabeledTickets;
import io.ticketlabeler.contract.testbed.Needed;
import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.review.Decision;
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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proposals go to doccano 1.8.4, an annotator clicks in the browser, and what is read back is what was clicked. */
class ReviewLoopIT {

    private static final String PASSWORD = "correct horse battery";

    @TempDir
    Path directory = Path.of("");

    private final String anna = "anna-" + UUID.randomUUID();
    private final ProjectOptions named = ProjectOptions.named("reviews " + UUID.randomUUID());

    @Test
    void whatAnAnnotatorClicksIsReadBackInSingleChoice() throws IOException {
        LabelSet labels = LabelSet.of("Bug", "Billing", "$5 refund #1");
        DoccanoProject project = pushed(
                labels,
                List.of("Bug"),
                List.of("Bug"),
                List.of("Bug"),
                List.of("$5 refund #1"),
                List.of(),
                List.of(),
                List.of("Billing"));

        click(
                project,
                step(1, List.of("Bug"), true),
                step(2, List.of("Bug"), true, "Billing"),
                step(3, List.of("Bug"), true, "Bug"),
                step(4, List.of("$5 refund #1"), true, "Bug", "$5 refund #1"),
                step(5, List.of(), true, "$5 refund #1"),
                step(6, List.of(), true),
                step(7, List.of("Billing"), false, "Bug"));

        String[] clicked = {
            "H-0 accepted [Bug] <- [Bug] by " + anna,
            "H-1 corrected [Billing] <- [Bug] by " + anna,
            "H-2 empty [] <- [Bug] by " + anna,
            "H-3 accepted [$5 refund #1] <- [$5 refund #1] by " + anna,
            "H-4 corrected [$5 refund #1] <- [] by " + anna,
            "H-5 empty [] <- [] by " + anna,
            "H-6 not-reviewed [] <- [Billing] by "
        };
        readBack(labels, project, clicked);
    }

    @Test
    void whatAnAnnotatorClicksIsReadBackInMultipleChoice() throws IOException {
        LabelSet labels = LabelSet.builder()
                .multiple()
                .allowNone()
                .add("Bug")
                .add("A#B")
                .add("A")
                .add("a b c")
                .build();
        DoccanoProject project = pushed(
                labels, List.of("Bug", "A#B"), List.of("A#B", "A"), List.of("a b c"), List.of("a b c", "A#B", "A"));

        click(
                project,
                step(1, List.of("Bug", "A#B"), true, "A", "A"),
                step(2, List.of("A#B", "A"), true, "A#B", "a b c"),
                step(3, List.of("a b c"), true, "a b c"));

        readBack(
                labels,
                project,
                "H-0 accepted [A#B, Bug] <- [A#B, Bug] by " + anna,
                "H-1 corrected [A, a b c] <- [A, A#B] by " + anna,
                "H-2 empty [] <- [a b c] by " + anna,
                "H-3 not-reviewed [] <- [A, A#B, a b c] by ");
    }

    /** Where annotations are not shared, each member begins with an empty page and has a file of their own. */
    @Test
    void annotationsThatAreNotSharedAreReadMemberByMember() throws IOException {
        LabelSet labels = LabelSet.of("Bug", "Billing", "$5 refund #1");
        DoccanoProject project = pushed(labels, List.of("Bug"), List.of("Bug"), List.of("Bug"));
        project.rest()
                .patch(
                        "/v1/projects/" + project.id(),
                        "{\"collaborative_annotation\":false,\"resourcetype\":\"TextClassificationProject\"}");

        click(project, step(1, List.of(), true, "Bug"), step(2, List.of(), true, "Billing"));

        assertThat(lines(DoccanoReviews.of(labels).read(PushIT.client(), named)))
                .containsExactlyInAnyOrder(
                        "H-0 accepted [Bug] <- [Bug] by " + anna,
                        "H-1 corrected [Billing] <- [Bug] by " + anna,
                        "H-2 not-reviewed [] <- [Bug] by ");
        for (String format : List.of("JSONL", "JSON", "CSV", "fastText")) {
            assertThat(lines(reader(labels).read(export(project, format, false), export(project, format, true))))
                    .as(format)
                    .containsExactlyInAnyOrder(
                            "H-0 accepted [Bug] <- [Bug] by " + anna,
                            "H-1 corrected [Billing] <- [Bug] by " + anna,
                            "H-2 not-reviewed [] <- [Bug] by ");
        }
    }

    private void readBack(LabelSet labels, DoccanoProject project, String... clicked) throws IOException {
        Reviews reviews = DoccanoReviews.of(labels).read(PushIT.client(), named);
        assertThat(lines(reviews)).containsExactly(clicked);
        ReviewReport report = reviews.report();
        assertThat(report.notes()).isEmpty();
        assertThat(report.unknownLabels()).isEmpty();
        assertThat(reviews(DoccanoReviews.of(labels).read(PushIT.client(), named)))
                .filteredOn(review -> review.decision() != Decision.NOT_REVIEWED)
                .allSatisfy(review -> assertThat(review.time()).isPresent());
        String[] anonymous = new String[clicked.length];
        for (int i = 0; i < clicked.length; i++) {
            anonymous[i] = clicked[i].replace(anna, "");
        }
        for (String format : List.of("JSONL", "JSON", "CSV", "fastText")) {
            Path all = export(project, format, false);
            Path confirmed = export(project, format, true);
            assertThat(lines(reader(labels).read(all, confirmed))).as(format).containsExactlyInAnyOrder(anonymous);
            assertThat(lines(reader(labels).readConfirmed(confirmed)))
                    .as(format)
                    .hasSize((int) List.of(clicked).stream()
                            .filter(line -> !line.contains("not-reviewed"))
                            .count());
            assertThat(lines(reader(labels).read(all))).allMatch(line -> line.contains(" not-reviewed "));
        }
    }

    private DoccanoReviews reader(LabelSet labels) {
        return DoccanoReviews.of(labels).run(DoccanoRun.of(directory));
    }

    private Path export(DoccanoProject project, String format, boolean confirmed) throws IOException {
        return Files.write(
                directory.resolve((confirmed ? "approved-" : "all-") + format + ".zip"),
                project.export(format, confirmed));
    }

    @SafeVarargs
    private DoccanoProject pushed(LabelSet labels, List<String>... proposals) throws IOException {
        List<Ticket> tickets = HostileTickets.all().subList(0, proposals.length);
        List<Outcome> outcomes = new ArrayList<>();
        Provenance model = new Provenance(Provenance.Source.MODEL, "m-1", false);
        for (int i = 0; i < proposals.length; i++) {
            String id = tickets.get(i).id();
            List<ScoredLabel> scored = proposals[i].stream()
                    .map(name -> ScoredLabel.of(name, 0.61))
                    .toList();
            outcomes.add(
                    scored.isEmpty()
                            ? new Abstained(id, "none of the labels fits", model)
                            : new Labeled(id, scored, model));
        }
        new LabeledTickets(labels, tickets, outcomes).exportTo(DoccanoExporter.to(directory));
        DoccanoProject.makeUser(anna, PASSWORD);
        URI page = PushIT.client()
                .push(
                        DoccanoRun.of(directory),
                        named.multiple(labels.isMultiple()).annotators(List.of(anna)))
                .project();
        return DoccanoProject.at(page);
    }

    private void click(DoccanoProject project, Map<?, ?>... steps) throws IOException {
        BrowserPage.work(
                "review-doccano.mjs",
                "review.png",
                Map.of(
                        "DOCCANO_URL", Needed.variable("DOCCANO_URL"),
                        "DOCCANO_USER", anna,
                        "DOCCANO_PASSWORD", PASSWORD,
                        "PROJECT_ID", Integer.toString(project.id()),
                        "STEPS", JsonText.of(List.of(steps))));
    }

    private static Map<String, Object> step(int place, List<String> prefilled, boolean confirm, String... click) {
        return Map.of("place", place, "prefilled", prefilled, "click", List.of(click), "confirm", confirm);
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
                .map(review -> review.ticketId() + " " + review.decision().code() + " " + sorted(review.labels())
                        + " <- " + sorted(review.proposed()) + " by " + review.reviewer())
                .toList();
    }

    private static List<String> sorted(List<String> labels) {
        return labels.stream().sorted().toList();
    }
}
