package io.ticketlabeler.doccano;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.ticket.LabelSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelTypesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shortcutsOfAddedLabelsNeverCollideWithThoseThatAreThere() {
        assertThat(keys(Set.of("b", "1"), "Bug", "Billing", "Spam")).containsExactly("u", "i", "s");
        assertThat(keys(Set.of("b", "u", "i"), "Bug", "Billing")).containsExactly("g", "l");
    }

    @Test
    void shortcutsThatAreUsedUpAreLeftOut() {
        Set<String> all = Set.copyOf(
                IntStream.rangeClosed('0', 'z').mapToObj(Character::toString).toList());

        assertThat(keys(all, "Bug")).containsExactly("null");
    }

    private static List<String> keys(Set<String> taken, String... names) {
        List<JsonNode> types = new ArrayList<>();
        DoccanoLabels.types(LabelSet.of(names)).forEach(type -> types.add(JSON.valueToTree(type)));
        List<String> keys = new ArrayList<>();
        LabelTypes.withFreeKeys(types, taken)
                .forEach(type -> keys.add(type.get("suffix_key").asText()));
        return keys;
    }
}
