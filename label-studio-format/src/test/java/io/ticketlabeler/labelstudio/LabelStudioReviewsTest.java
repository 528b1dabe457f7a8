package io.ticketlabeler.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.prompt.ExampleStore;
import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Review;
import io.ticketlabeler.review.ReviewReport;
import io.ticketlabeler.review.Reviews;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files were exported from Label Studio 1.23.2: one project in four formats. */
class LabelStudioReviewsTest {

    private static final LabelSet LABELS = LabelSet.builder()
            .add("Bug")
            .add("Billing")
            .add("[\"Bug\"]")
            .add("null")
            .add("a,b;c")
            .multiple()
            .build();

    private static InputStream file(String name) {
        InputStream in = LabelStudioReviewsTest.class.getResourceAsStream(name);
        assertThat(in).as(name).isNotNull();
        return in;
    }

    private static List<Review> all(Reviews reviews) {
        List<Review> all = new ArrayList<>();
        try (reviews) {
            reviews.forEachRemaining(all::add);
        }
        return all;
    }

    private static List<Review> read(String json) {
        return all(LabelStudioReviews.of(LABELS).read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
    }

    private static List<String> lines(List<Review> reviews) {
        return reviews.stream()
                .map(review -> review.ticketId() + " " + review.decision().code() + " " + review.labels() + " <- "
                        + review.proposed() + " by " + review.reviewer())
                .toList();
    }

    /** One task with one annotation. */
    private static String annotated(String annotation) {
        return "[{\"id\":7,\"data\":{\"ticket_id\":\"ZD-1\",\"text\":\"secret\"},\"annotations\":[" + annotation
                + "],\"drafts\":[],\"predictions\":[]}]";
    }

    private static String result(String choices, String origin) {
        return "\"result\":[{\"from_name\":\"label\",\"to_name\":\"text\",\"type\":\"choices\",\"origin\":\"" + origin
                + "\",\"value\":{\"choices\":" + choices + "}}]";
    }

    private static String prediction(int id, String choices) {
        return "{\"id\":" + id + ",\"score\":0.61," + result(choices, "") + "}";
    }

    @Test
    void jsonTellsDecisionsApart() {
        Reviews reviews = LabelStudioReviews.of(LABELS).read(file("export.json"));

        assertThat(lines(all(reviews)))
                .containsExactly(
                        "ZD-0 corrected [Bug] <- [Billing] by 1",
                        "ZD-1 corrected [Bug, Billing] <- [Billing] by 1",
                        "ZD-2 skipped [Bug] <- [Billing] by 1",
                        "ZD-3 empty [] <- [Billing] by 1",
                        "ZD-4 empty [] <- [Billing] by 1",
                        "ZD-5 draft [Billing] <- [] by reviewer@example.com",
                        "ZD-6 corrected [[\"Bug\"]] <- [Billing] by 1",
                        "ZD-6 corrected [null] <- [Billing] by 1",
                        "ZD-7 corrected [a,b;c, null] <- [Billing] by 1",
                        "ZD-8 corrected [Gone] <- [] by 1",
                        "ZD-9 not-reviewed [] <- [] by ");
        ReviewReport report = reviews.report();
        assertThat(report.count(Decision.CORRECTED)).isEqualTo(6);
        assertThat(report.unknownLabels()).containsOnlyKeys("Gone").containsEntry("Gone", 1L);
        assertThat(report.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"export-min.json", "export.csv", "export.tsv"})
    void theOtherFormatsTellLabelsOnly(String name) {
        Reviews reviews = LabelStudioReviews.of(LABELS).read(file(name));

        assertThat(lines(all(reviews)))
                .containsExactly(
                        "ZD-0 chosen [Bug] <- [] by 1",
                        "ZD-1 chosen [Bug, Billing] <- [] by 1",
                        "ZD-3 empty [] <- [] by 1",
                        "ZD-4 empty [] <- [] by 1",
                        "ZD-5 not-reviewed [] <- [] by ",
                        "ZD-6 chosen [null] <- [] by 1",
                        "ZD-6 chosen [[\"Bug\"]] <- [] by 1",
                        "ZD-7 chosen [a,b;c, null] <- [] by 1",
                        "ZD-8 chosen [Gone] <- [] by 1",
                        "ZD-9 not-reviewed [] <- [] by ");
        assertThat(reviews.report().unknownLabels()).containsOnlyKeys("Gone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"export.json", "export-min.json", "export.csv"})
    void timeAndSecondsComeAlong(String name) {
        Review first = all(LabelStudioReviews.of(LABELS).read(file(name))).get(0);

        assertThat(first.seconds()).hasValue(2.5);
        assertThat(first.time()).contains(Instant.parse("2026-11-24T12:38:27.594520Z"));
    }

    @Test
    void aSkipKeepsThePrefilledChoiceAndIsNoAcceptance() {
        assertThat(lines(read(annotated("{\"id\":1,\"completed_by\":1,\"was_cancelled\":true,"
                        + result("[\"Bug\"]", "prediction") + ",\"parent_prediction\":34,\"prediction\":"
                        + prediction(34, "[\"Bug\"]") + "}"))))
                .containsExactly("ZD-1 skipped [Bug] <- [Bug] by 1");
    }

    @Test
    void choicesAreComparedAsSetsAndOriginIsAHint() {
        assertThat(lines(read(annotated("{\"id\":1,\"completed_by\":1,"
                        + result("[\"Billing\",\"Bug\"]", "prediction-changed")
                        + ",\"parent_prediction\":34,\"prediction\":"
                        + prediction(34, "[\"Bug\",\"Billing\"]") + "}"))))
                .containsExactly("ZD-1 accepted [Billing, Bug] <- [Bug, Billing] by 1");
    }

    @Test
    void whatWasReallyCopiedCountsNotWhatTheServerNoted() {
        String annotation = "{\"id\":1,\"completed_by\":1," + result("[\"Bug\"]", "prediction")
                + ",\"parent_prediction\":35,\"prediction\":" + prediction(34, "[\"Billing\"]") + "}";

        assertThat(lines(read(annotated(annotation)
                        .replace("\"predictions\":[]", "\"predictions\":[" + prediction(35, "[\"Bug\"]") + "]"))))
                .containsExactly("ZD-1 accepted [Bug] <- [Bug] by 1");
        assertThat(lines(read(annotated(annotation).replace("\"predictions\":[]", "\"predictions\":[34,35]"))))
                .containsExactly("ZD-1 accepted [Bug] <- [Bug] by 1");
    }

    @ParameterizedTest
    @CsvSource({"prediction, accepted", "prediction-changed, corrected", "manual, corrected", "'', chosen"})
    void withoutTheProposalTheOriginIsAllThereIs(String origin, String decision) {
        List<Review> reviews = read(annotated("{\"id\":1,\"completed_by\":{\"id\":3,\"email\":\"anna@example.com\"},"
                + result("[\"Bug\"]", origin) + ",\"parent_prediction\":35}"));

        assertThat(reviews.get(0).decision().code()).isEqualTo(decision);
        assertThat(reviews.get(0).reviewer()).isEqualTo("anna@example.com");
    }

    @Test
    void nothingNotedDoesNotMeanThatNothingWasProposed() {
        String annotation = "{\"id\":1,\"completed_by\":1," + result("[\"Bug\"]", "") + ",\"prediction\":{}}";

        assertThat(lines(read(annotated(annotation)))).containsExactly("ZD-1 corrected [Bug] <- [] by 1");
        assertThat(lines(read(annotated(annotation).replace("\"predictions\":[]", "\"predictions\":[35]"))))
                .containsExactly("ZD-1 chosen [Bug] <- [] by 1");
        assertThat(lines(read(annotated(annotation)
                        .replace("\"predictions\":[]", "\"predictions\":[" + prediction(35, "[\"Bug\"]") + "]"))))
                .containsExactly("ZD-1 accepted [Bug] <- [Bug] by 1");
    }

    @Test
    void theProposalsConfidenceComesAlong() {
        Review review = read(annotated("{\"id\":1,\"completed_by\":1," + result("[\"Bug\"]", "prediction")
                        + ",\"prediction\":" + prediction(34, "[\"Bug\"]") + "}"))
                .get(0);

        assertThat(review.confidence()).isEqualTo(OptionalDouble.of(0.61));
    }

    @Test
    void aTaskWithoutATicketIdIsNoted() {
        Reviews reviews = LabelStudioReviews.of(LABELS)
                .read(new ByteArrayInputStream("[{\"id\":7,\"data\":{\"text\":\"secret\"},\"annotations\":[]}]"
                        .getBytes(StandardCharsets.UTF_8)));

        assertThat(all(reviews)).isEmpty();
        assertThat(reviews.report().notes()).containsExactly("task 7 has no ticket_id in its data and was left out");
    }

    @Test
    void anotherControlIsNotedAndCanBeNamed() {
        String json = annotated("{\"id\":1,\"completed_by\":1," + result("[\"Bug\"]", "manual") + "}")
                .replace("\"label\"", "\"topic\"")
                .replace("ticket_id", "key");
        LabelStudioReviews reader = LabelStudioReviews.of(LABELS).ticketIdField("key");

        Reviews unaware = reader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        assertThat(lines(all(unaware))).containsExactly("ZD-1 empty [] <- [] by 1");
        assertThat(unaware.report().notes())
                .containsExactly("task 7: choices of the control \"topic\", none of \"label\"");
        assertThat(lines(all(
                        reader.control("topic").read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))))
                .containsExactly("ZD-1 corrected [Bug] <- [] by 1");
    }

    @Test
    void whatIsNoExportIsSaidWithoutQuotingIt() {
        assertThatThrownBy(() -> read("ticket;text\nZD-1;secret\n"))
                .isInstanceOf(TicketLabelerException.class)
                .hasMessageContaining("no export of Label Studio");
        assertThatThrownBy(() -> read("[{\"id\":7,\"data\":{\"text\":\"secret"))
                .isInstanceOf(TicketLabelerException.class)
                .hasMessageContaining("ends in the middle of a value at line 1")
                .hasNoCause();
        assertThatThrownBy(() -> read("[{\"id\":7,secret}]"))
                .isInstanceOf(TicketLabelerException.class)
                .hasMessageContaining("not JSON")
                .hasMessageNotContaining("secret")
                .hasNoCause();
        assertThatThrownBy(() -> LabelStudioReviews.of(LABELS).read(Path.of("missing.json")))
                .isInstanceOf(TicketLabelerException.class)
                .hasMessageContaining("missing.json");
    }

    @Test
    void marksSemicolonsAndEmptyFilesAreFine() {
        assertThat(lines(read("\uFEFFannotation_id;annotator;id;label;ticket_id\r\n1;4;7;Bug;ZD-1\r\n\r\n")))
                .containsExactly("ZD-1 chosen [Bug] <- [] by 4");
        assertThat(lines(read("\uFEFF" + annotated("{\"id\":1,\"completed_by\":1," + result("[]", "manual") + "}"))))
                .containsExactly("ZD-1 empty [] <- [] by 1");
        assertThat(read("[]")).isEmpty();
        assertThat(read("")).isEmpty();
    }

    @Test
    void aTableThatIsNotUtf8IsRefused() {
        byte[] latin = "annotation_id,label,ticket_id\n1,Gr\u00F6\u00DFe,ZD-1\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> all(LabelStudioReviews.of(LABELS).read(new ByteArrayInputStream(latin))))
                .isInstanceOf(TicketLabelerException.class)
                .hasMessageContaining("MalformedInput");
    }

    @Test
    void correctionsBecomeExamplesAndAcceptedTicketsLeave() {
        ExampleStore store = ExampleStore.holding(10);
        store.put("9/ZD-2", Example.of("old", "Bug"));
        String json = "["
                + task("ZD-1", "[\"Bug\"]", "[\"Billing\"]") + ","
                + task("ZD-2", "[\"Bug\"]", "[\"Bug\"]") + ","
                + task("ZD-3", "[]", "[\"Bug\"]") + "]";

        assertThat(all(LabelStudioReviews.of(LABELS)
                        .examples(store)
                        .read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))))
                .hasSize(3);

        assertThat(store.examples())
                .containsExactly(Example.of("text of ZD-1", "Bug"), new Example("text of ZD-3", List.of()));
    }

