package io.ticketlabeler.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Writes UTF-8 in large pieces, which in a program that has just begun takes a fraction of the time that
 * {@link java.io.OutputStreamWriter} does: a string is encoded as a whole, not character by character. Half a surrogate pair becomes a
 * question mark. Memory is constant. For one thread.
 */
public final class Utf8Writer extends Writer {

    private static final int CHARS = 32 * 1024; // a piece

    private final OutputStream out;
    private StringBuilder text = new StringBuilder(CHARS);

    public Utf8Writer(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int c) throws IOException {
        text.append((char) c);
        writeIfLarge();
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
        text.append(chars, offset, length);
        writeIfLarge();
    }

    @Override
    public void write(String string, int offset, int length) throws IOException {
        text.append(string, offset, offset + length);
        writeIfLarge();
    }

    @Override
    public void write(String string) throws IOException {
        text.append(string);
        writeIfLarge();
    }

    @Override
    public Utf8Writer append(CharSequence some) throws IOException {
        text.append(some);
        writeIfLarge();
        return this;
    }

    private void writeIfLarge() throws IOException {
        if (text.length() >= CHARS) {
            writeText();
        }
    }

    /** All but the first half of a pair whose second half is still to come. */
    private void writeText() throws IOException {
        int end = text.length();
        boolean half = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        String piece = half ? text.substring(0, end - 1) : text.toString();
        StringBuilder rest = new StringBuilder(
                CHARS); // a new one: this one may have grown, and holds two bytes a character for ever
        if (half) {
            rest.append(text.charAt(end - 1));
        }
        text = rest;
        out.write(piece.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void flush() throws IOException {
        writeText();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            text = new StringBuilder();
        }
    }
}
