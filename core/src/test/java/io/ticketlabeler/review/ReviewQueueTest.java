package io.ticketlabeler.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReviewQueueTest {

    @Test
    void doubtAndRareLabelsComeFirst() {
        Proposals.Builder builder = Proposals.builder()
                .add("none", List.of(), OptionalDouble.empty())
                .add("rare", "Praise", 0.8)
                .add("sure", "Bug", 0.99)
                .add("doubtful", "Bug", 0.3)
                .add("so-so", "Bug", 0.8);
        for (int i = 0; i < 20; i++) {
            builder.add("T-" + i, "Bug", 0.99);
        }

        assertThat(ReviewQueue.of(builder.build(), ticket -> ticket < 5).ids())
                .containsExactly("none", "doubtful", "rare", "so-so", "sure");
    }

    @Test
    void whatAnotherRunContradictsComesBeforeItsLike() {
        Proposals one = Proposals.builder()
                .add("1", "Bug", 0.9)
                .add("2", "Bug", 0.9)
                .add("3", "Bug", 0.5)
                .build();
        Proposals other = Proposals.builder()
                .add("2", "Question", 0.9)
                .add("1", "Bug", 0.9)
                .build();

        assertThat(ReviewQueue.of(one, ticket -> true).disagreement(other).ids())
                .containsExactly("2", "3", "1");
    }

    @Test
    void nearDuplicatesStandSideBySide() {
        Proposals proposals = Proposals.builder()
                .add("1", "Bug", 0.1)
                .add("2", "Bug", 0.2)
                .add("3", "Bug", 0.3)
                .add("4", "Bug", 0.4)
                .build();
        String text =
                "Hallo, seit dem Update von gestern kann ich mich nicht mehr anmelden, die Seite zeigt nur Fehler 500 an, bitte"
                        + " um schnelle Hilfe, denn wir müssen heute noch Rechnungen verschicken";
        Map<String, String> texts = Map.of(
                "1", text, "2", "Where is my invoice for March?", "3", "", "4", text.toUpperCase(Locale.ROOT) + "!!");

        assertThat(ReviewQueue.of(proposals, ticket -> true).besides(texts::get).ids())
                .containsExactly("1", "4", "2", "3");
    }
}
