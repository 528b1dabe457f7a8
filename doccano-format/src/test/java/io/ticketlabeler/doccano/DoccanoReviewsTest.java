package io.ticketlabeler.doccano;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.prompt.ExampleStore;
import io.ticketlabeler.review.Review;
import io.ticketlabeler.review.Reviews;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoccanoReviewsTest {

    private static final LabelSet LABELS = LabelSet.of("Billing", "Bug", " Q & A ");
    private static final LabelSet SEVERAL = LabelSet.builder()
            .multiple()
            .add("A")
            .add("B")
            .add("A#B")
            .add("[x]")
            .build();

    @TempDir
    Path directory = Path.of("");

    private final DoccanoReviews reader = DoccanoReviews.of(LABELS);

    @Test
    void confirmedIsAcceptedCorrectedOrEmptyByWhatWasProposed() throws IOException {
        Path confirmed = zip(
                Map.of(
                        "all.jsonl",
                        """
                {"id":"ZD-1","text":"a","proposed_label":"Bug","confidence":"0.93","label":["Bug"],"Comments":[]}
                {"id":"ZD-2","text":"b","proposed_label":"Bug","confidence":"","label":["Billing"]}
                {"id":"ZD-3","text":"c","proposed_label":"Bug","confidence":null,"label":[]}
                {"id":"ZD-4","text":"d","proposed_label":"","label":["Bug"]}
                {"id":"ZD-5","text":"e","proposed_label":"Q & A","label":["Q & A"]}
                {"id":"ZD-6","text":"f","label":["Bug"]}

                """));

        assertThat(lines(reader.readConfirmed(confirmed)))
                .containsExactly(
                        "ZD-1 accepted [Bug] <- [Bug] 0.93",
                        "ZD-2 corrected [Billing] <- [Bug]",
                        "ZD-3 empty [] <- [Bug]",
                        "ZD-4 corrected [Bug] <- []",
                        "ZD-5 accepted [ Q & A ] <- [ Q & A ]",
                        "ZD-6 chosen [Bug] <- []");
    }

    @Test
    void whatIsNotAmongTheConfirmedIsNotReviewedWhateverItsLabels() throws IOException {
        Path all = zip(Map.of("all.json", "[" + row("1", "Bug", "Bug") + "," + row("2", "Bug", "Billing") + "]"));
        Path confirmed = zip(Map.of("all.json", "[" + row("2", "Bug", "Billing") + "]"));

        assertThat(lines(reader.read(all, confirmed)))
                .containsExactly("2 corrected [Billing] <- [Bug]", "1 not-reviewed [] <- [Bug]");
        Reviews alone = reader.read(all);
        assertThat(lines(alone)).containsExactly("1 not-reviewed [] <- [Bug]", "2 not-reviewed [] <- [Bug]");
        assertThat(alone.report().notes()).singleElement().asString().contains("approved");
    }

    /** Keys that come late stand behind the labels, whole numbers come as floats, and a label once for each person. */
    @Test
    void columnsComeInAnyOrderNumbersAsFloatsAndLabelsTwice() throws IOException {
        Path confirmed = zip(
                Map.of(
                        "all.jsonl",
                        """
                {"label":["Bug","Bug"],"Comments":["x"],"n":3.0,"id":7.0,"confidence":0.5,"text":"a\\/b","proposed_label":"Bug"}
                {"text":"a","proposed_label":"Bug","id":12345678901234567890,"label":"Bug"}
                """));

        assertThat(lines(reader.readConfirmed(confirmed)))
                .containsExactly("7 accepted [Bug] <- [Bug] 0.5", "12345678901234567890 accepted [Bug] <- [Bug]");
    }

    @Test
    void eachMemberHasAFileAndWhatNobodyConfirmedComesOnce() throws IOException {
        Map<String, String> confirmed = new LinkedHashMap<>();
        confirmed.put("anna.jsonl", row("1", "Bug", "Bug"));
        confirmed.put("bob.jsonl", row("1", "Bug", "Billing") + "\n" + row("2", "Bug", ""));
        confirmed.put("bot.jsonl", "\n");
        Map<String, String> all = new LinkedHashMap<>();
        for (String member : List.of("anna", "bob", "bot")) {
            all.put(
                    member + ".jsonl",
                    row("1", "Bug", "Bug") + "\n" + row("2", "Bug", "") + "\n" + row("3", "Bug", ""));
        }

        Reviews reviews = reader.read(zip(all), zip(confirmed));

        assertThat(reviews(reviews))
                .extracting(
                        review -> review.ticketId() + " " + review.decision().code() + " by " + review.reviewer())
                .containsExactly("1 accepted by anna", "1 corrected by bob", "2 empty by bob", "3 not-reviewed by ");
    }

    @Test
    void labelsOfATableAreFoundAlsoWithTheSeparatorInTheirNames() throws IOException {
        Path confirmed = zip(
                Map.of(
                        "all.csv",
                        """
                Comments,label,proposed_label,id,text
                ,A#A#B,"[""A"",""A#B""]",1,"a, ""b""
                c"
                ,A#A#B#B,"[""B""]",2,x
                ,,"[""B""]",3,x
                ,[x],"[""[x]""]",4,x
                x#y,A#new,"[""A""]",5,x
                """));
        Reviews reviews = DoccanoReviews.of(SEVERAL).readConfirmed(confirmed);

        assertThat(lines(reviews))
                .containsExactly(
                        "1 accepted [A, A#B] <- [A, A#B]",
                        "2 corrected [A, A#B, B] <- [B]",
                        "3 empty [] <- [B]",
                        "4 accepted [[x]] <- [[x]]",
                        "5 corrected [A, new] <- [A]");
        assertThat(reviews.report().unknownLabels()).isEqualTo(Map.of("new", 1L));
    }

    @Test
    void fastTextFindsTheTicketsByTheTextsOfTheRun() throws IOException {
        Files.writeString(directory.resolve("labels.json"), "[]");
        Files.writeString(
                directory.resolve("tickets.jsonl"),
                """
                {"id":"1","text":"same","label":["Bug"],"proposed_label":"Bug","confidence":"0.5"}
                {"id":"2","text":"same","label":["Bug"],"proposed_label":"Bug","confidence":"0.5"}
                {"id":"3","text":"__label__Bug is no label, \\"said\\" he","label":[],"proposed_label":"","confidence":""}
                {"id":"4","text":"with __comment__ in it","label":[],"proposed_label":"","confidence":""}
                """);
        Path confirmed = zip(
                Map.of(
                        "all.txt",
                        """
                __label__Bug same\s
                __label__Q & A same __comment__why __comment__so
                "__label__Billing __label__Bug is no label, ""said"" he "
                 with __comment__ in it __comment__x
                __label__Bug nobody wrote this\s
                """));

        Reviews reviews = reader.run(DoccanoRun.of(directory)).readConfirmed(confirmed);

        assertThat(lines(reviews))
                .containsExactly(
                        "1 accepted [Bug] <- [Bug] 0.5",
                        "2 corrected [ Q & A ] <- [Bug] 0.5",
                        "3 corrected [Billing] <- []",
                        "4 empty [] <- []");
        assertThat(reviews.report().notes())
                .singleElement()
                .asString()
                .contains("all.txt, row 5")
                .doesNotContain("nobody");
        assertThatThrownBy(() -> lines(reader.readConfirmed(confirmed))).hasMessageContaining("no ticket ids");
    }

    @Test
    void exportsWithoutRowsAreEmpty() throws IOException {
        for (String name : List.of("all.jsonl", "all.csv", "all.json")) {
            Path empty = zip(Map.of(name, name.endsWith("json") ? "[]" : "\n"));

            assertThat(lines(reader.readConfirmed(empty))).as(name).isEmpty();
        }
    }

    @Test
    void correctionsBecomeExamples() throws IOException {
        ExampleStore store = ExampleStore.holding(10);

        lines(reader.examples(store)
                .readConfirmed(
                        zip(Map.of("all.jsonl", row("1", "Bug", "Bug") + "\n" + row("2", "Bug", "Billing") + "\n"))));

        assertThat(store.examples()).containsExactly(Example.of("text of 2", "Billing"));
    }

    @Test
    void aDocumentWithoutAnIdIsLeftOutAndNoted() throws IOException {
        Reviews reviews = reader.readConfirmed(zip(Map.of("all.jsonl", "{\"text\":\"secret\",\"label\":[\"Bug\"]}\n")));

        assertThat(lines(reviews)).isEmpty();
        assertThat(reviews.report().notes()).containsExactly("all.jsonl, row 1: a document without id was left out");
    }

    @Test
    void whatIsNoExportIsRefusedWithItsPlaceAndWithoutItsText() throws IOException {
        for (String name : List.of("../all.jsonl", "a/all.jsonl", "/all.jsonl", "a\\all.jsonl", "C:all.jsonl", "..")) {
            assertThatThrownBy(() -> lines(reader.readConfirmed(zip(Map.of(name, row("1", "Bug", "Bug"))))))
                    .as(name)
                    .isInstanceOf(TicketLabelerException.class)
                    .hasMessageContaining("a folder or a path");
        }
        assertThatThrownBy(() -> lines(reader.readConfirmed(zip(Map.of("all.exe", "secret")))))
                .hasMessageContaining("expected are jsonl, json, csv and txt");
        assertThatThrownBy(() -> lines(reader.readConfirmed(
                        zip(Map.of("all.jsonl", row("1", "Bug", "Bug") + "\n{\"id\":\"2\",\"text\":\"secret")))))
                .hasMessageContainingAll("all.jsonl, after row 1", "ends in the middle")
                .hasMessageNotContaining("secret")
                .rootCause()
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> lines(reader.readConfirmed(zip(Map.of("all.csv", "id,text\n1,\"secret\n")))))
                .hasMessageContaining("not CSV")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> reader.readConfirmed(directory.resolve("missing.zip")))
                .hasMessageContaining("missing.zip");
        Path cut = directory.resolve("cut.zip");
        byte[] whole = Files.readAllBytes(zip(Map.of("all.jsonl", row("1", "Bug", "Bug"))));
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> lines(reader.readConfirmed(cut))).isInstanceOf(TicketLabelerException.class);
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        Path bomb = directory.resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("all.jsonl"));
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 100; i++) {
                zip.write(blanks);
            }
        }

        assertThatThrownBy(() -> lines(reader.readConfirmed(bomb))).hasMessageContaining("200 times its size");
    }

    @Test
    void aFileOutOfTheZipIsReadAsWell() throws IOException {
        Path file = Files.writeString(directory.resolve("all.jsonl"), row("1", "Bug", "Bug") + "\n");

        assertThat(lines(reader.readConfirmed(file))).containsExactly("1 accepted [Bug] <- [Bug]");
    }

    private static String row(String id, String proposed, String label) {
        return "{\"id\":\"" + id + "\",\"text\":\"text of " + id + "\",\"proposed_label\":\"" + proposed
                + "\",\"label\":[" + (label.isEmpty() ? "" : "\"" + label + "\"") + "]}";
    }

    private Path zip(Map<String, String> files) throws IOException {
        Path file = Files.createTempFile(directory, "export", ".zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> each : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
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
                        + review.proposed()
                        + (review.confidence().isPresent()
                                ? " " + review.confidence().getAsDouble()
                                : ""))
                .toList();
    }
}
