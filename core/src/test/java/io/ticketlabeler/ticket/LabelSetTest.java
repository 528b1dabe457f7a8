package io.ticketlabeler.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class LabelSetTest {

    @Test
    void keepsTheOrderInWhichLabelsWereGiven() {
        assertThat(LabelSet.of("Zeta", "Alpha", "Mitte").names()).containsExactly("Zeta", "Alpha", "Mitte");
    }

    @Test
    void resolvesNamesAndAliasesWhateverTheirCaseAndBlanks() {
        LabelSet labels = LabelSet.builder()
                .add("Feature Request")
                .add("Größe")
                .alias("Feature", "Feature Request")
                .build();

        assertThat(labels.resolve("  feature\u00A0 REQUEST\n").orElseThrow().name())
                .isEqualTo("Feature Request");
        assertThat(labels.resolve("feature").orElseThrow().name()).isEqualTo("Feature Request");
        assertThat(labels.resolve("Gro\u0308ße").orElseThrow().name()).isEqualTo("Größe");
    }

    @Test
    void neverResolvesWhatMerelyLooksSimilar() {
        LabelSet labels = LabelSet.of("Bug", "Feature Request");

        assertThat(labels.resolve("Bugs")).isEmpty();
        assertThat(labels.resolve("Bug or Feature Request")).isEmpty();
        assertThat(labels.resolve("FeatureRequest")).isEmpty();
        assertThat(labels.resolve("")).isEmpty();
    }

    @Test
    void refusesAnEmptySet() {
        assertThatIllegalArgumentException().isThrownBy(LabelSet::of).withMessageContaining("at least one label");
        assertThatIllegalArgumentException().isThrownBy(() -> LabelSet.of("Bug", " \t"));
    }

    @Test
    void refusesNamesThatDifferInCaseOrBlanksOnly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelSet.of("Bug Report", "bug  report"))
                .withMessageContaining("bug  report")
                .withMessageContaining("Bug Report");
    }

    @Test
    void refusesCharactersThatXmlCannotHold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelSet.of("Bug\u0001"))
                .withMessageContaining("U+0001");
        assertThatIllegalArgumentException().isThrownBy(() -> LabelSet.of("half \uD83D emoji"));
        assertThat(LabelSet.of("whole 🙂 emoji").names()).containsExactly("whole 🙂 emoji");
    }

    @Test
    void refusesNamesOverAHundredCharacters() {
        assertThat(LabelSet.of("🙂".repeat(100)).labels()).hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelSet.of("x".repeat(101)))
                .withMessageContaining("101");
    }

    @Test
    void refusesAliasesThatLeadNowhereOrTwoWays() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        LabelSet.builder().add("Bug").alias("Defect", "Bgu").build())
                .withMessageContaining("Bgu");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelSet.builder()
                        .add("Bug")
                        .add("Question")
                        .alias("bug", "Question")
                        .build())
                .withMessageContaining("ambiguous");
    }

    @Test
    void knowsNoneOnlyWhenItIsAllowed() {
        assertThat(LabelSet.of("Bug").isNone("none of these")).isFalse();
        assertThat(LabelSet.builder().add("Bug").allowNone().build().isNone(" None of THESE "))
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        LabelSet.builder().add("None of these").allowNone().build());
    }

    @Test
    void travelsWithAllItKnows() throws IOException, ClassNotFoundException {
        LabelSet.Builder builder =
                LabelSet.builder().add("Bug", "Something is broken").add("Question");
        for (int i = 0; i < 20; i++) {
            builder.alias("alias " + i, "Bug"); // in an order that a map could lose
        }
        LabelSet labels = builder.multiple().allowNone().build();

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(labels);
        }
        LabelSet arrived;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            arrived = (LabelSet) in.readObject();
        }

        assertThat(arrived.labels()).isEqualTo(labels.labels());
        assertThat(arrived.aliases().keySet())
                .containsExactlyElementsOf(labels.aliases().keySet());
        assertThat(arrived.resolve("ALIAS 7")).isEqualTo(labels.resolve("alias 7"));
        assertThat(arrived.isMultiple()).isTrue();
        assertThat(arrived.allowsNone()).isTrue();
    }
}
