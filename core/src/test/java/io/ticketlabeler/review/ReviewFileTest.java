package io.ticketlabeler.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.read.TicketFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewFileTest {

    @TempDir
    Path folder;

    @Test
    void whatWeWriteIsReadBack() throws IOException {
        List<Review> reviews = List.of(
                Review.of("ZD-1", "anna@example.com", Decision.CORRECTED, List.of("Billing"))
                        .proposed(List.of("Bug"), OptionalDouble.of(0.61))
                        .took(7.2)
                        .at(Instant.parse("2026-11-24T12:00:00.250Z")),
                Review.of("=2", "@bob", Decision.EMPTY, List.of()),
                Review.of("3", "", Decision.SKIPPED, List.of("Größe", "say \"hi\"")));
        Path file = folder.resolve("reviews.csv");
        ReviewCsv.write(file, reviews.iterator());

        assertThat(ReviewFile.readAll(file)).isEqualTo(reviews);
    }

    @Test
    void idAndLabelAreEnough() throws IOException {
        Path file = folder.resolve("reviews.csv");
        Files.write(file, "Label;Sonst;ID\r\nRückfrage;x;1\r\n;y;2\r\n".getBytes(StandardCharsets.ISO_8859_1));

        try (ReviewFile reviews = ReviewFile.read(file)) {
            assertThat(reviews.next()).isEqualTo(Review.of("1", "", Decision.CHOSEN, List.of("Rückfrage")));
            assertThat(reviews.next()).isEqualTo(Review.of("2", "", Decision.NOT_REVIEWED, List.of()));
            assertThat(reviews.hasNext()).isFalse();
            assertThat(reviews.report()).hasToString("1 chosen, 1 not-reviewed");
        }
    }

    @Test
    void errorsNameLineAndColumnAndNeverQuote() throws IOException {
        assertFault("id,label,decision\n1,Bug,accepted\n2,Bug,secret\n", ":3:3: the decision is none of accepted");
        assertFault("id,label\n1,Bug\n\" \",Bug\n", ":3:1: the id of the ticket is blank");
        assertFault("id,label,decision\n1,,accepted\n", ":2:2: the decision is accepted, but there is no label");
        assertFault("id,label,seconds\n1,Bug,secret\n", ":2:3: the seconds is no number from 0 on");
        assertFault("id,label,decided_at\n1,Bug,secret\n", ":2:3: the time is none like 2026-11-24T12:00:00Z");
        assertFault("id,text\n1,secret\n", ":1:1: there is no column \"label\"");
        assertFault("id,label\n1,\"Bug\n", ":2:2: a quote that opens in this row is never closed");
        assertFault("id,label\n1,Bug,secret\n", ":2:3: the row has 3 fields, the header has 2");
    }

    private void assertFault(String content, String expected) throws IOException {
        Path file = folder.resolve("reviews.csv");
        Files.writeString(file, content);

        assertThatThrownBy(() -> ReviewFile.readAll(file))
                .isInstanceOf(TicketFileException.class)
                .hasMessageContaining(expected)
                .hasMessageNotContaining("secret");
    }
}
