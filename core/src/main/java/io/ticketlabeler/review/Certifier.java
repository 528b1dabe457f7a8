package io.ticketlabeler.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Applies the procedure of a plan to the reviews of its sample. */
final class Certifier {

    private final ReviewPlan plan;
    private final Proposals proposals;
    private final SampleReviews reviews;
    private final int read; // of the sample, from its beginning

    private Certifier(ReviewPlan plan, Proposals proposals, SampleReviews reviews) {
        this.plan = plan;
        this.proposals = proposals;
        this.reviews = reviews;
        this.read = plan.anyTime() ? reviews.read() : plan.sampleSize();
    }

    static Certification certify(ReviewPlan plan, Proposals proposals, SampleReviews reviews) {
        return new Certifier(plan, proposals, reviews).certify();
    }

    private Certification certify() {
        List<String> reasons = faults();
        if (!reasons.isEmpty()) {
            return new Refusal(reasons);
        }
        int[] places = reviews.places(read);
        int reached = reached(places);
        int seen = 0;
        while (seen < places.length && places[seen] < reached) {
            seen++;
        }
        if (reached == seen) {
            return new Refusal(List.of(whyNothing()));
        }
        return new Certificate(
                plan.promise(),
                plan.eps(),
                plan.alpha(),
                plan.tickets(),
                read,
                reviews.wrong(),
                read - reviews.answered(),
                reached,
                reached - seen,
                plan.hash(),
                plan.run(),
                reviews.hash());
    }

    private List<String> faults() {
        Optional<Refusal> changed = plan.refusal(proposals);
        if (changed.isPresent()) {
            return changed.get().reasons();
        }
        List<String> faults = new ArrayList<>();
        if (!reviews.sample().planHash().equals(plan.hash())
                || !reviews.sample().proposals().hash().equals(proposals.hash())) {
            faults.add("the reviews belong to the sample of another plan; give those of this plan's sample");
        } else if (reviews.answered() == 0) {
            faults.add("none of the " + plan.sampleSize()
                    + " tickets of the sample has an answer; have the sample of this plan reviewed, not other tickets");
        }
        List<String> unknown = proposals.isLabelSetKnown() ? reviews.unknown(proposals.labelNames()) : List.of();
        if (!unknown.isEmpty()) {
            faults.add("people chose labels that the label set of the run does not have (" + String.join(", ", unknown)
                    + "); label the tickets again with the new set, or correct the reviews");
        }
        return faults;
    }

    private int reached(int[] places) {
        if (plan.promise() == Promise.DATASET) {
            return plan.countStop().accepted(reviews.wrongPlaces(read));
        }
        if (plan.anyTime()) {
            return FixedSequence.acceptedSoFar(
                    plan.poolSize(), plan.sampleSize(), places, flags(), plan.eps(), plan.alpha());
        }
        return FixedSequence.accepted(plan.poolSize(), places, flags(), plan.eps(), plan.alpha());
    }

    private String whyNothing() {
        String asked = String.format(Locale.ROOT, "%,d reviews, ", read)
                + String.format(Locale.ROOT, "%,d of them wrong", reviews.wrong())
                + (read == reviews.answered()
                        ? ""
                        : String.format(
                                Locale.ROOT, " and %,d unanswered, which count as wrong", read - reviews.answered()));
        if (plan.promise() == Promise.DATASET && plan.countStop().allowed() < 0) {
            int enough = CountStop.smallest(plan.poolSize(), Forecast.budget(plan.eps(), plan.tickets()), plan.alpha());
            return String.format(
                    Locale.ROOT,
                    "%,d reviews are too few for any certificate; %,d are the least, more accept more",
                    plan.sampleSize(),
                    enough);
        }
        ExpectedErrors errors = ExpectedErrors.pilot(plan.labeled(), reviews.places(read), flags());
        Forecast forecast = new Forecast(
                plan.promise(), plan.anyTime(), plan.eps(), plan.alpha(), plan.tickets(), plan.labeled(), errors);
        if (plan.anyTime() && read < plan.sampleSize()) {
            return asked + ", prove nothing yet; read on in the order of the sample, " + readOn(forecast);
        }
        return forecast.options().stream()
                .filter(option -> option.acceptedUnseen() > 0)
                .findFirst()
                .map(option -> String.format(
                        Locale.ROOT,
                        "%s, prove nothing; a new plan with a sample of %,d from the %,d most confident tickets is expected to accept %,d",
                        asked,
                        option.sampleSize(),
                        option.poolSize(),
                        option.acceptedUnseen()))
                .orElse(asked + ", prove nothing, and no sample of a bearable size is expected to;"
                        + " a better model or prompt would help, or a larger share of errors that may stay");
    }

    private String readOn(Forecast forecast) {
        for (int size = read + 1; size <= plan.sampleSize(); size += Math.max(1, size / 10)) {
            if (forecast.of(size, plan.poolSize()).acceptedUnseen() > 0) {
                return String.format(Locale.ROOT, "some %,d reviews are expected to do", size);
            }
        }
        return String.format(
                Locale.ROOT, "although so far not even all %,d reviews are expected to do", plan.sampleSize());
    }

    private boolean[] flags() {
        int[] places = reviews.places(read);
        int[] wrong = reviews.wrongPlaces(read);
        boolean[] flags = new boolean[places.length];
        int next = 0;
        for (int i = 0; i < places.length; i++) {
            flags[i] = next < wrong.length && wrong[next] == places[i];
            next += flags[i] ? 1 : 0;
        }
        return flags;
    }
}
