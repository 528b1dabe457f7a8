package io.ticketlabeler.read;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Remembers at which position each id was seen, in 20 to 27 bytes an id.
 *
 * <p>Keeps 96 bits of an id's SHA-256 instead of the id. Two different ids are taken for the same with a probability of about
 * n²/2⁹⁷: 6·10⁻¹⁶ for ten million tickets, less than that of a memory error, so hits are not verified.
 */
final class IdIndex {

    static final long ABSENT = -1;

    private static final int SEGMENTS = 256; // each grows on its own, so that growing never needs the memory twice

    private final MessageDigest sha256 = sha256();
    private final Segment[] segments = new Segment[SEGMENTS];

    /** The position under which {@code id} is known already, or {@link #ABSENT}, and then it is known under {@code position}. */
    long putIfAbsent(String id, long position) {
        ByteBuffer hash = hash(id);
        Segment segment = segment(hash);
        int slot = segment.slot(hash.getLong(1), hash.getInt(9));
        if (segment.isTaken(slot)) {
            return segment.position(slot);
        }
        segment.insert(slot, hash.getLong(1), hash.getInt(9), position);
        return ABSENT;
    }

    /** From now on {@code id} is known under {@code position}. */
    void put(String id, long position) {
        ByteBuffer hash = hash(id);
        Segment segment = segment(hash);
        int slot = segment.slot(hash.getLong(1), hash.getInt(9));
        if (segment.isTaken(slot)) {
            segment.move(slot, position);
        } else {
            segment.insert(slot, hash.getLong(1), hash.getInt(9), position);
        }
    }

    /** The position under which {@code id} is known, or {@link #ABSENT}. */
    long get(String id) {
        ByteBuffer hash = hash(id);
        Segment segment = segment(hash);
        int slot = segment.slot(hash.getLong(1), hash.getInt(9));
        return segment.isTaken(slot) ? segment.position(slot) : ABSENT;
    }

    private Segment segment(ByteBuffer hash) {
        int index = hash.get(0) & 0xFF;
        if (segments[index] == null) {
            segments[index] = new Segment();
        }
        return segments[index];
    }

    private ByteBuffer hash(String id) {
        return ByteBuffer.wrap(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Open addressing with linear probing. */
    private static final class Segment {

        private static final int FIRST_CAPACITY = 16;
        private static final long POSITION = 0xFFFF_FFFFL; // 4,294,967,294 lines or records in one file

        private long[] keys = new long[FIRST_CAPACITY];
        private long[] values =
                new long[FIRST_CAPACITY]; // 32 more bits of the hash, then position + 1; 0 is a free slot
        private int size;

        int slot(long key, int more) {
            int slot = (int) (((key >>> 33) * keys.length) >>> 31);
            while (values[slot] != 0 && (keys[slot] != key || (int) (values[slot] >>> 32) != more)) {
                slot = slot + 1 == keys.length ? 0 : slot + 1;
            }
            return slot;
        }

        boolean isTaken(int slot) {
            return values[slot] != 0;
        }

        long position(int slot) {
            return (values[slot] & POSITION) - 1;
        }

        void move(int slot, long position) {
            values[slot] = (values[slot] & ~POSITION) | checked(position + 1);
        }

        void insert(int slot, long key, int more, long position) {
            keys[slot] = key;
            values[slot] = ((long) more << 32) | checked(position + 1);
            if (++size > keys.length * 4L / 5) {
                grow();
            }
        }

        private void grow() {
            long[] oldKeys = keys;
            long[] oldValues = values;
            keys = new long[oldKeys.length + oldKeys.length / 3];
            values = new long[keys.length];
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldValues[i] != 0) {
                    int slot = slot(oldKeys[i], (int) (oldValues[i] >>> 32));
                    keys[slot] = oldKeys[i];
                    values[slot] = oldValues[i];
                }
            }
        }

        private static long checked(long stored) {
            if (stored > POSITION) {
                throw new IllegalStateException("more than four billion lines in one file; split it");
            }
            return stored;
        }
    }
}
