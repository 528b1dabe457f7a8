package io.ticketlabeler.report;

/**
 * What a certificate allows, as the report shows it; the certificate itself is what counts.
 *
 * @param coverage share of the proposals that may be accepted unseen, 0 to 1
 * @param promise  in words, e.g. {@code at most 5 % wrong labels in the finished set, with 95 % confidence}
 */
public record CertifiedPoint(double coverage, String promise) {

    public CertifiedPoint {
        if (!(coverage >= 0 && coverage <= 1)) {
            throw new IllegalArgumentException("coverage is " + coverage + ", expected 0..1");
        }
    }
}