    private static String task(String id, String chosen, String proposed) {
        return "{\"id\":7,\"project\":9,\"data\":{\"ticket_id\":\"" + id + "\",\"text\":\"text of " + id
                + "\"},\"annotations\":[{\"id\":1,\"completed_by\":1," + result(chosen, "manual") + ",\"prediction\":"
                + prediction(3, proposed) + "}]}";
    }

    @Test
    void aServerIsReadPageByPage() {
        List<String> asked = new ArrayList<>();
        LabelStudioApi server = path -> {
            asked.add(path);
            if (path.startsWith("/api/users/")) {
                return json("[{\"id\":1,\"email\":\"anna@example.com\"}]");
            }
            if (path.startsWith("/api/projects/9/export")) {
                return path.contains("=7")
                        ? json(annotated("{\"id\":1,\"completed_by\":1," + result("[\"Bug\"]", "prediction")
                                + ",\"parent_prediction\":35,\"prediction\":{}}"))
                        : json(
                                "[{\"id\":12,\"data\":{\"ticket_id\":\"ZD-2\"},\"annotations\":[],\"predictions\":[36]}]");
            }
            boolean first = path.contains("%22value%22%3A0");
            boolean second = path.contains("%22value%22%3A8");
            return json("{\"total\":3,\"tasks\":"
                    + (first
                            ? "[{\"id\":7,\"predictions\":[" + prediction(35, "[\"Bug\"]") + "]},{\"id\":8}]"
                            : second ? "[{\"id\":12,\"predictions\":[" + prediction(36, "[\"Billing\"]") + "]}]" : "[]")
                    + "}");
        };

        assertThat(lines(all(LabelStudioReviews.of(LABELS).read(server, 9))))
                .containsExactly(
                        "ZD-1 accepted [Bug] <- [Bug] by anna@example.com", "ZD-2 not-reviewed [] <- [Billing] by ");
        assertThat(asked).hasSize(6).filteredOn(path -> path.contains("users")).hasSize(1);
    }

