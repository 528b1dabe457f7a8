package io.ticketlabeler.kili;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AssetTextTest {

    @Test
    void whatCouldBeTheNameOfAFileCannotBeOneAnyMore() {
        assertThat(AssetText.of("/etc/passwd")).isEqualTo("/etc/passwd\n");
        assertThat(AssetText.of(".")).isEqualTo(".\n");
        assertThat(AssetText.of("README.md")).isEqualTo("README.md\n");
    }

    @Test
    void whatBeginsLikeAnAddressIsNone() {
        assertThat(AssetText.of("https://example.com/a does not open"))
                .isEqualTo(" https://example.com/a does not open\n");
        assertThat(AssetText.of("HTTP://x\nsecond line")).isEqualTo(" HTTP://x\nsecond line");
    }

    @Test
    void otherTextsStayAsTheyAre() {
        String mail = "Dear team,\r\nsee https://example.com/ 😀\n";

        assertThat(AssetText.of(mail)).isEqualTo(mail);
    }

    @Test
    void anEmptyTextSaysSo() {
        assertThat(AssetText.of("")).isEqualTo("(empty ticket)\n");
    }

    @Test
    void whatPythonWouldRefuseIsCutBetweenCharacters() {
        String text = AssetText.of("😀".repeat(131_001));

        assertThat(text).endsWith("😀\n… (1 more characters)");
        assertThat(text.codePointCount(0, text.length())).isLessThan(131_072);
        assertThat(AssetText.of("😀".repeat(131_000))).hasSize(262_000);
    }
}
