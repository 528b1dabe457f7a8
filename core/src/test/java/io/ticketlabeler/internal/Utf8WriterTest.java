package io.ticketlabeler.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class Utf8WriterTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Property
    void piecesOfAnyKindAreTheBytesOfTheWholeText(@ForAll List<String> pieces) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Utf8Writer writer = new Utf8Writer(out)) {
            int way = 0;
            for (String piece : pieces) {
                write(piece, way++, writer);
            }
        }

        assertThat(out.toByteArray()).isEqualTo(String.join("", pieces).getBytes(StandardCharsets.UTF_8));
    }

    private static void write(String piece, int way, Writer writer) throws IOException {
        switch (way % 5) {
            case 0 -> writer.write(piece);
            case 1 -> writer.write("<" + piece + ">", 1, piece.length());
            case 2 -> writer.write(("<" + piece).toCharArray(), 1, piece.length());
            case 3 -> writer.append(CharBuffer.wrap(piece));
            default -> writeEach(piece, writer);
        }
    }

    private static void writeEach(String text, Writer writer) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            writer.write(text.charAt(i));
        }
    }

    @Test
    void aPairIsNotTornWhereAPieceEnds() throws IOException {
        String text = "a" + "😀".repeat(40_000); // of odd length up to the end of each piece
        try (Utf8Writer writer = new Utf8Writer(bytes)) {
            writeEach(text, writer);
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(text);
    }

    @Test
    void aPairIsNotTornByFlush() throws IOException {
        try (Utf8Writer writer = new Utf8Writer(bytes)) {
            writer.write("a\uD83D");
            writer.flush();
            assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("a");

            writer.write("\uDE00");
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("a😀");
    }

    @Test
    void halfAPairAtTheEndIsAQuestionMark() throws IOException {
        try (Utf8Writer writer = new Utf8Writer(bytes)) {
            writer.write("a\uD83D");
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("a?");
    }

    @Test
    void muchTextDoesNotWaitInMemory() throws IOException {
        Utf8Writer writer = new Utf8Writer(bytes);
        for (int i = 0; i < 1_000; i++) {
            writer.append("0123456789".repeat(100));
        }

        assertThat(bytes.size()).isGreaterThan(950_000);
    }
}