    @Test
    void whoMayNotSeeMailAddressesGetsNumbers() {
        LabelStudioApi server = path -> {
            if (path.startsWith("/api/users/")) {
                throw new IOException("403");
            }
            boolean first = path.contains("%22value%22%3A0");
            return json(
                    path.startsWith("/api/projects/")
                            ? annotated("{\"id\":1,\"completed_by\":4," + result("[\"Bug\"]", "manual") + "}")
                            : "{\"tasks\":" + (first ? "[{\"id\":7,\"predictions\":[]}]" : "[]") + "}");
        };
        Reviews reviews = LabelStudioReviews.of(LABELS).read(server, 9);

        assertThat(lines(all(reviews))).containsExactly("ZD-1 corrected [Bug] <- [] by 4");
        assertThat(reviews.report().notes()).singleElement().asString().contains("people are numbers");
    }

    @Test
    void aServerThatDoesNotAnswerStopsTheReader() {
        Reviews reviews = LabelStudioReviews.of(LABELS)
                .read(
                        path -> {
                            throw new IOException("401 for " + path.substring(0, 10));
                        },
                        9);

        assertThatThrownBy(reviews::hasNext)
                .isInstanceOf(TicketLabelerException.class)
                .hasMessage("project 9: 401 for /api/tasks");
    }

    private static InputStream json(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
