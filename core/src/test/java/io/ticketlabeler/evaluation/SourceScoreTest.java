package io.ticketlabeler.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.review.ReviewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceScoreTest {

    @TempDir
    private Path dir;

    private Proposals proposals(String rows) throws IOException {
        Path file = dir.resolve("labels.csv");
        Files.writeString(file, "id,label,confidence,source,reason,model\n" + rows);
        return Proposals.read(file);
    }

    private Truth truth(String rows) throws IOException {
        Path file = dir.resolve("reviews.csv");
        Files.writeString(file, "ticket_id,label\n" + rows);
        try (ReviewFile reviews = ReviewFile.read(file)) {
            return Truth.of(reviews);
        }
    }

    @Test
    void eachSourceIsJudgedByTheTicketsThatItAnswered() throws IOException {
        Proposals proposals = proposals(
                """
                1,Bug,0.9,model,,learned
                2,Bug,0.9,cache,,learned
                3,Bug,0.9,model,,learned
                4,Billing,,model,,gpt-4o-mini
                5,Billing,,duplicate,,gpt-4o-mini
                6,,,model,none of the labels fits,gpt-4o-mini
                7,Bug,,person,,somebody
                """);

        List<SourceScore> scores = SourceScore.of(
                truth("1,Bug\n2,Billing\n4,Billing\n6,Bug\n7,Bug\nnot-there,Bug\n"),
                proposals,
                Map.of("gpt-4o-mini", 0.25));

        assertThat(scores).extracting(SourceScore::name).containsExactly("learned", "gpt-4o-mini");
        assertThat(scores).extracting(SourceScore::tickets).containsExactly(3, 2);
        assertThat(scores).extracting(SourceScore::reviewed).containsExactly(2, 1);
        assertThat(scores).extracting(each -> each.accuracy().value()).containsExactly(0.5, 1.0);
        assertThat(scores.get(0).usd()).isEmpty();
        assertThat(scores.get(1).usd()).hasValue(0.25);
        assertThat(scores.get(1).toString()).startsWith("gpt-4o-mini: 2 tickets, 1 reviewed, right 1.000 (");
    }

    @Test
    void aRunThatDoesNotSayWhoAnsweredHasNone() throws IOException {
        Path file = dir.resolve("labels.csv");
        Files.writeString(file, "id,label\n1,Bug\n");

        assertThat(SourceScore.of(truth("1,Bug\n"), Proposals.read(file), Map.of()))
                .isEmpty();
    }

    @Test
    void whoAnsweredDoesNotChangeTheHash() throws IOException {
        String one = proposals("1,Bug,0.9,model,,learned\n").hash();

        assertThat(proposals("1,Bug,0.9,cache,,other\n").hash()).isEqualTo(one);
    }
}
