package io.ticketlabeler.read;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;

/**
 * Characters of a file, strictly decoded: bytes that are none of the charset end it with their line and column.
 *
 * <p>Remembers every megabyte in which line that is, so that reading can begin again at a line without reading the whole file
 * again.
 */
final class DecodingReader extends Reader {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int BUFFER_CHARS = 1 << 15;
    private static final int CHECKPOINT_BYTES = 1 << 20;

    private final TextFile file;
    private final SeekableByteChannel channel;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_CHARS).flip();
    private final List<Position> checkpoints = new ArrayList<>();
    private long line; // of what is decoded next
    private long column = 1;
    private boolean afterCr;
    private boolean endOfBytes;
    private boolean flushed;

    DecodingReader(TextFile file, SeekableByteChannel channel, List<Position> checkpoints) throws IOException {
        Position start = checkpoints.get(checkpoints.size() - 1);
        this.file = file;
        this.channel = channel;
        this.decoder = file.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.line = start.line();
        this.afterCr = start.afterCr();
        this.checkpoints.addAll(checkpoints);
        channel.position(start.byteOffset());
    }

    /**
     * Some characters, -1 at the end.
     *
     * @throws TicketFileException if the bytes are none of the charset
     */
    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!chars.hasRemaining() && !decode()) {
            return -1;
        }
        int n = Math.min(length, chars.remaining());
        chars.get(target, offset, n);
        return n;
    }

    @Override
    public int read() throws IOException {
        return chars.hasRemaining() || decode() ? chars.get() : -1;
    }

    private int peek() throws IOException {
        return chars.hasRemaining() || decode() ? chars.get(chars.position()) : -1;
    }

    private boolean decode() throws IOException {
        rememberPlace();
        chars.clear();
        while (!flushed) {
            if (!bytes.hasRemaining() && !endOfBytes) {
                fill();
            }
            CoderResult result = decoder.decode(bytes, chars, endOfBytes);
            if (result.isUnderflow() && endOfBytes) {
                decoder.flush(chars); // at most a few characters: there is room for them
                flushed = true;
            }
            if (chars.position() > 0) {
                chars.flip();
                countLines();
                return true;
            }
            if (result.isError()) {
                throw undecodable();
            }
            if (result.isUnderflow() && !endOfBytes) {
                fill();
            }
        }
        chars.flip();
        return false;
    }

    private void fill() throws IOException {
        bytes.compact();
        endOfBytes = channel.read(bytes) < 0;
        bytes.flip();
    }

    private void rememberPlace() throws IOException {
        long offset = channel.position() - bytes.remaining();
        boolean stateless =
                !file.charset().name().contains("ISO-2022"); // others need no shift sequence from earlier bytes
        if (stateless && offset - checkpoints.get(checkpoints.size() - 1).byteOffset() >= CHECKPOINT_BYTES) {
            checkpoints.add(new Position(offset, line, afterCr));
        }
    }

    private void countLines() {
        char[] array = chars.array();
        for (int i = chars.position(); i < chars.limit(); i++) {
            char c = array[i];
            if (c == '\n' || c == '\r') {
                if (c == '\r' || !afterCr) {
                    line++;
                }
                column = 1;
            } else {
                column++;
            }
            afterCr = c == '\r';
        }
    }

    private TicketFileException undecodable() {
        return new TicketFileException(
                file.path(),
                line,
                column,
                String.format(
                        "byte 0x%02X is not %s; save the file as UTF-8, or say its charset (ReadOptions.charset)",
                        bytes.get(bytes.position()) & 0xFF, file.charset().name()));
    }

    /** Closes this reader; the new one begins at the beginning of a line, which this one may have passed. */
    DecodingReader reopenedAtLine(long wanted) throws IOException {
        close();
        List<Position> before = new ArrayList<>();
        for (Position position : checkpoints) {
            if (before.isEmpty() || position.line() < wanted) {
                before.add(position);
            }
        }
        DecodingReader again = file.openAt(before);
        again.skipToLine(before.get(before.size() - 1).line(), wanted);
        return again;
    }

    private void skipToLine(long from, long wanted) throws IOException {
        if (afterCr && peek() == '\n') {
            read();
        }
        for (long at = from; at < wanted; ) {
            int c = read();
            if (c < 0) {
                return;
            }
            if (c == '\r' && peek() == '\n') {
                c = read();
            }
            if (c == '\n' || c == '\r') {
                at++;
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /**
     * @param byteOffset of the file, at the boundary of a character
     * @param line       in which this is, from 1
     * @param afterCr    whether a line feed here belongs to the line break before
     */
    record Position(long byteOffset, long line, boolean afterCr) {}
}
