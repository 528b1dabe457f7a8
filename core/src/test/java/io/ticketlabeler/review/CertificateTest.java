package io.ticketlabeler.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a plan to a certificate, and every reason to refuse one. */
class CertificateTest {

    private static final int TICKETS = 4000;

    @TempDir
    Path folder;

    private final Proposals proposals = proposals("m", "p", "Bug", 0.9);
    private final ReviewPlan plan =
            ReviewPlan.forDataset(0.05, 0.05).sample(200).seed(7).of(proposals);

    @Test
    void aCertificateNamesItsPromiseAndCanBeWorkedOutAgain() throws IOException {
        SampleReviews reviews = reviews(plan, proposals, 4);
        Certificate certificate = (Certificate) Certificate.certify(plan, proposals, reviews);
        certificate.write(folder.resolve("certificate.json"));
        plan.write(folder.resolve("plan.json"));

        Certificate read = Certificate.read(folder.resolve("certificate.json"));
        ReviewPlan planRead = ReviewPlan.read(folder.resolve("plan.json"));

        assertThat(read).isEqualTo(certificate);
        assertThat(read.verify(planRead, proposals, reviews)).isEmpty();
        assertThat(certificate.toString())
                .startsWith("Certified: the finished set of 4,000 tickets")
                .contains("at most 5 % wrong labels, at a risk of 5 %", "200 reviews, 4 of them wrong");
        assertThat(certificate.accepted(plan, proposals).cardinality()).isEqualTo(certificate.acceptedUnseen());
    }

    @Test
    void whatDoesNotFitACertificateIsNamed() {
        SampleReviews reviews = reviews(plan, proposals, 4);
        Certificate certificate = (Certificate) Certificate.certify(plan, proposals, reviews);
        Proposals other = proposals("m2", "p", "Bug", 0.9);
        ReviewPlan otherPlan =
                ReviewPlan.forDataset(0.05, 0.05).sample(200).seed(8).of(proposals);

        assertThat(certificate.verify(plan, proposals, reviews(plan, proposals, 5)))
                .containsExactly("the reviews of the sample are others");
        assertThat(certificate.verify(plan, other, reviews)).containsExactly("the model was \"m\" and is \"m2\"");
        assertThat(certificate.verify(otherPlan, proposals, reviews)).containsExactly("the plan is another one");
        Certificate forged = new Certificate(
                certificate.promise(),
                0.05,
                0.05,
                TICKETS,
                200,
                4,
                0,
                TICKETS,
                TICKETS - 200,
                certificate.planHash(),
                certificate.run(),
                certificate.reviewsHash());
        assertThat(forged.verify(plan, proposals, reviews)).containsExactly("the same inputs give another result");
    }

    @Test
    void aRunThatChangedIsRefusedWithWhatChanged() {
        assertThat(changed(proposals("m2", "p", "Bug", 0.9))).contains("the model was \"m\" and is \"m2\"");
        assertThat(changed(proposals("m", "p2", "Bug", 0.9))).contains("the prompt or its settings are others");
        assertThat(changed(proposals("m", "p", "Question", 0.9))).contains("proposed labels are others");
        assertThat(changed(proposals("m", "p", "Bug", 0.91))).contains("tickets or confidences are others");
        assertThat(changed(proposals("m", "p", "Praise", 0.9))).contains("the label set is another one");
        assertThatThrownBy(() -> plan.sample(proposals("m2", "p", "Bug", 0.9)))
                .hasMessageContaining("the run has changed since the plan was made");
    }

