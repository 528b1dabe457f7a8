package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CharsetsTest extends ReadingTest {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final String CSV = "id,subject,body\n1,Prüfung,Größe € „ja“ – 😀\n2,ASCII,only\n";
    private static final String JSON = "[{\"id\":1,\"subject\":\"Prüfung\",\"body\":\"Größe € „ja“ – 😀\"}]";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void aByteOrderMarkDecides(String name) {
        for (String content : List.of(CSV, JSON)) {
            Read read = all(TicketFiles.read(file(marked(content, name))));

            assertThat(read.tickets().get(0).id()).isEqualTo("1");
            assertThat(read.tickets().get(0).text()).isEqualTo("Prüfung\n\nGröße € „ja“ – 😀");
            assertThat(read.report().charset()).isEqualTo(name);
            assertThat(read.report().charsetReason()).isEqualTo("byte order mark");
        }
    }

    @Test
    void utf8NeedsNoMark() {
        Read read = all(TicketFiles.read(file(CSV)));

        assertThat(read.texts()).first().isEqualTo("Prüfung\n\nGröße € „ja“ – 😀");
        assertThat(read.report().charset()).isEqualTo("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void utf16WithoutAMarkIsKnownByItsZeros(String name) {
        Read read = all(TicketFiles.read(file(CSV, Charset.forName(name))));

        assertThat(read.texts()).contains("ASCII\n\nonly");
        assertThat(read.report().charset()).isEqualTo(name);
        assertThat(read.report().charsetReason()).contains("zero bytes");
    }

    @Test
    void asciiInUtf16WithoutAMarkIsNotTakenForUtf8() {
        Read read = all(TicketFiles.read(file("id,text\n1,plain\n", StandardCharsets.UTF_16LE)));

        assertThat(read.only().text()).isEqualTo("plain");
    }

    @Test
    void windows1252IsTheLastGuessAndTheReportSaysSo() {
        Read read = all(TicketFiles.read(file("id,text\n1,Größe € „ja“ – naïve\n", WINDOWS_1252)));

        assertThat(read.only().text()).isEqualTo("Größe € „ja“ – naïve");
        assertThat(read.report().charset()).isEqualTo("windows-1252");
        assertThat(read.report().charsetReason()).contains("guess").contains("line 2");
    }

    @Test
    void aSingleWrongByteFarBehindDecidesToo() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("id,text\n".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 20_000; i++) {
            bytes.writeBytes((i + ",some text\n").getBytes(StandardCharsets.US_ASCII));
        }
        bytes.writeBytes("x,Caf".getBytes(StandardCharsets.US_ASCII));
        bytes.write(0xE9);
        bytes.write('\n');

        Read read = all(TicketFiles.read(file(bytes.toByteArray())));

        assertThat(read.tickets()).hasSize(20_001).last().extracting("text").isEqualTo("Café");
    }

    @Test
    void bytesThatAreNeitherAreAnErrorWithLineAndColumn() {
        byte[] cyrillicAndUndefined = "id,text\n1,ok\n2,\u0452\u0416\n".getBytes(Charset.forName("windows-1251"));

        TicketFileException failure = failure(file(cyrillicAndUndefined), ReadOptions.defaults());

        assertThat(failure.line()).isEqualTo(3);
        assertThat(failure.column()).isEqualTo(3);
        assertThat(failure).hasMessageContaining("ReadOptions.charset").hasMessageContaining("windows-1251");
    }

    @Test
    void oneWrongByteInAFileThatIsUtf8OtherwiseIsDamageAndNoWindows1252() {
        byte[] bytes = "id,text\n1,Gr\u00f6\u00dfe\n2,?\n3,\u00e4\n".getBytes(StandardCharsets.UTF_8);
        bytes["id,text\n1,Gr__e__\n2,".length()] = (byte) 0xFC;

        TicketFileException failure = failure(file(bytes), ReadOptions.defaults());

        assertThat(failure.line()).isEqualTo(3);
        assertThat(failure.column()).isEqualTo(3);
        assertThat(failure).hasMessageContaining("UTF-8 otherwise");
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1251", "Shift_JIS", "GB18030", "ISO-8859-2", "ISO-2022-JP", "UTF-16", "UTF-8"})
    void otherCharsetsAreAnOption(String name) {
        String text = name.equals("windows-1251")
                ? "Счёт не приходит"
                : name.equals("ISO-8859-2") ? "žluťoučký kůň" : "請求書が届かない";
        ReadOptions options =
                ReadOptions.builder().charset(Charset.forName(name)).build();

        Read read = all(TicketFiles.read(file("id,text\n1," + text + "\n", Charset.forName(name)), options));

        assertThat(read.only().text()).isEqualTo(text);
        assertThat(read.report().charsetReason()).isEqualTo("the options");
    }

    @Test
    void aMarkIsDroppedWhenTheCharsetIsGiven() {
        ReadOptions options =
                ReadOptions.builder().charset(StandardCharsets.UTF_8).build();

        assertThat(all(TicketFiles.read(file(marked(CSV, "UTF-8")), options)).ids())
                .containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10_000, 40_000})
    void bytesOutsideTheGivenCharsetAreAnErrorAtTheirPlace(int rowsBefore) {
        StringBuilder rows = new StringBuilder("id,text\r\n");
        for (int i = 0; i < rowsBefore; i++) {
            rows.append(i).append(",Gr\u00f6\u00dfe\r\n");
        }
        byte[] good = rows.append("x,abc").toString().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(good, good.length + 3);
        bytes[good.length] = (byte) 0xE4;
        bytes[good.length + 1] = '\r';
        bytes[good.length + 2] = '\n';
        ReadOptions options =
                ReadOptions.builder().charset(StandardCharsets.UTF_8).build();

        TicketFileException failure = failure(file(bytes), options);

        assertThat(failure.line()).isEqualTo(rowsBefore + 2);
        assertThat(failure.column()).isEqualTo(6);
        assertThat(failure).hasMessageContaining("0xE4");
    }

    @Test
    void utf8IsCheckedAsTheStandardSays() {
        assertThat(isUtf8(0xC0, 0x80)).isFalse(); // overlong
        assertThat(isUtf8(0xE0, 0x9F, 0x80)).isFalse(); // overlong
        assertThat(isUtf8(0xED, 0xA0, 0x80)).isFalse(); // surrogate
        assertThat(isUtf8(0xF4, 0x90, 0x80, 0x80)).isFalse(); // beyond U+10FFFF
        assertThat(isUtf8(0xE2, 0x82)).isFalse(); // cut off
        assertThat(isUtf8('a', 0xE2, 0x82, 'b')).isFalse();
        assertThat(isUtf8(0xC2, 0x80, 0xE0, 0xA0, 0x80, 0xED, 0x9F, 0xBF, 0xF4, 0x8F, 0xBF, 0xBF))
                .isTrue();
    }

    private static boolean isUtf8(int... values) {
        Utf8Check check = new Utf8Check();
        for (int value : values) { // in pieces, as a buffer may cut a character
            check.accept(new byte[] {(byte) value}, 1);
        }
        return check.isUtf8();
    }

    private static byte[] marked(String content, String charset) {
        return ("\uFEFF" + content).getBytes(Charset.forName(charset));
    }
}
