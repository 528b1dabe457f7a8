package io.ticketlabeler.doccano;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.ticket.LabelSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DoccanoLabelsTest {

    @Test
    void aLabelTypeHasAShortcutAndColours() {
        assertThat(JsonText.of(DoccanoLabels.types(LabelSet.of("Billing", "Bug"))))
                .isEqualTo(
                        """
                [{"text":"Billing","prefix_key":null,"suffix_key":"b",\
                "background_color":"#1e6bb8","text_color":"#ffffff"},\
                {"text":"Bug","prefix_key":null,"suffix_key":"u",\
                "background_color":"#e45875","text_color":"#000000"}]""");
    }

    @Test
    void aNameWithoutAFreeLetterGetsAnotherKey() {
        assertThat(keys("a", "A A", "Größe", "فاتورة", "äöü")).containsExactly("a", "1", "g", "2", "3");
    }

    @Test
    void shortcutsAreNeverSharedAndEndWhenAllAreGivenAway() {
        String[] names = IntStream.range(0, 77).mapToObj(i -> "label " + i).toArray(String[]::new);

        List<String> keys = keys(names);

        assertThat(keys.subList(0, 36)).doesNotHaveDuplicates().allMatch(key -> key.matches("[0-9a-z]"));
        assertThat(keys.subList(36, 77)).containsOnly("none");
    }

    @Test
    void blanksAroundANameAreLeftOutAsDoccanoDoes() {
        assertThat(DoccanoLabels.name(" \t\u00A0a  b\u3000\n\u0085")).isEqualTo("a  b");
        assertThat(DoccanoLabels.name("x")).isEqualTo("x");
    }

    private static List<String> keys(String... names) {
        return DoccanoLabels.types(LabelSet.of(names)).stream()
                .map(type -> Objects.requireNonNullElse(type.get("suffix_key"), "none")
                        .toString())
                .toList();
    }
}
