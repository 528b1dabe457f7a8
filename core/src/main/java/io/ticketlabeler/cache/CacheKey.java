package io.ticketlabeler.cache;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The question behind an answer: 32 bytes of SHA-256 over the text as the model sees it, the label set, the prompt strategy, the
 * model with its endpoint and parameters. Immutable; the neighbours in the same call are not part of it.
 */
public final class CacheKey implements Comparable<CacheKey> {

    /** How long a key is. */
    public static final int BYTES = 32;

    private final byte[] hash;

    private CacheKey(byte[] hash) {
        this.hash = hash;
    }

    /**
     * The key with these bytes.
     *
     * @param hash 32 bytes, copied
     */
    public static CacheKey of(byte[] hash) {
        if (hash.length != BYTES) {
            throw new IllegalArgumentException("a cache key has " + BYTES + " bytes, not " + hash.length);
        }
        return new CacheKey(hash.clone());
    }

    /** The 32 bytes, a copy. */
    public byte[] bytes() {
        return hash.clone();
    }

    /** In the order of the bytes, unsigned: stores that lock rows must lock them in one order. */
    @Override
    public int compareTo(CacheKey other) {
        return Arrays.compareUnsigned(hash, other.hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CacheKey that && Arrays.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return hash[0] << 24 | (hash[1] & 0xFF) << 16 | (hash[2] & 0xFF) << 8 | (hash[3] & 0xFF);
    }

    /** 64 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(hash);
    }
}
