package io.ticketlabeler.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Settles in which charset a file is, or why it is no text.
 *
 * <p>In this order: byte order mark, the pattern of zero bytes that UTF-16 makes (such bytes are valid UTF-8 too, so this comes
 * first), UTF-8 if all bytes of the file are, windows-1252 if no byte contradicts it and the file is no damaged UTF-8. One pass
 * over the file.
 */
final class CharsetFinder {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int HEAD_BYTES = 1 << 16;

    private CharsetFinder() {}

    static TextFile find(Path path, @Nullable Charset given) {
        if (!Files.exists(path)) {
            throw new TicketFileException(path, -1, -1, "there is no such file; check the path");
        }
        if (Files.isDirectory(path)) {
            throw new TicketFileException(path, -1, -1, "is a directory; give one of the files in it");
        }
        if (!Files.isRegularFile(path)) {
            throw new TicketFileException(path, -1, -1, "is not a regular file; save the export to a file first");
        }
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            byte[] head = head(channel);
            if (head.length == 0) {
                throw new TicketFileException(path, 1, 1, "the file is empty; export the tickets again");
            }
            refuseBinary(path, head);
            TextFile marked = byMark(path, head);
            if (given != null) {
                int mark = marked != null && sameFamily(given, marked.charset()) ? marked.markBytes() : 0;
                Charset charset = mark > 0 && marked != null ? marked.charset() : given;
                return new TextFile(path, charset, "the options", mark);
            }
            return marked != null ? marked : byContent(path, head, channel);
        } catch (IOException e) {
            throw TextFile.unreadable(path, e);
        }
    }

    private static boolean sameFamily(Charset given, Charset marked) {
        // "UTF-16" stands for both byte orders; a mark of another charset would be text in the given one
        return marked.equals(given) || marked.name().startsWith(given.name());
    }

    private static byte[] head(SeekableByteChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(HEAD_BYTES);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // until it is full or the file ends
        }
        byte[] head = new byte[buffer.position()];
        buffer.flip().get(head);
        return head;
    }

    private static @Nullable TextFile byMark(Path path, byte[] head) {
        String reason = "byte order mark";
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            return new TextFile(path, StandardCharsets.UTF_8, reason, 3);
        }
        if (starts(head, 0xFF, 0xFE, 0, 0)) {
            return new TextFile(path, Charset.forName("UTF-32LE"), reason, 4);
        }
        if (starts(head, 0, 0, 0xFE, 0xFF)) {
            return new TextFile(path, Charset.forName("UTF-32BE"), reason, 4);
        }
        if (starts(head, 0xFF, 0xFE)) {
            return new TextFile(path, StandardCharsets.UTF_16LE, reason, 2);
        }
        if (starts(head, 0xFE, 0xFF)) {
            return new TextFile(path, StandardCharsets.UTF_16BE, reason, 2);
        }
        return null;
    }

    private static TextFile byContent(Path path, byte[] head, SeekableByteChannel channel) throws IOException {
        int[] zeros = {0, 0}; // at even and at odd places
        for (int i = 0; i < head.length; i++) {
            if (head[i] == 0) {
                zeros[i & 1]++;
            }
        }
        int pairs = head.length / 2;
        if (pairs > 0 && zeros[1] > pairs * 0.4 && zeros[0] < pairs * 0.05) {
            return new TextFile(path, StandardCharsets.UTF_16LE, "its pattern of zero bytes, no byte order mark", 0);
        }
        if (pairs > 0 && zeros[0] > pairs * 0.4 && zeros[1] < pairs * 0.05) {
            return new TextFile(path, StandardCharsets.UTF_16BE, "its pattern of zero bytes, no byte order mark", 0);
        }
        if (zeros[0] + zeros[1] > head.length / 10) {
            throw new TicketFileException(path, -1, -1, "is a binary file; export the tickets as CSV or JSON");
        }
        Utf8Check check = new Utf8Check();
        channel.position(0);
        ByteBuffer buffer = ByteBuffer.allocate(HEAD_BYTES);
        while (channel.read(buffer) >= 0) {
            check.accept(buffer.array(), buffer.position());
            buffer.clear();
        }
        if (check.isUtf8()) {
            return new TextFile(path, StandardCharsets.UTF_8, check.isAscii() ? "plain ASCII" : "all its bytes", 0);
        }
        if (check.mayBeWindows1252()) {
            return new TextFile(
                    path,
                    WINDOWS_1252,
                    "guess: line " + check.firstBadLine() + " is not UTF-8, and no byte contradicts windows-1252",
                    0);
        }
        throw new TicketFileException(
                path,
                check.firstBadLine(),
                check.firstBadColumn(),
                check.isDamagedUtf8()
                        ? "a byte that is not UTF-8 stands in a file that is UTF-8 otherwise; repair it or export the file again"
                        : "not UTF-8, and other bytes are not windows-1252; say its charset (ReadOptions.charset), "
                                + "for instance windows-1251, Shift_JIS or GB18030, or save the file as UTF-8");
    }

    private static void refuseBinary(Path path, byte[] head) {
        String what = null;
        if (starts(head, 'P', 'K', 3, 4)) {
            what = "is an Excel or zip file; export as CSV UTF-8, or unpack it first";
        } else if (starts(head, 0xD0, 0xCF, 0x11, 0xE0)) {
            what = "is an old Excel file; save it as CSV UTF-8";
        } else if (starts(head, 0x1F, 0x8B)) {
            what = "is a gzip file; unpack it first";
        } else if (starts(head, '%', 'P', 'D', 'F')) {
            what = "is a PDF file; export the tickets as CSV or JSON";
        } else if (starts(head, 'S', 'Q', 'L', 'i', 't', 'e', ' ') || starts(head, 'P', 'A', 'R', '1')) {
            what = "is a database file; export the tickets as CSV or JSON";
        }
        if (what != null) {
            throw new TicketFileException(path, -1, -1, what);
        }
    }

    private static boolean starts(byte[] head, int... wanted) {
        if (head.length < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if ((head[i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