    @Test
    void whatPeopleDecidedBeforeTheRunIsFinishedAndNeverSampledOrReviewed() throws IOException {
        Proposals.Builder builder = Proposals.builder();
        for (int i = 0; i < TICKETS; i++) {
            builder = i % 4 == 0 ? builder.addDecided("T" + i, List.of("Bug")) : builder.add("T" + i, "Bug", 0.9);
        }
        Proposals relabelled = builder.build();
        ReviewPlan next =
                ReviewPlan.forDataset(0.05, 0.05).sample(200).pool(1).seed(7).of(relabelled);
        SampleReviews reviews = reviews(next, relabelled, 4);

        Certificate certificate = (Certificate) Certificate.certify(next, relabelled, reviews);
        FinishedSet set = FinishedSet.write(
                folder.resolve("accepted.csv"),
                folder.resolve("to-review.csv"),
                certificate,
                next,
                relabelled,
                reviews);

        assertThat(next.labeled()).isEqualTo(3000);
        assertThat(next.sample(relabelled).ids()).noneMatch(id -> Integer.parseInt(id.substring(1)) % 4 == 0);
        assertThat(next.queue(relabelled).ids()).hasSize(2800);
        assertThat(set.byPeople()).isEqualTo(1200);
        assertThat(set.unseen()).isEqualTo(certificate.acceptedUnseen());
        assertThat(set.unseen() + set.byPeople() + set.toReview()).isEqualTo(TICKETS);
        assertThat(Files.readAllLines(folder.resolve("accepted.csv"))).contains("T0,Bug,,person");
        assertThat(Proposals.read(folder.resolve("accepted.csv")).isDecided(0)).isTrue();
        assertThat(relabelled.hash()).isNotEqualTo(proposals("", "", "Bug", 0.9).hash());
    }

    @Test
    void reviewsOfOtherTicketsOrOfAnotherSampleProveNothing() {
        ReviewQueue queue = plan.queue(proposals);
        List<Review> ordered = new ArrayList<>();
        for (String id : queue.ids().subList(0, 500)) {
            ordered.add(Review.of(id, "anna", Decision.ACCEPTED, List.of("Bug")));
        }
        ReviewPlan other = ReviewPlan.forDataset(0.05, 0.05).sample(200).seed(8).of(proposals);

        assertThat(Certificate.certify(plan, proposals, plan.sample(proposals).reviews(ordered.iterator())))
                .hasToString(
                        "Not certified: none of the 200 tickets of the sample has an answer; have the sample of this plan reviewed,"
                                + " not other tickets");
        assertThat(Certificate.certify(plan, proposals, reviews(other, proposals, 0))
                        .toString())
                .contains("the reviews belong to the sample of another plan");
        assertThat(queue.ids())
                .doesNotContainAnyElementsOf(plan.sample(proposals).ids())
                .hasSize(TICKETS - 200);
    }

    @Test
    void tooFewReviewsAreRefusedWithHowManyWouldDo() {
        ReviewPlan tiny = ReviewPlan.forDataset(0.05, 0.05).sample(20).pool(1).of(proposals);

        assertThat(Certificate.certify(tiny, proposals, reviews(tiny, proposals, 0)))
                .hasToString(
                        "Not certified: 20 reviews are too few for any certificate; 58 are the least, more accept more");
        ReviewPlan least = ReviewPlan.forDataset(0.05, 0.05).sample(58).pool(1).of(proposals);
        assertThat(Certificate.certify(least, proposals, reviews(least, proposals, 0)))
                .isInstanceOf(Certificate.class);
    }

    @Test
    void labelsThatTheRunDidNotKnowAreRefused() {
        ReviewSample sample = plan.sample(proposals);
        List<Review> reviews = new ArrayList<>(answers(sample, proposals, 0));
        reviews.set(3, Review.of(sample.ids().get(3), "anna", Decision.CORRECTED, List.of("Refunds")));

        assertThat(Certificate.certify(plan, proposals, sample.reviews(reviews.iterator()))
                        .toString())
                .contains("people chose labels that the label set of the run does not have (Refunds)");
    }

