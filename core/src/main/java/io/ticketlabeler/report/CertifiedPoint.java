package io.ticketlabeler.report;

import io.ticketlabeler.review.Certificate;
import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.review.RunHashes;
import java.util.List;

/**
 * What a certificate allows, as the report shows it; the certificate itself is what counts.
 *
 * @param coverage share of the proposals, the most confident ones, up to which is accepted, 0 to 1: the place on the curve
 * @param unseen   share of all tickets that is accepted without anybody having read it, 0 to 1
 * @param words    what is certified, as whole sentences
 */
public record CertifiedPoint(double coverage, double unseen, String words) {

    public CertifiedPoint {
        if (!(coverage >= 0 && coverage <= 1)) { // also refuses NaN
            throw new IllegalArgumentException("coverage is " + coverage + ", expected 0..1");
        }
        if (!(unseen >= 0 && unseen <= 1)) {
            throw new IllegalArgumentException("unseen is " + unseen + ", expected 0..1");
        }
    }

    /**
     * Of a certificate about these proposals.
     *
     * @throws IllegalArgumentException if it is about others, saying what is different
     */
    public static CertifiedPoint of(Certificate certificate, Proposals proposals) {
        List<String> changes = certificate.run().changes(RunHashes.of(proposals));
        if (!changes.isEmpty()) {
            throw new IllegalArgumentException("the certificate is about another run (" + String.join(", ", changes)
                    + "); give that run, or certify this one");
        }
        int labeled = 0;
        for (int ticket = 0; ticket < proposals.size(); ticket++) {
            labeled += proposals.isLabeled(ticket) ? 1 : 0;
        }
        return new CertifiedPoint(
                (double) certificate.reached() / labeled,
                (double) certificate.acceptedUnseen() / certificate.tickets(),
                certificate.toString());
    }
}
