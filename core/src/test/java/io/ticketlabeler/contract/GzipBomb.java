package io.ticketlabeler.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Gzip of very much white space before a body, about a thousandth of its size. One compressed block is sent again and again:
 * constant memory, little work.
 */
final class GzipBomb {

    static final int BLOCK = 1 << 20;

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, 0}; // RFC 1952, 2.3

    private final long blocks;
    private final byte[] spaces = " ".repeat(BLOCK).getBytes(StandardCharsets.ISO_8859_1);
    private final byte[] block = deflated(spaces, Deflater.FULL_FLUSH);
    private final byte[] body;
    private final byte[] end;

    /** White space of {@code bytes}, rounded up to whole MiB, then {@code body}. */
    GzipBomb(long bytes, byte[] body) {
        this.blocks = (bytes + BLOCK - 1) / BLOCK;
        this.body = body.clone();
        this.end = deflated(body, Deflater.NO_FLUSH);
    }

    /** Length of what is sent. */
    long length() {
        return HEADER.length + blocks * block.length + end.length + 8L;
    }

    void writeTo(HttpConnection connection) throws IOException {
        CRC32 checksum = new CRC32();
        connection.write(HEADER);
        for (long i = 0; i < blocks; i++) {
            checksum.update(spaces);
            connection.write(block);
        }
        checksum.update(body);
        connection.write(end);
        connection.write(littleEndian(checksum.getValue()));
        connection.write(littleEndian(blocks * BLOCK + body.length));
    }

    /** Raw deflate; a full flush makes a block that needs no earlier one, and without a flush it is the last. */
    private static byte[] deflated(byte[] plain, int flush) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(plain);
            if (flush == Deflater.NO_FLUSH) {
                deflater.finish();
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[16 << 10];
            int length = deflater.deflate(buffer, 0, buffer.length, flush);
            while (length > 0) {
                out.write(buffer, 0, length);
                length = deflater.deflate(buffer, 0, buffer.length, flush);
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] littleEndian(long value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
    }
}
