package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromptTextTest {

    @Test
    void lineEndsCompositionAndTrailingBlanksAreOne() {
        assertThat(PromptText.of("Gro\u0308ße\r\nzu klein\r \n\n", 100).text()).isEqualTo("Größe\nzu klein");
    }

    @Test
    void leadingBlanksAndCompatibilityCharactersStay() {
        assertThat(PromptText.of("  ① m² ﬁn", 100).text()).isEqualTo("  ① m² ﬁn");
    }

    @Test
    void invisibleCharactersGoAndThoseOfScriptsAndEmojiStay() {
        assertThat(PromptText.of("a\u200Bb\u202Ec\u2066d\uDB40\uDC41", 100).text())
                .isEqualTo("abcd");
        assertThat(PromptText.of("👨‍👩‍👧 می‌خواهم", 100).text()).isEqualTo("👨‍👩‍👧 می‌خواهم");
    }

    @Test
    void aLongTextKeepsItsBeginningAndItsEnd() {
        String log = "at com.example.Service.call(Service.java:42)\n".repeat(2_000);

        PromptText text = PromptText.of("It fails since the update.\n" + log + "Please help, Jörg", 500);

        assertThat(text.shortened()).isTrue();
        assertThat(text.text())
                .startsWith("It fails since the update.")
                .endsWith("Please help, Jörg")
                .contains("characters left out");
        assertThat(text.text().length()).isLessThan(500 * 6);
    }

    @Test
    void aTextThatFitsIsNotTouched() {
        String text = "word ".repeat(499).strip();

        assertThat(PromptText.of(text, 500)).isEqualTo(new PromptText(text, false));
    }

    @Test
    void emojiAreNeverCutInHalf() {
        for (int tokens = 16; tokens < 60; tokens++) {
            String cut = PromptText.of("🙂".repeat(3_000), tokens).text();

            assertThat(java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(cut))
                    .isTrue();
        }
    }

    @Test
    void aMegabyteWithoutBlanksIsCutAsWell() {
        assertThat(PromptText.of("a".repeat(1 << 20), 300).text().length()).isLessThan(300 * 9);
    }
}
