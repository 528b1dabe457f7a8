package io.ticketlabeler.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TicketTest {

    @Test
    void halvesOfEmojiAndNulBecomeReplacementCharacters() {
        Ticket ticket = new Ticket("1", "a\uD83D b\uDE42 c🙂\u0000", Map.of("sub\uD83D", "\uDE42"));

        assertThat(ticket.text()).isEqualTo("a\uFFFD b\uFFFD c🙂\uFFFD");
        assertThat(ticket.fields()).containsExactly(Map.entry("sub\uFFFD", "\uFFFD"));
    }

    @Test
    void everyPairOfCharactersCanBeEncoded() {
        char[] kinds = {'x', '\uD83D', '\uDE42', '\u0000', '\uFFFF'};
        for (char a : kinds) {
            for (char b : kinds) {
                for (char c : kinds) {
                    String text = Ticket.of("1", "" + a + b + c).text();
                    assertThat(java.nio.charset.StandardCharsets.UTF_8
                                    .newEncoder()
                                    .canEncode(text))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void fieldsKeepTheirOrderAndCannotBeChangedLater() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("z", "1");
        fields.put("a", "2");
        Ticket ticket = new Ticket("1", "", fields);

        fields.put("m", "3");

        assertThat(ticket.fields().keySet()).containsExactly("z", "a");
    }

    @Test
    void isNotLoggedWithItsText() {
        assertThat(new Ticket("ZD-1", "my card is 4111", Map.of("phone", "555-0100")).toString())
                .contains("ZD-1")
                .doesNotContain("4111")
                .doesNotContain("555");
    }

    @Test
    void refusesABlankId() {
        assertThatIllegalArgumentException().isThrownBy(() -> Ticket.of("  ", "text"));
    }
}
