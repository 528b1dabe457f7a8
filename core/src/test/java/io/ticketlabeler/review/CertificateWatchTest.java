package io.ticketlabeler.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CertificateWatchTest {

    private static final List<String> BILLING = List.of("Billing");
    private static final RunHashes RUN = new RunHashes("p", "s", "l", "gpt-4o-mini", "");

    @Test
    void aboutTheGivenShareIsReadWhateverTheOrder() {
        CertificateWatch watch = CertificateWatch.over(accepted(), 0.01, 7);
        int asked = 0;
        for (int i = 0; i < 100_000; i++) {
            asked += watch.asks("ZD-" + i) ? 1 : 0;
        }

        assertThat(asked / 100_000.0).isCloseTo(0.01, within(4 * Math.sqrt(0.01 * 0.99 / 100_000)));
        assertThat(watch.asks("ZD-17"))
                .isEqualTo(CertificateWatch.over(accepted(), 0.01, 7).asks("ZD-17"));
    }

    @Test
    void goodProposalsKeepItValid() {
        CertificateWatch watch = CertificateWatch.over(accepted(), 1, 7);

        feed(watch, 2_000, 0.03, new Random(1));

        assertThat(watch.state()).isEqualTo(CertificateState.VALID);
        assertThat(watch)
                .hasToString("VALID: " + watch.wrong() + " of 2,000 accepted tickets that people read were wrong,"
                        + " 5.0 % may be");
    }

    @Test
    void badProposalsFirstRaiseSuspicionThenRevokeItForGood() {
        CertificateWatch watch = CertificateWatch.over(accepted(), 1, 7);
        Random random = new Random(1);
        boolean watched = false;
        int reviews = 0;
        while (watch.state() != CertificateState.REVOKED) {
            watch.answer(review("ZD-" + reviews++, random.nextDouble() < 0.15 ? "Bug" : "Billing"), BILLING);
            watched |= watch.state() == CertificateState.WATCH;
        }

        assertThat(watched).isTrue();
        assertThat(reviews).isLessThan(400);

        for (int i = 0; i < 5_000; i++) {
            watch.answer(review("later-" + i, "Billing"), BILLING);
        }
        assertThat(watch.state()).isEqualTo(CertificateState.REVOKED);
    }

    @Test
    void thosePromisedAreRarelyRevoked() {
        int revoked = 0;
        for (int run = 0; run < 300; run++) {
            CertificateWatch watch = CertificateWatch.over(accepted(), 1, 7);
            feed(watch, 500, 0.05, new Random(run));
            revoked += watch.state() == CertificateState.REVOKED ? 1 : 0;
        }

        assertThat(revoked / 300.0).isLessThanOrEqualTo(0.01 + 3 * Math.sqrt(0.01 * 0.99 / 300));
    }

    @Test
    void anotherMixOfLabelsIsWatchedUntilItIsBack() {
        CertificateWatch watch = CertificateWatch.over(accepted(), 1, 7);

        assertThat(watch.labelMix(true)).isEqualTo(CertificateState.WATCH);
        assertThat(watch.labelMix(false)).isEqualTo(CertificateState.VALID);
    }

    @Test
    void skipsCountAsWrongAndDraftsNotYet() {
        CertificateWatch watch = CertificateWatch.over(accepted(), 1, 7);

        watch.answer(Review.of("ZD-1", "anna", Decision.DRAFT, BILLING), BILLING);
        watch.answer(Review.of("ZD-2", "anna", Decision.SKIPPED, BILLING), BILLING);
        watch.answer(review("ZD-3", "Billing"), BILLING);
        watch.answer(review("ZD-3", "Bug"), BILLING);

        assertThat(watch.read()).isEqualTo(2);
        assertThat(watch.wrong()).isEqualTo(1);
    }

    @Test
    void reviewsOfTicketsThatWereNotDrawnAreRefused() {
        CertificateWatch watch = CertificateWatch.over(accepted(), 0.001, 7);

        assertThat(watch.asks("ZD-1")).isFalse();
        assertThatThrownBy(() -> watch.answer(review("ZD-1", "Billing"), BILLING))
                .hasMessageContaining("ticket ZD-1 was not drawn");
    }

    @Test
    void promiseAboutTheWholeSetAllowsMoreAmongTheAccepted() {
        assertThat(CertificateWatch.over(certificate(Promise.DATASET, 5_000), 1, 7)
                        .promisedErrorRate())
                .isCloseTo(0.10, within(1e-12));
        CertificateWatch anything = CertificateWatch.over(certificate(Promise.DATASET, 100), 1, 7);
        for (int i = 0; i < 300; i++) {
            anything.answer(review("ZD-" + i, "Bug"), BILLING);
        }
        assertThat(anything.state()).isEqualTo(CertificateState.VALID);
    }

    private static void feed(CertificateWatch watch, int reviews, double errorRate, Random random) {
        for (int i = 0; i < reviews; i++) {
            watch.answer(review("ZD-" + i, random.nextDouble() < errorRate ? "Bug" : "Billing"), BILLING);
        }
    }

    private static Review review(String id, String label) {
        return Review.of(id, "anna", Decision.CHOSEN, List.of(label));
    }

    private static Certificate accepted() {
        return certificate(Promise.ACCEPTED, 5_000);
    }

    private static Certificate certificate(Promise promise, int acceptedUnseen) {
        return new Certificate(
                promise, 0.05, 0.05, 10_000, 300, 5, 0, acceptedUnseen + 100, acceptedUnseen, "plan", RUN, "reviews");
    }
}
