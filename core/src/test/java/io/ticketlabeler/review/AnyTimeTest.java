package io.ticketlabeler.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that let people ask for the certificate after every review. */
class AnyTimeTest {

    private static final int TICKETS = 5_000;
    private static final int SAMPLE = 1_000;
    private static final int RUNS = 300;

    @Test
    void goodRunIsCertifiedBeforeTheSampleIsReadAndEachTicketIsInOnePlace() {
        Proposals proposals = proposals();
        ReviewPlan plan = plan(proposals);
        ReviewSample sample = plan.sample(proposals);

        Certification few = certify(plan, proposals, sample, 60);
        Certificate certificate = (Certificate) certify(plan, proposals, sample, 700);

        assertThat(few).isInstanceOf(Refusal.class);
        assertThat(few.toString()).contains("60 reviews", "prove nothing yet; read on in the order of the sample");
        assertThat(certificate.sampleSize()).isEqualTo(700);
        assertThat(certificate.unanswered()).isZero();
        BitSet accepted = certificate.accepted(plan, proposals);
        List<String> places = new ArrayList<>(sample.ids().subList(0, 700));
        accepted.stream().forEach(ticket -> places.add(proposals.id(ticket)));
        places.addAll(ReviewQueue.after(certificate, plan, proposals).ids());
        assertThat(accepted.cardinality()).isEqualTo(certificate.acceptedUnseen());
        assertThat(places).hasSize(TICKETS).doesNotHaveDuplicates();
        assertThat(certificate.verify(plan, proposals, reviews(sample, 700))).isEmpty();
        assertThat(certificate.verify(plan, proposals, reviews(sample, 699)))
                .containsExactly("the reviews of the sample are others");
    }

    @Test
    void ticketsThatWerePassedOverCountAsWrong() {
        Proposals proposals = proposals();
        ReviewPlan plan = plan(proposals);
        ReviewSample sample = plan.sample(proposals);
        List<Review> gaps = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            if (i % 5 != 0) {
                gaps.add(review(sample.ids().get(i)));
            }
        }

        Certification result = Certificate.certify(plan, proposals, sample.reviews(gaps.iterator()));

        assertThat(result).isInstanceOf(Refusal.class);
        assertThat(result.toString()).contains("80 unanswered, which count as wrong");
    }

    @Test
    void planKeepsItInItsFileAndInItsHash(@TempDir Path folder) throws IOException {
        Proposals proposals = proposals();
        ReviewPlan plan = plan(proposals);
        Path file = folder.resolve("plan.json");

        plan.write(file);

        assertThat(ReviewPlan.read(file).anyTime()).isTrue();
        assertThat(ReviewPlan.read(file).hash()).isEqualTo(plan.hash());
        ReviewPlan oneLook =
                ReviewPlan.forAccepted(0.05, 0.05).pool(0.8).sample(SAMPLE).of(proposals);
        assertThat(oneLook.hash()).isNotEqualTo(plan.hash());
        assertThat(plan.toString()).contains("in the order of the sample");
    }

    @Test
    void promiseAboutTheFinishedSetHasNoSuchProcedure() {
        assertThatThrownBy(() -> ReviewPlan.forDataset(0.05, 0.05).anyTime())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("accepted");
    }

    @Test
    void lookingOftenKeepsThePromiseInEveryWorld() {
        for (World world : World.values()) {
            assertThat(broken(world, true, 100)).as("%s", world).isLessThanOrEqualTo(ProcedureTest.limit(RUNS));
        }
        assertThat(broken(World.FLAT, true, 20)).isLessThanOrEqualTo(ProcedureTest.limit(RUNS));
    }

    @Test
    void lookingOftenWithTheProcedureForOneLookBreaksIt() {
        assertThat(broken(World.FLAT, false, 20)).isGreaterThan(ProcedureTest.limit(RUNS));
    }

    /** Share of the runs in which one of the looks accepts tickets of which more than 5 % are wrong. */
    private static double broken(World world, boolean anyTime, int reviewsBetweenLooks) {
        SplittableRandom random = new SplittableRandom(ProcedureTest.SEED);
        double[] rates = world.errorRates();
        int pool = World.TICKETS * 7 / 10;
        int broken = 0;
        for (int run = 0; run < RUNS; run++) {
            boolean[] wrong = world.draw(rates, random);
            int[] draw = shuffled(World.sample(pool, SAMPLE, random), random);
            for (int read = 100; read <= SAMPLE; read += reviewsBetweenLooks) {
                int[] places = Arrays.stream(draw, 0, read).sorted().toArray();
                boolean[] flags = new boolean[read];
                for (int i = 0; i < read; i++) {
                    flags[i] = wrong[places[i]];
                }
                int accepted = anyTime
                        ? FixedSequence.acceptedSoFar(pool, SAMPLE, places, flags, Procedure.EPS, Procedure.ALPHA)
                        : FixedSequence.accepted(pool, places, flags, Procedure.EPS, Procedure.ALPHA);
                if (tooManyWrong(wrong, places, accepted)) {
                    broken++;
                    break;
                }
            }
        }
        return broken / (double) RUNS;
    }

    private static boolean tooManyWrong(boolean[] wrong, int[] read, int accepted) {
        int bad = 0;
        for (int place = 0; place < accepted; place++) {
            bad += wrong[place] ? 1 : 0;
        }
        int unseen = accepted;
        for (int place : read) {
            if (place < accepted) {
                unseen--;
                bad -= wrong[place] ? 1 : 0;
            }
        }
        return bad > Procedure.EPS * unseen;
    }

    private static int[] shuffled(int[] places, SplittableRandom random) {
        for (int i = places.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = places[i];
            places[i] = places[j];
            places[j] = swapped;
        }
        return places;
    }

    private static Certification certify(ReviewPlan plan, Proposals proposals, ReviewSample sample, int read) {
        return Certificate.certify(plan, proposals, reviews(sample, read));
    }

    private static SampleReviews reviews(ReviewSample sample, int read) {
        return sample.reviews(
                sample.ids().subList(0, read).stream().map(AnyTimeTest::review).iterator());
    }

    /** Every two-hundredth of the confident three fifths and every fifth of the others is wrong. */
    private static Review review(String id) {
        int number = Integer.parseInt(id.substring(3));
        boolean wrong = number % (number < TICKETS * 3 / 5 ? 200 : 5) == 0;
        return Review.of(id, "anna", Decision.CHOSEN, List.of(wrong ? "Störung" : "Rechnung"));
    }

    private static Proposals proposals() {
        Proposals.Builder builder = Proposals.builder().labelNames(List.of("Rechnung", "Störung"));
        for (int i = 0; i < TICKETS; i++) {
            builder.add("ZD-" + i, "Rechnung", 1 - (double) i / TICKETS);
        }
        return builder.build();
    }

    private static ReviewPlan plan(Proposals proposals) {
        return ReviewPlan.forAccepted(0.05, 0.05)
                .anyTime()
                .pool(0.8)
                .sample(SAMPLE)
                .of(proposals);
    }
}
