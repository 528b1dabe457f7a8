package io.ticketlabeler.contract;

/**
 * How often each text came, by a hash of 64 bits: 24 to 48 bytes for each different text. Two of a million texts
 * share a hash with a chance of one in 37 million. Not thread-safe.
 */
final class Tally {

    private long[] hashes = new long[1 << 10]; // 0 is free
    private int[] times = new int[1 << 10];
    private int size;

    /** Counts one more; answers how often it came by now. */
    int add(String text) {
        if (size * 2 >= hashes.length) {
            grow();
        }
        int slot = slot(hash(text));
        if (times[slot] == 0) {
            hashes[slot] = hash(text);
            size++;
        }
        return ++times[slot];
    }

    private int slot(long hash) {
        int slot = (int) hash & (hashes.length - 1);
        while (hashes[slot] != 0 && hashes[slot] != hash) {
            slot = (slot + 1) & (hashes.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldTimes = times;
        hashes = new long[oldHashes.length * 2];
        times = new int[oldHashes.length * 2];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldHashes[i] != 0) {
                int slot = slot(oldHashes[i]);
                hashes[slot] = oldHashes[i];
                times[slot] = oldTimes[i];
            }
        }
    }

    /** FNV-1a over the characters, then the mixer of SplitMix64; never 0. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        hash ^= hash >>> 31;
        return hash == 0 ? 1 : hash;
    }
}
