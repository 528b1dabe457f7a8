package io.ticketlabeler.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuotaTest {

    @Test
    void tokensAreTheLimitOfTenMillionTickets() {
        Quota quota = Quota.of("--tickets", "10000000", "--input", "288", "--output", "12", "--tpm", "10000000");

        assertThat(quota.calls()).isEqualTo(500_000);
        assertThat(quota.hours()).isEqualTo(5, within(1e-9)); // 3e9 tokens / 1e7 a minute = 300 minutes
        assertThat(quota.hoursByRequests()).isEqualTo(50 / 60.0, within(1e-9));
        assertThat(quota.usd()).isEqualTo(2_880 * 0.15 + 120 * 0.60, within(1e-9));
        assertThat(quota.inTheAir()).isEqualTo(500_000 / 18_000.0 * 2, within(1e-9));
        assertThat(quota.toString()).contains("tokens a minute").contains("a cluster is no faster");
    }

    @Test
    void oneTicketACallMakesRequestsTheLimit() {
        Quota quota = Quota.of("--per-call", "1", "--rpm", "10000", "--tpm", "1000000000", "--at-once", "64");

        assertThat(quota.hours()).isEqualTo(1_000 / 60.0, within(1e-9));
        assertThat(quota.executors()).isEqualTo(6); // 10,000 a minute x 2 s = 333 in the air
        assertThat(quota.toString()).contains("requests a minute").contains("6 executors");
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThatThrownBy(() -> Quota.of("--ticket", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--ticket");
    }
}
