package io.ticketlabeler.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Applies the procedure of a plan to the reviews of its sample. */
final class Certifier {

    private final ReviewPlan plan;
    private final Proposals proposals;
    private final SampleReviews reviews;

    private Certifier(ReviewPlan plan, Proposals proposals, SampleReviews reviews) {
        this.plan = plan;
        this.proposals = proposals;
        this.reviews = reviews;
    }

    static Certification certify(ReviewPlan plan, Proposals proposals, SampleReviews reviews) {
        return new Certifier(plan, proposals, reviews).certify();
    }

    private Certification certify() {
        List<String> reasons = faults();
        if (!reasons.isEmpty()) {
            return new Refusal(reasons);
        }
        int[] places = reviews.places();
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
                plan.sampleSize(),
                reviews.wrong(),
                plan.sampleSize() - reviews.answered(),
                reached,
                reached - seen,
                plan.hash(),
                plan.run(),
                reviews.hash());
    }

    private List<String> faults() {
        List<String> changes = plan.run().changes(RunHashes.of(proposals));
        if (!changes.isEmpty()) {
            return List.of("the run has changed since the plan was made (" + String.join(", ", changes)
                    + "); make a new plan and have a new sample reviewed");
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
            return plan.countStop().accepted(reviews.wrongPlaces());
        }
        return FixedSequence.accepted(plan.poolSize(), places, flags(), plan.eps(), plan.alpha());
    }

    private String whyNothing() {
        String asked = String.format(Locale.ROOT, "%,d reviews, ", plan.sampleSize())
                + String.format(Locale.ROOT, "%,d of them wrong", reviews.wrong())
                + (reviews.unanswered().isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                " and %,d unanswered, which count as wrong",
                                reviews.unanswered().size()));
        if (plan.promise() == Promise.DATASET && plan.countStop().allowed() < 0) {
            int enough = CountStop.smallest(plan.poolSize(), Forecast.budget(plan.eps(), plan.tickets()), plan.alpha());
            return String.format(
                    Locale.ROOT,
                    "%,d reviews are too few for any certificate; %,d are the least, more accept more",
                    plan.sampleSize(),
                    enough);
        }
        ExpectedErrors errors = ExpectedErrors.pilot(plan.labeled(), reviews.places(), flags());
        return new Forecast(plan.promise(), plan.eps(), plan.alpha(), plan.tickets(), plan.labeled(), errors)
                .options().stream()
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

    private boolean[] flags() {
        int[] places = reviews.places();
        int[] wrong = reviews.wrongPlaces();
        boolean[] flags = new boolean[places.length];
        int next = 0;
        for (int i = 0; i < places.length; i++) {
            flags[i] = next < wrong.length && wrong[next] == places[i];
            next += flags[i] ? 1 : 0;
        }
        return flags;
    }
}
