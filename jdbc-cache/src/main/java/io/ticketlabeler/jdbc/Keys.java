package io.ticketlabeler.jdbc;

import io.ticketlabeler.cache.CacheKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Keys in order, in portions, and as one run of bytes. */
final class Keys {

    private Keys() {}

    /** Each once, in the one order in which rows may be locked. */
    static List<CacheKey> sorted(Collection<CacheKey> keys) {
        return new ArrayList<>(new TreeSet<>(keys));
    }

    static <T> List<List<T>> portions(List<T> all, int size) {
        List<List<T>> portions = new ArrayList<>((all.size() + size - 1) / size);
        for (int from = 0; from < all.size(); from += size) {
            portions.add(all.subList(from, Math.min(from + size, all.size())));
        }
        return portions;
    }

    static byte[] joined(Collection<CacheKey> keys) {
        ByteBuffer bytes = ByteBuffer.allocate(keys.size() * CacheKey.BYTES);
        keys.forEach(key -> bytes.put(key.bytes()));
        return bytes.array();
    }

    /** What {@link #joined} joined; a rest that is no key is left out. */
    static List<CacheKey> split(byte[] joined) {
        List<CacheKey> keys = new ArrayList<>(joined.length / CacheKey.BYTES);
        for (int from = 0; from + CacheKey.BYTES <= joined.length; from += CacheKey.BYTES) {
            keys.add(CacheKey.of(Arrays.copyOfRange(joined, from, from + CacheKey.BYTES)));
        }
        return keys;
    }
}
