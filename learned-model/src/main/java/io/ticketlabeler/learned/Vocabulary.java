package io.ticketlabeler.learned;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words and pairs that training has seen, and how much each says: TF-IDF with {@code 1 + ln(count)} and
 * {@code 1 + ln((1 + texts) / (1 + texts with it))}, scaled to length 1. What was not seen counts nothing; of very many the most
 * frequent are kept. Immutable.
 */
final class Vocabulary {

    private static final int MOST = 100_000; // 31 MB of weights for 77 labels

    private final long[] hashes;
    private final float[] idf;

    Vocabulary(long[] hashes, float[] idf) {
        this.hashes = hashes;
        this.idf = idf;
    }

    /** That of these texts, each as {@link Words#hashes} gives it. */
    static Vocabulary of(List<long[]> texts) {
        Map<Long, Integer> seenIn = new HashMap<>();
        for (long[] text : texts) {
            Arrays.stream(text).distinct().forEach(hash -> seenIn.merge(hash, 1, Integer::sum));
        }
        long[] hashes = seenIn.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<Long, Integer> each) -> -each.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST)
                .mapToLong(Map.Entry::getKey)
                .sorted()
                .toArray();
        float[] idf = new float[hashes.length];
        for (int i = 0; i < idf.length; i++) {
            idf[i] = (float) (1 + Math.log((1.0 + texts.size()) / (1.0 + seenIn.getOrDefault(hashes[i], 0))));
        }
        return new Vocabulary(hashes, idf);
    }

    Features features(long[] text) {
        long[] sorted = text.clone();
        Arrays.sort(sorted);
        int[] index = new int[sorted.length];
        float[] values = new float[sorted.length];
        int size = 0;
        for (int from = 0; from < sorted.length; ) {
            int to = from + 1;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            int at = Arrays.binarySearch(hashes, sorted[from]);
            if (at >= 0) {
                index[size] = at;
                values[size++] = (float) (1 + Math.log(to - from)) * idf[at];
            }
            from = to;
        }
        return new Features(Arrays.copyOf(index, size), Arrays.copyOf(values, size)).unit();
    }

    /** Rising. */
    long[] hashes() {
        return hashes;
    }

    /** One for each hash. */
    float[] idf() {
        return idf;
    }
}
