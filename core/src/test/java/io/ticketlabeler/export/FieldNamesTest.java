package io.ticketlabeler.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FieldNamesTest {

    private final FieldNames names = new FieldNames(Set.of("id", "label", "ticket_id"));

    @Test
    void aFreeNameIsKept() {
        assertThat(names.column("priority")).isEqualTo("priority");
        assertThat(names.column("Label")).isEqualTo("Label");
    }

    @Test
    void aTakenNameGetsAPrefixAndKeepsIt() {
        assertThat(names.column("label")).isEqualTo("ticket_label");
        assertThat(names.column("label")).isEqualTo("ticket_label");
    }

    @Test
    void aPrefixedNameThatIsTakenTooGetsANumber() {
        assertThat(names.column("id")).isEqualTo("ticket_id_2");
        assertThat(names.column("ticket_id")).isEqualTo("ticket_id_3");
    }

    @Test
    void aBlankNameIsCalledField() {
        assertThat(names.column("")).isEqualTo("ticket_field");
        assertThat(names.column(" ")).isEqualTo("ticket_field_2");
    }

    @Property
    void noTwoFieldsShareAColumnAndNoneIsTaken(@ForAll("fields") List<String> fields) {
        Set<String> taken = Set.of("id", "label", "ticket_id");
        FieldNames fresh = new FieldNames(taken);

        Map<String, String> columns = new HashMap<>();
        fields.forEach(field -> columns.put(field, fresh.column(field)));

        assertThat(new HashSet<>(columns.values())).hasSize(columns.size()).doesNotContainAnyElementsOf(taken);
    }

    @Provide
    Arbitrary<List<String>> fields() {
        Arbitrary<String> parts = Arbitraries.of("ticket_", "id", "label", "_2", "_3", "", " ", "field", "x");
        return parts.list().ofMaxSize(4).map(all -> String.join("", all)).list().ofMaxSize(30);
    }
}