    @Test
    void whatIsSkippedMissingOrDisputedCountsAsWrong() {
        ReviewSample sample = plan.sample(proposals);
        List<Review> reviews = new ArrayList<>(answers(sample, proposals, 0));
        String first = sample.ids().get(0);
        String second = sample.ids().get(1);
        reviews.set(0, Review.of(first, "anna", Decision.SKIPPED, proposals.labels(0)));
        reviews.remove(2);
        reviews.add(Review.of(second, "ben", Decision.CORRECTED, List.of("Question")));

        SampleReviews settled = sample.reviews(reviews.iterator());

        assertThat(settled.unanswered())
                .containsExactly(first, second, sample.ids().get(2));
        assertThat(settled.wrong()).isZero();
        assertThat(settled.wrongPlaces(plan.sampleSize())).hasSize(3);
        reviews.add(Review.of(second, "cleo", Decision.CORRECTED, List.of("Question")));
        assertThat(sample.reviews(reviews.iterator()).labels(second)).hasValue(List.of("Question"));
        assertThat(sample.reviews(reviews.iterator()).wrong()).isEqualTo(1);
    }

    @Test
    void badProposalsAreRefusedWithWhatWouldHelp() {
        assertThat(Certificate.certify(
                                ReviewPlan.forAccepted(0.05, 0.05).sample(200).of(proposals),
                                proposals,
                                reviews(
                                        ReviewPlan.forAccepted(0.05, 0.05)
                                                .sample(200)
                                                .of(proposals),
                                        proposals,
                                        60))
                        .toString())
                .startsWith("Not certified: 200 reviews, 60 of them wrong, prove nothing");
    }

    @Test
    void theOtherPromiseSaysSo() {
        ReviewPlan accepted =
                ReviewPlan.forAccepted(0.05, 0.05).sample(200).pool(0.6).of(proposals);

        assertThat(Certificate.certify(accepted, proposals, reviews(accepted, proposals, 1))
                        .toString())
                .contains("tickets accepted unseen", "at most 5 % are wrong");
    }

    @Test
    void aPlanThatWasChangedIsNotRead() throws IOException {
        Path file = folder.resolve("plan.json");
        plan.write(file);
        Files.writeString(file, Files.readString(file).replace("\"alpha\" : 0.05", "\"alpha\" : 0.5"));

        assertThatThrownBy(() -> ReviewPlan.read(file))
                .isInstanceOf(TicketLabelerException.class)
                .hasMessageContaining("plan.json: was changed after it was written");
    }

    private String changed(Proposals now) {
        SampleReviews reviews = reviews(plan, proposals, 0);
        return Certificate.certify(plan, now, reviews).toString();
    }

    private static SampleReviews reviews(ReviewPlan plan, Proposals proposals, int wrong) {
        ReviewSample sample = plan.sample(proposals);
        return sample.reviews(answers(sample, proposals, wrong).iterator());
    }

    /** The first ones correct the proposal, the others accept it. */
    private static List<Review> answers(ReviewSample sample, Proposals proposals, int wrong) {
        List<Review> reviews = new ArrayList<>();
        for (String id : sample.ids()) {
            List<String> proposed = proposals.labels(proposals.indexOf(id).orElseThrow());
            boolean corrected = reviews.size() < wrong;
            List<String> other = List.of(proposed.contains("Bug") ? "Question" : "Bug");
            reviews.add(Review.of(
                    id, "anna", corrected ? Decision.CORRECTED : Decision.ACCEPTED, corrected ? other : proposed));
        }
        return reviews;
    }

    private static Proposals proposals(String model, String prompt, String firstLabel, double firstConfidence) {
        SplittableRandom random = new SplittableRandom(5);
        Proposals.Builder builder = Proposals.builder()
                .model(model)
                .prompt(prompt)
                .labelNames(List.of("Bug", "Question"))
                .add("T-0", firstLabel, firstConfidence);
        for (int i = 1; i < TICKETS; i++) {
            builder.add(
                    "T-" + i,
                    List.of(i % 3 == 0 ? "Question" : "Bug"),
                    OptionalDouble.of(Math.round(random.nextDouble() * 50) / 50.0));
        }
        return builder.build();
    }
}
