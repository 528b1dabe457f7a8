package io.ticketlabeler.review;

import io.ticketlabeler.internal.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A proven promise about a run, with hashes of all that it was worked out from, so that anybody who has the plan, the proposals and the
 * reviews can {@linkplain #verify work it out again}. Immutable.
 *
 * <p>What it does not say: that people's own labels are right, or that the promise holds for tickets that come later.
 *
 * @param promise        what is promised
 * @param eps            share of wrong labels that may stay
 * @param alpha          risk that the promise is broken all the same
 * @param tickets        of the run
 * @param sampleSize     tickets that people were asked about, the first ones of the sample; all of it, unless the plan lets people look at any time
 * @param wrong          proposals among them that people found wrong
 * @param unanswered     tickets among them without an answer; they counted as wrong
 * @param reached        the most confident tickets up to here are accepted
 * @param acceptedUnseen those of them that nobody read
 * @param planHash       of the {@link ReviewPlan}
 * @param run            of the {@link Proposals}
 * @param reviewsHash    of the {@link SampleReviews}
 */
public record Certificate(
        Promise promise,
        double eps,
        double alpha,
        int tickets,
        int sampleSize,
        int wrong,
        int unanswered,
        int reached,
        int acceptedUnseen,
        String planHash,
        RunHashes run,
        String reviewsHash)
        implements Certification {

    /**
     * Works out what the reviews of the sample prove. Only a {@link ReviewSample}'s reviews will do: what was chosen by a queue is
     * not uniform and proves nothing.
     *
     * @return a certificate, or a {@link Refusal} that says in plain words what is missing
     */
    public static Certification certify(ReviewPlan plan, Proposals proposals, SampleReviews reviews) {
        return Certifier.certify(plan, proposals, reviews);
    }

    /** A certificate as {@link #write} wrote it. */
    public static Certificate read(Path file) {
        return PlanFile.readCertificate(file);
    }

    /** Writes it as JSON; the file appears whole. */
    public void write(Path file) throws IOException {
        PlanFile.write(file, this);
    }

    /**
     * Works it out again from its inputs.
     *
     * @return what does not fit, in words; empty if the certificate stands
     */
    public List<String> verify(ReviewPlan plan, Proposals proposals, SampleReviews reviews) {
        List<String> faults = new ArrayList<>();
        if (!plan.hash().equals(planHash)) {
            faults.add("the plan is another one");
        }
        faults.addAll(run.changes(RunHashes.of(proposals)));
        if (!reviews.hash().equals(reviewsHash)) {
            faults.add("the reviews of the sample are others");
        }
        if (faults.isEmpty() && !certify(plan, proposals, reviews).equals(this)) {
            faults.add("the same inputs give another result");
        }
        return faults;
    }

    /**
     * The tickets that are accepted unseen, by their numbers in the proposals.
     *
     * @throws IllegalArgumentException if plan or proposals are not those of this certificate
     */
    public BitSet accepted(ReviewPlan plan, Proposals proposals) {
        if (!plan.hash().equals(planHash) || !run.equals(RunHashes.of(proposals))) {
            throw new IllegalArgumentException("plan or proposals are not those that were certified");
        }
        return accepted(plan.sample(proposals));
    }

    /** @param sample that of the plan, so that it need not be drawn again */
    BitSet accepted(ReviewSample sample) {
        Proposals proposals = sample.proposals();
        BitSet accepted = new BitSet(proposals.size());
        for (int place = 0; place < reached; place++) {
            accepted.set(sample.order().ticket(place));
        }
        sample.ids()
                .subList(0, sampleSize)
                .forEach(id -> accepted.clear(proposals.indexOf(id).orElseThrow()));
        return accepted;
    }

    /** 64 hexadecimal digits over all of it. */
    public String hash() {
        Digest digest = new Digest()
                .field(promise.code())
                .field(Double.doubleToLongBits(eps))
                .field(Double.doubleToLongBits(alpha))
                .field(tickets)
                .field(sampleSize)
                .field(wrong)
                .field(unanswered)
                .field(reached)
                .field(acceptedUnseen)
                .field(planHash)
                .field(reviewsHash);
        run.fields().forEach((name, value) -> digest.field(name).field(value));
        return HexFormat.of().formatHex(digest.bytes());
    }

    /** The promise in words, and what it rests on. */
    @Override
    public String toString() {
        int people = tickets - acceptedUnseen;
        String says = promise == Promise.DATASET
                ? "the finished set of %,d tickets (%,d accepted unseen, %,d labelled by people) has at most %s %% wrong labels"
                : "of %2$,d tickets accepted unseen (out of %1$,d; %3$,d are left to people) at most %4$s %% are wrong";
        return String.format(
                        Locale.ROOT,
                        "Certified: " + says + ", at a risk of %s %%.",
                        tickets,
                        acceptedUnseen,
                        people,
                        ReviewPlan.percent(eps),
                        ReviewPlan.percent(alpha))
                + String.format(
                        Locale.ROOT,
                        " It rests on %,d reviews, %,d of them wrong proposals%s, and on people's labels being right.",
                        sampleSize - unanswered,
                        wrong,
                        unanswered == 0
                                ? ""
                                : String.format(Locale.ROOT, ", %,d unanswered that count as wrong", unanswered));
    }
}
