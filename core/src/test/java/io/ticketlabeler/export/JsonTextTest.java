package io.ticketlabeler.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Test
    void charactersThatBreakLinesElsewhereAreEscaped() {
        assertThat(JsonText.of("a\u2028b\u2029c\u0085d\ne\r")).isEqualTo("\"a\\u2028b\\u2029c\\u0085d\\ne\\r\"");
    }

    @Test
    void otherCharactersStayReadable() {
        assertThat(JsonText.of(List.of("Größe 😀 فاتورة </script>", 0.93, true)))
                .isEqualTo("[\"Größe 😀 فاتورة </script>\",0.93,true]");
    }

    @Test
    void nulWhichPostgresqlCannotStoreBecomesTheReplacementCharacter() {
        assertThat(JsonText.of("a\0b")).isEqualTo("\"a\uFFFDb\"");
    }

    @Test
    void whatHasNoJsonFormIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonText.of(new Object()));
    }

    @Test
    void valuesAreThoseOfJackson() throws IOException {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", "a \"quoted\" \\ name\t\b\f\u0001\u001F");
        row.put("numbers", Arrays.asList(1, -2L, 0.93, 1e-7, 1.0, new BigDecimal("0.07"), Float.NaN, Double.NaN));
        row.put("nothing", Arrays.asList(null, Map.of(), List.of(), true, false));
        row.put("others", List.of(Map.of(7, "seven"), Set.of("x"), new int[] {1, 2}));

        assertThat(JsonText.of(row)).isEqualTo(new ObjectMapper().writeValueAsString(row));
    }

    @Test
    void aValueIsPutBehindWhatIsThere() {
        StringBuilder text = new StringBuilder("[");

        JsonText.append(Map.of("a", 1), text);

        assertThat(text).hasToString("[{\"a\":1}");
    }

    @Property
    void everyTextIsOneLineAndReadsBack(@ForAll String text) throws IOException {
        String json = JsonText.of(text);

        assertThat(json).doesNotContain("\n", "\r", "\u2028", "\u2029", "\u0085");
        assertThat(new ObjectMapper().readValue(json, String.class)).isEqualTo(text.replace('\0', '\uFFFD'));
    }
}
