package io.ticketlabeler.review;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * Finds tickets that say nearly the same by min-hashing of word triples: two texts that share 80 % of their triples meet in at least one of
 * eight bands with a probability of 97 %, two that share 30 % with 6 %.
 *
 * @see <a href="http://infolab.stanford.edu/~ullman/mmds/ch3.pdf">Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3</a>
 */
final class NearDuplicates {

    private static final int BANDS = 8;
    private static final int ROWS = 4;
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private NearDuplicates() {}

    /** The same tickets in the same order, but each directly behind the first one that is like it. */
    static int[] together(int[] tickets, IntFunction<String> text) {
        int[] leader = new int[tickets.length];
        Map<Long, Integer> seen = new HashMap<>();
        for (int i = 0; i < tickets.length; i++) {
            leader[i] = i;
            long[] bands = bands(text.apply(tickets[i]));
            for (long band : bands) {
                Integer other = seen.putIfAbsent(band, i);
                if (other != null) {
                    unite(leader, other, i);
                }
            }
        }
        Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < tickets.length; i++) {
            groups.computeIfAbsent(root(leader, i), first -> new ArrayList<>()).add(tickets[i]);
        }
        return groups.values().stream()
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static void unite(int[] leader, int a, int b) {
        int first = root(leader, a);
        int second = root(leader, b);
        leader[Math.max(first, second)] = Math.min(first, second);
    }

    private static int root(int[] leader, int i) {
        int at = i;
        while (leader[at] != at) {
            leader[at] = leader[leader[at]];
            at = leader[at];
        }
        return at;
    }

    /** Equal numbers mean much in common; none for an empty text. */
    private static long[] bands(String text) {
        String[] words = WORDS.split(text.toLowerCase(Locale.ROOT), -1);
        if (text.isBlank()) {
            return new long[0];
        }
        long[] least = new long[BANDS * ROWS];
        Arrays.fill(least, Long.MAX_VALUE);
        for (int i = 0; i < Math.max(1, words.length - 2); i++) {
            long triple = 0;
            for (int k = i; k < Math.min(words.length, i + 3); k++) {
                triple = mix(triple * 31 + words[k].hashCode());
            }
            for (int h = 0; h < least.length; h++) {
                least[h] = Math.min(least[h], mix(triple + h * 0x9E3779B97F4A7C15L));
            }
        }
        long[] bands = new long[BANDS];
        for (int band = 0; band < BANDS; band++) {
            long value = band;
            for (int row = 0; row < ROWS; row++) {
                value = mix(value ^ least[band * ROWS + row]);
            }
            bands[band] = value;
        }
        return bands;
    }

    /** https://prng.di.unimi.it/splitmix64.c */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
