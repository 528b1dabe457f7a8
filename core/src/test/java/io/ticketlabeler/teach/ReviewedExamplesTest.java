package io.ticketlabeler.teach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.evaluation.Truth;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewedExamplesTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Map<String, String> TEXTS =
            Map.of("1", "Die Rechnung ist \"falsch\"\n🙂", "2", "It crashes", "3", "x".repeat(20_000), "4", " ");

    @TempDir
    Path folder;

    private static Review says(String reviewer, String id, String label, Instant time) {
        return Review.of(id, reviewer, Decision.CHOSEN, List.of(label)).at(time);
    }

    private static ReviewedExamples with(ReviewedExamples before, Review... reviews) {
        return before.with(
                Truth.of(List.of(reviews).iterator()), id -> Optional.ofNullable(TEXTS.get(id)), "label-studio");
    }

    @Test
    void onlyWhatPeopleSettledIsAnExampleAndWhoSaysSoIsKept() {
        ReviewedExamples examples = with(
                ReviewedExamples.none(),
                says("anna", "1", "Billing", NOON),
                says("björn", "1", "Billing", NOON.plusSeconds(5)),
                says("anna", "2", "Bug", NOON),
                says("björn", "2", "Billing", NOON),
                Review.of("3", "anna", Decision.SKIPPED, List.of("Bug")),
                says("anna", "4", "Bug", NOON),
                says("anna", "unknown", "Bug", NOON));

        assertThat(examples.all())
                .containsExactly(new ReviewedExample(
                        "1",
                        Example.of(TEXTS.get("1"), "Billing"),
                        List.of("anna", "björn"),
                        Optional.of(NOON.plusSeconds(5)),
                        "label-studio"));
        assertThat(examples.toString()).doesNotContain("Rechnung").startsWith("1 reviewed examples, version ");
    }

    @Test
    void anotherReviewMakesAnotherVersionAndThePromptAnotherPrompt() {
        ReviewedExamples one = with(ReviewedExamples.none(), says("anna", "1", "Billing", NOON));
        ReviewedExamples two = with(one, says("anna", "2", "Bug", NOON));
        ReviewedExamples corrected = with(two, says("anna", "1", "Bug", NOON.plusSeconds(60)));

        assertThat(List.of(one.version(), two.version(), corrected.version())).doesNotHaveDuplicates();
        assertThat(corrected.size()).isEqualTo(2);
        assertThat(with(two, says("björn", "1", "Billing", NOON.plusSeconds(60)))
                        .version())
                .as("the same prompt")
                .isEqualTo(two.version());
        assertThat(with(two, says("anna", "1", "Bug", NOON.minusSeconds(60))).version())
                .as("an older decision")
                .isEqualTo(two.version());
        assertThat(PromptStrategies.fewShot(one.examples()).fingerprint())
                .isNotEqualTo(PromptStrategies.fewShot(two.examples()).fingerprint());
        assertThat(nearest(one)).isNotEqualTo(nearest(two)).isEqualTo(nearest(one));
    }

    private static String nearest(ReviewedExamples examples) {
        return PromptStrategies.nearestExamples(texts -> List.of(), examples.examples(), 3, examples.version())
                .fingerprint();
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        ReviewedExamples examples = with(
                ReviewedExamples.none(),
                says("", "1", "Billing", NOON),
                Review.of("2", "anna", Decision.EMPTY, List.of()),
                says("anna", "3", "Bug", NOON));
        Path file = folder.resolve("examples.jsonl");
        examples.write(file);

        ReviewedExamples read = ReviewedExamples.read(file);

        assertThat(read.all()).isEqualTo(examples.all());
        assertThat(read.version()).isEqualTo(examples.version());
        assertThat(read.all().get(2).example().text()).hasSize(1_000);
        assertThat(ReviewedExamples.isWrittenIn(file)).isTrue();
        Files.writeString(file, "text,label\n");
        assertThat(ReviewedExamples.isWrittenIn(file)).isFalse();
    }

    @Test
    void aFaultNamesItsLineAndQuotesNothing() throws IOException {
        String good = "\"ticket_id\":\"1\",\"text\":\"secret\",\"labels\":[\"Bug\"],\"tool\":\"\"";
        assertFault("{" + good + "}", ":3: reviewers is no array");
        assertFault("{" + good + ",\"reviewers\":[]}", ":3: example 1 has no reviewer");
        assertFault("{" + good + ",\"reviewers\":[\"a\"],\"decided_at\":\"secret\"}", ":3: decided_at is no time");
        assertFault("{\"ticket_id\":\"1\",secret", ":3: the line is no JSON");
        assertFault("{\"ticket_id\":\"1\"}", ":3: ticket_id or text is missing");
        Files.writeString(folder.resolve("e.jsonl"), "{\"secret\":1}\n");
        assertThatThrownBy(() -> ReviewedExamples.read(folder.resolve("e.jsonl")))
                .hasMessageContaining("holds no reviewed examples")
                .hasMessageNotContaining("secret");
    }

    private void assertFault(String line, String expected) throws IOException {
        Path file = folder.resolve("e.jsonl");
        Files.writeString(file, "{\"what\":\"reviewed examples\",\"format\":1}\n\n" + line + "\n");
        assertThatThrownBy(() -> ReviewedExamples.read(file))
                .hasMessageContaining(expected)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void eachLabelGetsExamplesOfUsualLength() {
        Map<String, String> texts = Map.of("a", "x", "b", "x".repeat(10), "c", "x".repeat(12), "d", "x".repeat(900));
        List<Review> reviews = List.of(
                says("anna", "a", "Bug", NOON),
                says("anna", "b", "Bug", NOON),
                says("anna", "c", "Bug", NOON),
                says("anna", "d", "Billing", NOON));
        ReviewedExamples examples = ReviewedExamples.none()
                .with(Truth.of(reviews.iterator()), id -> Optional.ofNullable(texts.get(id)), "");

        assertThat(examples.perLabel(2))
                .extracting(example -> example.text().length())
                .containsExactly(10, 12, 900);
        assertThat(examples.fitting(List.of("Billing"))).hasSize(1);
        assertThatThrownBy(() -> examples.perLabel(0)).hasMessageContaining("expected at least 1");
    }
}
