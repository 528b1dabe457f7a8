package io.ticketlabeler.kili;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.ticket.Ticket;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalIdsTest {

    @ParameterizedTest
    @CsvSource({
        "ZD-48213, ZD-48213",
        "a.b_c-D, a.b_c-D",
        "a/b é, a~2Fb~20~C3~A9",
        "../../etc/passwd, ~2E.~2F..~2Fetc~2Fpasswd",
        ".., ~2E~2E",
        "., ~2E",
        "-1, ~2D1",
        "-, ~2D",
        "end., end~2E",
        "a~2Fb, a~7E2Fb",
        "con, ~63on",
        "NUL.tar.gz, ~4EUL.tar.gz",
        "LPT9, ~4CPT9",
        "console, console",
        "😀, ~F0~9F~98~80"
    })
    void idsBecomeNamesOfFilesAndComeBack(String id, String name) {
        assertThat(new ExternalIds().of(id)).isEqualTo(name);
        assertThat(ExternalIds.ticketId(name)).contains(id);
    }

    @Test
    void idsThatDifferByCaseOnlyAreTwoFilesEverywhere() {
        ExternalIds ids = new ExternalIds();

        List<String> names = List.of(ids.of("ZD-1"), ids.of("zd-1"), ids.of("Zd-1"));

        assertThat(names.get(0)).isEqualTo("ZD-1");
        assertThat(names.get(1)).matches("zd-1~~[0-9A-F]{8}");
        assertThat(names.stream().map(name -> name.toLowerCase(Locale.ROOT))).doesNotHaveDuplicates();
        assertThat(names.stream().map(ExternalIds::ticketId))
                .containsExactly(Optional.of("ZD-1"), Optional.of("zd-1"), Optional.of("Zd-1"));
    }

    @Test
    void longIdsAreCutAndOnlyTheRunKnowsThem() {
        ExternalIds ids = new ExternalIds();
        String id = "x".repeat(10_000);

        String one = ids.of(id + "1");
        String other = ids.of(id + "2");

        assertThat(one).hasSize(80 + 2 + 32).isNotEqualTo(other);
        assertThat(ExternalIds.ticketId(one)).isEmpty();
        assertThat(new ExternalIds().of("é".repeat(200))).matches("(~C3~A9){13}~~[0-9A-F]{32}");
    }

    @Test
    void aTicketThatComesAgainAndAgainIsAMistake() {
        ExternalIds ids = new ExternalIds();
        List.of("1", "1", "1").forEach(ids::of);

        assertThatThrownBy(() -> ids.of("1")).hasMessageContaining("ticket 1 comes several times");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "é", "x~", "~zz", "~2f", "~41", "~C3", "zd-1~~00000000", "a~~12345", "", ".x", "con"})
    void namesThatOthersGaveStandForThemselves(String name) {
        assertThat(ExternalIds.ticketId(name)).contains(name);
    }

    @Property(tries = 300)
    void anyIdsBecomeDifferentSafeNamesThatComeBack(@ForAll("ids") List<String> given) {
        ExternalIds ids = new ExternalIds();
        Set<String> seen = new HashSet<>();
        for (String id : Set.copyOf(given)) {
            String name = ids.of(id);

            assertThat(name).matches("[A-Za-z0-9_~][A-Za-z0-9_.~-]*").doesNotEndWith(".");
            assertThat(name.length()).isLessThanOrEqualTo(140);
            assertThat(name.replaceFirst("\\..*", "")).doesNotMatch("(?i)con|prn|aux|nul|com\\d|lpt\\d");
            assertThat(seen.add(name.toLowerCase(Locale.ROOT))).isTrue();
            Optional<String> back = ExternalIds.ticketId(name);
            assertThat(back.isEmpty() ? name.length() : 0)
                    .as("what cannot be read back was cut")
                    .isIn(0, 114, 113, 112);
            back.ifPresent(ticket -> assertThat(ticket).isEqualTo(id));
        }
    }

    @Provide
    Arbitrary<List<String>> ids() {
        Arbitrary<String> wild = Arbitraries.strings().ofMaxLength(60);
        Arbitrary<String> narrow = Arbitraries.strings().withChars("aA.-~/1C3").ofMaxLength(8);
        Arbitrary<String> devices = Arbitraries.of("con", "CON", "Con.x", "com1", "nul.", "aux.a.b", "lpt0");
        return Arbitraries.oneOf(wild, narrow, devices)
                .filter(id -> !id.isBlank())
                .map(id -> Ticket.of(id, "").id())
                .list()
                .ofMaxSize(40);
    }
}
