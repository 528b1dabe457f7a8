package io.ticketlabeler.export;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetSafeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+cmd",
                "-1+1",
                "@SUM(A1)",
                "\tx",
                "\rx",
                "\nx",
                "\0",
                "＝1",
                "＋1",
                "－x",
                "＠a",
                "=",
                "-",
                "'=1",
                "''@x"
            })
    void whatASpreadsheetWouldRunGetsAnApostrophe(String field) {
        assertThat(SpreadsheetSafe.protect(field)).isEqualTo("'" + field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bug", "-5", "+1", "-3.25", "-1e-7", "'quoted'", "a=b", " =1", "1-1", "'", "''"})
    void whatIsHarmlessStaysAsItIs(String field) {
        assertThat(SpreadsheetSafe.protect(field)).isEqualTo(field);
    }

    @Property
    void theOriginalIsAlwaysFoundAgain(@ForAll("risky") String field) {
        assertThat(SpreadsheetSafe.restore(SpreadsheetSafe.protect(field))).isEqualTo(field);
    }

    @Property
    void noTwoFieldsBecomeTheSame(@ForAll("risky") String one, @ForAll("risky") String other) {
        assertThat(SpreadsheetSafe.protect(one).equals(SpreadsheetSafe.protect(other)))
                .isEqualTo(one.equals(other));
    }

    @Provide
    Arbitrary<String> risky() {
        return Arbitraries.strings().withChars("'=+-@\t\r\n15.e a＝").ofMaxLength(6);
    }
}
