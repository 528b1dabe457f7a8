package io.ticketlabeler.kili;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.ticket.LabelSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CategoryKeysTest {

    @Test
    void keysAreReadable() {
        LabelSet labels = LabelSet.of("Billing", "Feature Request", "Größe & Maß", " Crème brûlée! ", "v2.0");
        CategoryKeys keys = CategoryKeys.of(labels);

        assertThat(labels.names().stream().map(keys::key))
                .containsExactly("BILLING", "FEATURE_REQUEST", "GROSSE_MASS", "CREME_BRULEE", "V2_0");
        assertThat(keys.name("GROSSE_MASS")).isEqualTo("Größe & Maß");
        assertThat(keys.name("NEW_ONE")).isEqualTo("NEW_ONE");
    }

    @Test
    void labelsThatWouldShareAKeyHaveTheirHashInIt() {
        CategoryKeys keys = CategoryKeys.of(LabelSet.of("Q & A", "Q+A", "فاتورة", "支払い", "Bug"));

        assertThat(List.of(keys.key("Q & A"), keys.key("Q+A"))).allMatch(key -> key.matches("Q_A_[0-9A-F]{8}"));
        assertThat(List.of(keys.key("فاتورة"), keys.key("支払い")))
                .allMatch(key -> key.matches("LABEL_[0-9A-F]{8}"))
                .doesNotHaveDuplicates();
        assertThat(keys.key("Bug")).isEqualTo("BUG");
    }

    @Test
    void aLabelMayBeCalledLikeTheKeyOfAnotherOne() {
        String taken = CategoryKeys.of(LabelSet.of("Q & A", "Q+A")).key("Q+A");
        LabelSet labels = LabelSet.of(taken, "Q & A", "Q+A", "LABEL");
        CategoryKeys keys = CategoryKeys.of(labels);

        assertThat(labels.names().stream().map(keys::key)).doesNotHaveDuplicates();
        labels.names().forEach(name -> assertThat(keys.name(keys.key(name))).isEqualTo(name));
    }

    @Property(tries = 300)
    void anyLabelsHaveKeysOfTheirOwnWhateverTheirOrder(@ForAll("labels") List<String> names, @ForAll long seed) {
        LabelSet.Builder set = LabelSet.builder();
        Set<String> folded = new HashSet<>();
        List<String> used = new ArrayList<>();
        for (String name : names) {
            if (folded.add(name.strip().toLowerCase(java.util.Locale.ROOT))) {
                set.add(name);
                used.add(name);
            }
        }
        CategoryKeys keys = CategoryKeys.of(set.build());
        Collections.shuffle(used, new Random(seed));
        LabelSet.Builder shuffled = LabelSet.builder();
        used.forEach(shuffled::add);
        CategoryKeys others = CategoryKeys.of(shuffled.build());

        assertThat(used.stream().map(keys::key))
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches("[A-Z0-9]([A-Z0-9_]*[A-Z0-9])?"));
        used.forEach(name -> assertThat(keys.name(keys.key(name))).isEqualTo(name));
        used.forEach(name -> assertThat(others.key(name)).isEqualTo(keys.key(name)));
    }

    @Provide
    Arbitrary<List<String>> labels() {
        return Arbitraries.strings()
                .withChars("aéÉß&+ ½支_1")
                .ofMinLength(1)
                .ofMaxLength(5)
                .filter(name -> !name.isBlank())
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
