package io.ticketlabeler.review;

import io.ticketlabeler.internal.stats.EProcess;
import io.ticketlabeler.internal.stats.SeededOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Watches over a certificate while later tickets are accepted as those before were. A certificate speaks for the tickets that it was made
 * for; whether the next ones are like them is not known, so that people go on reading a few of them:
 *
 * <pre>{@code
 * CertificateWatch watch = CertificateWatch.over(certificate, 0.01, 7);       // one accepted ticket in a hundred
 * if (watch.asks(ticket.id())) …                                             // people read it
 * CertificateState state = watch.answer(review, List.of("Billing"));         // after each review
 * }</pre>
 *
 * <p>It is revoked once the reviews prove, at a risk of {@value #FALSE_ALARM} over its whole life, that more proposals are wrong than
 * promised; that is final. When twice as many are wrong as promised, it takes some 240 reviews in the median until then.
 *
 * <p>It keeps nothing: after a restart, give it the reviews again, in the same order. Not thread-safe; memory grows with the tickets read.
 */
public final class CertificateWatch {

    /** Chance that a certificate that still holds is ever revoked. */
    public static final double FALSE_ALARM = 0.01;

    /** Chance that wrong proposals alone ever put one that still holds under watch. */
    private static final double SUSPICION = 0.1;

    private final double promised;
    private final double share;
    private final SeededOrder order;
    private final Set<String> read = new HashSet<>();
    private int wrong;
    private boolean shifted;
    private boolean revoked;

    private CertificateWatch(double promised, double share, long seed) {
        this.promised = promised;
        this.share = share;
        this.order = new SeededOrder(seed, "watch");
    }

    /**
     * Begins.
     *
     * @param share of the tickets accepted from now on that people read, above 0, at most 1; usual are 0.005 to 0.01
     * @param seed  which ones; whoever sends the tickets should not know it
     */
    public static CertificateWatch over(Certificate certificate, double share, long seed) {
        if (!(share > 0 && share <= 1)) { // also refuses NaN
            throw new IllegalArgumentException("a share of " + share + " to read, expected above 0, at most 1");
        }
        return new CertificateWatch(promised(certificate), share, seed);
    }

    /** Of {@link Promise#DATASET} all wrong labels that may stay may be among the accepted ones. */
    private static double promised(Certificate certificate) {
        return certificate.promise() == Promise.ACCEPTED
                ? certificate.eps()
                : certificate.eps() * certificate.tickets() / certificate.acceptedUnseen();
    }

    /** Whether people should read this accepted ticket; always the same answer for one id, whatever was accepted before. */
    public boolean asks(String ticketId) {
        double at = (order.key(ticketId) >>> 11) * 0x1.0p-53; // 0 to 1, evenly
        return at < share;
    }

    /**
     * Takes what a person said about a ticket that was accepted. Of several reviews the first that decides counts. A skip counts as a wrong
     * proposal; a draft or a missing review not yet.
     *
     * @param accepted the labels with which it was accepted
     * @return {@link #state()} then
     * @throws IllegalArgumentException if the ticket is none that was {@linkplain #asks asked} for: chosen tickets prove nothing
     */
    public CertificateState answer(Review review, List<String> accepted) {
        if (!asks(review.ticketId())) {
            throw new IllegalArgumentException(
                    "ticket " + review.ticketId()
                            + " was not drawn to be read; leave its review out, or give the seed and share that it was drawn with");
        }
        boolean decides = review.decision().isAnswer() || review.decision() == Decision.SKIPPED;
        if (decides && read.add(review.ticketId())) {
            boolean right = review.decision().isAnswer() && LabelCell.same(review.labels(), accepted);
            wrong += right ? 0 : 1;
            revoked |= evidence() >= 1 / FALSE_ALARM;
        }
        return state();
    }

    /**
     * Takes whether the mix of proposed labels is another one than when it was certified, as {@code LabelDrift.isDrift()} of the package
     * {@code evaluation} says; the last call counts.
     *
     * @return {@link #state()} then
     */
    public CertificateState labelMix(boolean isDrift) {
        shifted = isDrift;
        return state();
    }

    /** How the certificate stands. */
    public CertificateState state() {
        if (revoked) {
            return CertificateState.REVOKED;
        }
        return shifted || evidence() >= 1 / SUSPICION ? CertificateState.WATCH : CertificateState.VALID;
    }

    /** How many tickets people have read. */
    public int read() {
        return read.size();
    }

    /** How many of them were wrong, skips among them. */
    public int wrong() {
        return wrong;
    }

    /** The largest share of wrong ones among the accepted that the promise allows; more than 1 if it allows any. */
    public double promisedErrorRate() {
        return promised;
    }

    /** E.g. {@code VALID: 3 of 210 accepted tickets that people read were wrong, 5.0 % may be}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %,d of %,d accepted tickets that people read were wrong, %.1f %% may be%s",
                state(),
                wrong,
                read.size(),
                100 * Math.min(1, promised),
                shifted ? "; the mix of labels has changed" : "");
    }

    private double evidence() {
        return promised >= 1 ? 1 : EProcess.moreThan(promised, wrong, read.size());
    }
}
