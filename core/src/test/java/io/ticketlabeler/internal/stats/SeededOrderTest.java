package io.ticketlabeler.internal.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SeededOrderTest {

    @Test
    void keysAreWhatTheDocumentationSays() {
        // printf '\0\0\0\0\0\0\0\7sample\0ZD-1' | sha256sum
        assertThat(Long.toHexString(new SeededOrder(7, "sample").key("ZD-1"))).isEqualTo("c5fe62789e774046");
    }

    @Test
    void everyIdComesFirstEquallyOften() {
        int[] first = new int[5];
        for (long seed = 0; seed < 5000; seed++) {
            SeededOrder order = new SeededOrder(seed, "sample");
            int least = 0;
            for (int i = 1; i < first.length; i++) {
                least = order.key("T-" + i) < order.key("T-" + least) ? i : least;
            }
            first[least]++;
        }

        for (int count : first) {
            assertThat(count / 5000.0).isCloseTo(0.2, within(4 * Math.sqrt(0.2 * 0.8 / 5000)));
        }
    }
}
