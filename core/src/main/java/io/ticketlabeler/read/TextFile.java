package io.ticketlabeler.read;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file whose charset is settled, to be read any number of times.
 *
 * @param charset       of the bytes after the mark
 * @param charsetReason how it was decided, for the report
 * @param markBytes     the length of the byte order mark
 */
record TextFile(Path path, Charset charset, String charsetReason, int markBytes) {

    private static final int BEGINNING_CHARS = 1 << 16;

    DecodingReader open() {
        return openAt(List.of(new DecodingReader.Position(markBytes, 1, false)));
    }

    /** Begins at the last of the places, which are remembered. */
    DecodingReader openAt(List<DecodingReader.Position> places) {
        try {
            return new DecodingReader(this, Files.newByteChannel(path), places);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    TicketFileException unreadable(IOException e) {
        return unreadable(path, e);
    }

    static TicketFileException unreadable(Path path, IOException e) {
        return new TicketFileException(
                path, -1, -1, "cannot be read (" + e.getClass().getSimpleName() + "); check path and permissions", e);
    }

    /** The first characters, enough to tell what the file is. */
    String beginning() {
        int max = BEGINNING_CHARS;
        char[] chars = new char[max];
        int n = 0;
        try (DecodingReader reader = open()) {
            for (int read = 0; read >= 0 && n < max; n += Math.max(read, 0)) {
                read = reader.read(chars, n, max - n);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return new String(chars, 0, n);
    }

    /** Whether that beginning is all, and there is but one line in it. */
    boolean isOneLine(String beginning) {
        return beginning.length() < BEGINNING_CHARS && beginning.strip().lines().count() == 1;
    }
}
