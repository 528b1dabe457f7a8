package io.ticketlabeler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictFormatTest {

    private final StrictFormat format = new StrictFormat();

    @Test
    void eachSchemaGetsItsOwn() {
        for (String schema :
                new String[] {"{\"type\":\"object\"}", "{\"enum\":[\"Größe\"]}", "{\"type\":\"object\"}"}) {
            assertThat(format.of(schema).rawValue())
                    .isEqualTo("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"ticket_labels\",\"strict\":true,"
                            + "\"schema\":" + schema + "}}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[]", "\"text\"", "{} , \"model\": \"dearer\""})
    void nothingButAnObjectGetsIntoTheRequest(String schema) {
        assertThatIllegalArgumentException().isThrownBy(() -> format.of(schema));
    }
}
