package io.ticketlabeler.kili;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.contract.testbed.LabeledTickets;
import io.ticketlabeler.review.Review;
import io.ticketlabeler.review.Reviews;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KiliReviewsTest {

    private static final LabelSet LABELS = LabelSet.of("Billing", "Bug", "Q & A");
    private static final String ANNA = "\"author\":{\"id\":\"u1\",\"email\":\"anna@example.com\",\"name\":\"Anna A\"}";
    private static final String BOB = "\"author\":{\"id\":\"u2\",\"email\":null,\"name\":\"Bob B\"}";

    @TempDir
    Path directory = Path.of("");

    private final KiliReviews reader = KiliReviews.of(LABELS);

    @Test
    void whatAPersonChoseIsComparedWithThePrediction() throws IOException {
        Path export = data(
                asset("1", prediction(1, "BUG", 93), label("DEFAULT", 2, ANNA, "BUG")),
                asset("2", prediction(1, "BUG", 93), label("DEFAULT", 2, ANNA, "Q_A")),
                asset("3", prediction(1, "BUG", 93), label("DEFAULT", 2, ANNA)),
                asset("4", label("DEFAULT", 2, ANNA, "BUG")),
                asset("5", prediction(1, "BUG", 93)),
                asset("6"));

        assertThat(lines(reader.read(export)))
                .containsExactly(
                        "1 accepted [Bug] <- [Bug] 0.93 by anna@example.com",
                        "2 corrected [Q & A] <- [Bug] 0.93 by anna@example.com",
                        "3 empty [] <- [Bug] 0.93 by anna@example.com",
                        "4 chosen [Bug] <- [] by anna@example.com",
                        "5 not-reviewed [] <- [Bug] 0.93 by ",
                        "6 not-reviewed [] <- [] by ");
    }

    @Test
    void aReviewStandsForTheTicketAndTheNewestOfThem() throws IOException {
        Path export = data(asset(
                "1",
                label("REVIEW", 2, BOB, "BUG"),
                label("DEFAULT", 9, ANNA, "BILLING"),
                label("REVIEW", 3, BOB, "Q_A"),
                prediction(1, "BUG", 50)));

        Reviews reviews = reader.read(export);

        assertThat(reviews.hasNext()).isTrue();
        Review review = reviews.next();
        assertThat(review.labels()).containsExactly("Q & A");
        assertThat(review.reviewer()).isEqualTo("Bob B");
        assertThat(review.time()).contains(Instant.parse("2026-11-24T10:00:03.500Z"));
        assertThat(review.seconds()).hasValue(12.5);
        assertThat(reviews.hasNext()).isFalse();
    }

    @Test
    void withoutAReviewEachPersonHasTheirNewestLabelNewestFirst() throws IOException {
        Path export = data(asset(
                "1",
                label("DEFAULT", 1, ANNA, "BUG"),
                label("DEFAULT", 2, BOB, "BILLING"),
                label("DEFAULT", 3, ANNA, "Q_A")));

        assertThat(lines(reader.read(export)))
                .containsExactly("1 chosen [Q & A] <- [] by anna@example.com", "1 chosen [Billing] <- [] by Bob B");
    }

    @Test
    void whatWasSentBackOrSavedByItselfIsNoDecision() throws IOException {
        String sentBack =
                label("REVIEW", 5, BOB, "BUG").replace("\"isSentBackToQueue\":false", "\"isSentBackToQueue\":true");
        Path export = data(
                asset("1", sentBack, label("DEFAULT", 1, ANNA, "BILLING")),
                asset("2", label("AUTOSAVE", 5, ANNA, "BUG"), label("INFERENCE", 6, ANNA, "BUG")),
                asset("3", sentBack));

        assertThat(lines(reader.read(export)))
                .containsExactly(
                        "1 chosen [Billing] <- [] by anna@example.com",
                        "2 not-reviewed [] <- [] by ",
                        "3 not-reviewed [] <- [] by ");
    }

    @Test
    void allShapesOfAnExportAreRead() throws IOException {
        String label = label("DEFAULT", 1, ANNA, "BUG");
        String asText = "{\"labelType\":\"DEFAULT\",\"jsonResponse\":"
                + "\"{\\\"CLASSIFICATION_JOB\\\":{\\\"categories\\\":[{\\\"name\\\":\\\"BUG\\\"}]}}\"}";
        Path export = data(
                "{\"externalId\":\"1\",\"latestLabels\":[null," + label + "]}",
                "{\"externalId\":\"2\",\"latestLabel\":" + label + "}",
                "{\"externalId\":\"3\",\"latestLabel\":null,\"content\":\"\"}",
                "{\"externalId\":4,\"labels\":[" + asText + "]}");

        assertThat(lines(reader.read(export)))
                .containsExactly(
                        "1 chosen [Bug] <- [] by anna@example.com",
                        "2 chosen [Bug] <- [] by anna@example.com",
                        "3 not-reviewed [] <- [] by ",
                        "4 chosen [Bug] <- [] by ");
    }

    @Test
    void zipsFoldersAndSingleFilesSayTheSame() throws IOException {
        String one = asset("1", label("DEFAULT", 1, ANNA, "BUG"));
        String two = asset("a~2Fb", label("DEFAULT", 1, ANNA, "BILLING"));
        Path single = zip(Map.of("data.json", "[" + one + "," + two + "]", "README.kili.txt", "Exported"));
        Map<String, String> files = new LinkedHashMap<>();
        files.put("labels/", "");
        files.put("labels/1.json", one);
        files.put("labels/a~2Fb.json", two);
        files.put("assets/data.json", "no asset of ours");
        files.put("README.kili.txt", "Exported");
        Map<String, String> inProject = new LinkedHashMap<>();
        files.forEach((name, content) -> inProject.put("clcun99/" + name, content));
        Path folder = Files.createDirectories(directory.resolve("unpacked"));
        Files.createDirectories(folder.resolve("labels"));
        Files.writeString(folder.resolve("labels/1.json"), one);
        Files.writeString(folder.resolve("labels/a~2Fb.json"), two);
        Path file = Files.writeString(directory.resolve("data.json"), "[" + one + "," + two + "]");

        for (Path export : List.of(single, zip(files), zip(inProject), folder, file)) {
            assertThat(lines(reader.read(export)))
                    .as(export.getFileName().toString())
                    .containsExactly(
                            "1 chosen [Bug] <- [] by anna@example.com",
                            "a/b chosen [Billing] <- [] by anna@example.com");
        }
        assertThat(lines(reader.read(folder.resolve("labels/1.json"))))
                .containsExactly("1 chosen [Bug] <- [] by anna@example.com");
    }

    @Test
    void theRunTellsWhatWasProposedAndWhoIsMissing() throws IOException {
        String longId = "x".repeat(500);
        Path out = directory.resolve("out/kili");
        new LabeledTickets(
                        LABELS,
                        List.of(
                                Ticket.of("a/b", "t"),
                                Ticket.of(longId, "t"),
                                Ticket.of("3", "t"),
                                Ticket.of("4", "t")),
                        List.of(
                                labeled("a/b", "Bug", 0.934),
                                labeled(longId, "Bug", 0.5),
                                labeled("3", "Billing", 0.25),
                                new Abstained("4", "why", Provenance.NOT_ASKED)))
                .exportTo(KiliExporter.to(out));
        String name = List.copyOf(KiliRun.of(out).tickets().keySet()).get(1);
        Path export = data(
                asset("a~2Fb", prediction(1, "BUG", 93), label("REVIEW", 2, ANNA, "BUG")),
                asset(name, label("DEFAULT", 2, ANNA, "BILLING")),
                asset("new", label("DEFAULT", 2, ANNA, "BILLING")));

        assertThat(lines(reader.run(KiliRun.of(directory.resolve("out"))).read(export)))
                .containsExactly(
                        "a/b accepted [Bug] <- [Bug] 0.934 by anna@example.com",
                        longId + " corrected [Billing] <- [Bug] 0.5 by anna@example.com",
                        "new chosen [Billing] <- [] by anna@example.com",
                        "3 not-reviewed [] <- [Billing] 0.25 by ",
                        "4 not-reviewed [] <- [] by ");
        Reviews alone = reader.read(export);
        assertThat(lines(alone)).hasSize(2);
        assertThat(alone.report().notes()).singleElement().asString().contains(name, "give the run");
    }

    @Test
    void theRunKnowsItsCategoriesWhenTheLabelsHaveChanged() throws IOException {
        Path out = directory.resolve("out");
        LabelSet before = LabelSet.of("Q+A", "Bug");
        new LabeledTickets(before, List.of(Ticket.of("1", "t")), List.of(labeled("1", "Bug", 0.5)))
                .exportTo(KiliExporter.to(out));
        Path export = data(asset("1", label("DEFAULT", 2, ANNA, "Q_A")));
        LabelSet now = LabelSet.of("Q+A", "Q & A", "Bug");

        assertThat(lines(KiliReviews.of(now).run(KiliRun.of(out)).read(export)))
                .containsExactly("1 corrected [Q+A] <- [Bug] 0.5 by anna@example.com");
        Reviews alone = KiliReviews.of(now).read(export);
        assertThat(lines(alone)).containsExactly("1 chosen [Q_A] <- [] by anna@example.com");
        assertThat(alone.report().unknownLabels()).isEqualTo(Map.of("Q_A", 1L));
    }

    @Test
    void severalCategoriesAreComparedAsSets() throws IOException {
        LabelSet several = LabelSet.builder().multiple().add("A").add("B").build();
        Path export = data(
                asset(
                        "1",
                        prediction(1, "A", 93).replace("}]", "},{\"name\":\"B\",\"confidence\":40.5}]"),
                        label("DEFAULT", 2, ANNA, "B", "A")),
                asset(
                        "2",
                        prediction(1, "A", 93).replace(",\"confidence\":93", ""),
                        label("DEFAULT", 2, ANNA, "B", "A", "NEW")));
        Reviews reviews = KiliReviews.of(several).read(export);

        assertThat(lines(reviews))
                .containsExactly(
                        "1 accepted [B, A] <- [A, B] 0.405 by anna@example.com",
                        "2 corrected [B, A, NEW] <- [A] by anna@example.com");
        assertThat(reviews.report().unknownLabels()).isEqualTo(Map.of("NEW", 1L));
    }

    @Test
    void answersToOtherQuestionsAndAssetsWithoutIdAreNoted() throws IOException {
        Path export = data(
                asset("1", label("DEFAULT", 1, ANNA, "BUG").replace("CLASSIFICATION_JOB", "JOB_0")),
                asset("2", label("DEFAULT", 1, ANNA, "BUG").replace("{\"CLASS", "{\"ROTATION_JOB\":{},\"CLASS")),
                "{\"labels\":[]}");
        Reviews reviews = reader.read(export);

        assertThat(lines(reviews))
                .containsExactly("1 not-reviewed [] <- [] by ", "2 chosen [Bug] <- [] by anna@example.com");
        assertThat(reviews.report().notes())
                .containsExactly(
                        "ticket 1: a label answers the question \"JOB_0\", not \"CLASSIFICATION_JOB\", and was left out",
                        "data.json, line 4: an asset without external id was left out");
        assertThat(lines(reader.job("JOB_0").read(export)).get(0)).startsWith("1 chosen [Bug]");
    }

    @Test
    void brokenAndForeignFilesAreRefusedWithTheirPlaceAndWithoutTheirTexts() throws IOException {
        String good = asset("1", label("DEFAULT", 1, ANNA, "BUG"));
        Path cut = Files.writeString(directory.resolve("cut.json"), "[\n" + good + ",\n{\"externalId\":\"secret");
        Path foreign = Files.writeString(directory.resolve("tasks.json"), "[\n{\"data\":{\"text\":\"secret\"}}]");
        Path text = Files.writeString(directory.resolve("text.json"), "secret words");
        Path twice =
                Files.writeString(directory.resolve("twice.json"), "{\"externalId\":\"secret\",\"externalId\":\"2\"}");
        Path empty = zip(Map.of("README.kili.txt", "secret"));
        Path outside = zip(Map.of("../data.json", "[" + good + "]"));
        Path bad = zip(Map.of("labels/x.json", "[\"secret\"]"));
        byte[] whole = Files.readAllBytes(zip(Map.of("data.json", "[" + good + "]")));
        Path half = Files.write(directory.resolve("half.zip"), Arrays.copyOf(whole, 120));

        assertRefused(cut, "cut.json: cut.json: the JSON ends in the middle of a value at line 3");
        assertRefused(foreign, "tasks.json, line 2: this is no asset of Kili", "\"kili\"");
        assertRefused(text, "text.json: not JSON", "line 1");
        assertRefused(twice, "twice.json: not JSON, or beyond its limits, at line 1");
        assertRefused(empty, "there is neither data.json nor labels/ in it");
        assertRefused(outside, "something else than Kili's files");
        assertRefused(bad, "labels/x.json: line 1: expected is an object");
        assertRefused(half, "half.zip");
        assertRefused(
                Files.createDirectory(directory.resolve("empty")), "there is neither data.json nor labels/ in it");
        assertThatThrownBy(() -> reader.read(directory.resolve("missing.zip")))
                .isInstanceOf(TicketLabelerException.class)
                .hasMessageContaining("missing.zip");
        assertThatThrownBy(() -> KiliRun.of(directory)).hasMessageContaining("interface.json");
    }

    @Test
    void aZipThatGrowsBeyondMeasureIsRefused() throws IOException {
        Path bomb = directory.resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("data.json"));
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 80; i++) {
                zip.write(blanks);
            }
        }

        assertRefused(bomb, "grows to more than 200 times its size");
    }

    private void assertRefused(Path export, String... words) {
        assertThatThrownBy(() -> lines(reader.read(export)))
                .isInstanceOf(TicketLabelerException.class)
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("secret");
    }

    private static Labeled labeled(String id, String label, double confidence) {
        return new Labeled(
                id,
                List.of(ScoredLabel.of(label, confidence)),
                new Provenance(Provenance.Source.MODEL, "some-model-2026", false));
    }

    private static String asset(String externalId, String... labels) {
        return "{\"id\":\"c1\",\"externalId\":\"" + externalId + "\",\"content\":\"https://example.com/x\",\"status\":"
                + "\"LABELED\",\"labels\":[" + String.join(",", labels) + "]}";
    }

    private static String label(String type, int second, String author, String... keys) {
        String categories = String.join(
                ",",
                Arrays.stream(keys).map(key -> "{\"name\":\"" + key + "\"}").toList());
        return written(type, second, author, keys.length == 0 ? "{}" : response(categories));
    }

    private static String prediction(int second, String key, int percent) {
        return written(
                "PREDICTION", second, ANNA, response("{\"name\":\"" + key + "\",\"confidence\":" + percent + "}"));
    }

    private static String response(String categories) {
        return "{\"CLASSIFICATION_JOB\":{\"categories\":[" + categories + "]}}";
    }

    private static String written(String type, int second, String author, String response) {
        return "{\"labelType\":\"" + type + "\",\"createdAt\":\"2026-11-24T10:00:0" + second
                + ".500Z\",\"secondsToLabel\":" + "12.5,\"isSentBackToQueue\":false," + author + ",\"jsonResponse\":"
                + response + "}";
    }

    private Path data(String... assets) throws IOException {
        return Files.writeString(directory.resolve("data.json"), "[\n" + String.join(",\n", assets) + "]\n");
    }

    private Path zip(Map<String, String> files) throws IOException {
        Path file = Files.createTempFile(directory, "export", ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> each : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static List<String> lines(Reviews reviews) {
        List<String> lines = new ArrayList<>();
        try (reviews) {
            reviews.forEachRemaining(review -> lines.add(review.ticketId() + " "
                    + review.decision().code() + " " + review.labels() + " <- " + review.proposed()
                    + (review.confidence().isPresent()
                            ? " " + review.confidence().getAsDouble()
                            : "") + " by "
                    + review.reviewer()));
        }
        return lines;
    }
}
