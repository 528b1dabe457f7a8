package io.ticketlabeler.internal.stats;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A random order of ids that anybody can work out again, in any language: ids sorted by the first eight bytes of
 * {@code SHA-256(seed as eight bytes, big endian, purpose, zero byte, id in UTF-8)}, taken as a signed number. The first m of them are a
 * uniform sample without replacement; where the ids stand in their file plays no part. Not thread-safe.
 *
 * @see <a href="https://people.csail.mit.edu/rivest/sampler.py">Rivest's sampler for election audits</a> (the idea)
 */
public final class SeededOrder {

    private final MessageDigest sha;
    private final byte[] prefix;

    /**
     * An order.
     *
     * @param purpose keeps orders of one seed independent of each other, e.g. {@code sample}
     */
    public SeededOrder(long seed, String purpose) {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
        byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
        prefix = ByteBuffer.allocate(Long.BYTES + name.length + 1)
                .putLong(seed)
                .put(name)
                .put((byte) 0)
                .array();
    }

    /** What to sort by. Two ids of a million share one with a probability of 3·10⁻⁸; break such ties by the id. */
    public long key(String id) {
        sha.update(prefix);
        sha.update(id.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(sha.digest()).getLong();
    }
}
