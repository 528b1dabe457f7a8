package io.ticketlabeler.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
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

    @Property
    void everyTextIsOneLineAndReadsBack(@ForAll String text) throws IOException {
        String json = JsonText.of(text);

        assertThat(json).doesNotContain("\n", "\r", "\u2028", "\u2029", "\u0085");
        assertThat(new ObjectMapper().readValue(json, String.class)).isEqualTo(text.replace('\0', '\uFFFD'));
    }
}
