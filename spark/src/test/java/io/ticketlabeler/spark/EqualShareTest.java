package io.ticketlabeler.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EqualShareTest {

    @Test
    void theSharesTogetherAreNeverMoreThanTheLimit() {
        assertThat(EqualShare.of(3_000, 2)).isEqualTo(1_500);
        assertThat(EqualShare.of(100, 3)).isEqualTo(33);
    }

    @Test
    void localModeIsOneExecutor() {
        assertThat(EqualShare.of(LocalSpark.session(), 3_000)).isEqualTo(3_000);
    }

    @Test
    void moreExecutorsThanTheLimitAllowsAreRefused() {
        assertThatThrownBy(() -> EqualShare.of(3, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 a minute")
                .hasMessageContaining("4 executors");
    }
}
