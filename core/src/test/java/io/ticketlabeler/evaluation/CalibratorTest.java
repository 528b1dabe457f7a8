package io.ticketlabeler.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ticketlabeler.internal.stats.Logistic;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibratorTest {

    /** A model whose stated 0.95 is right in 75 of 100 cases. */
    private static double tooSure(double stated) {
        return Logistic.sigmoid(0.37 * Math.log(stated / (1 - stated)));
    }

    private static Evaluation world(int reviews, long seed, DoubleUnaryOperator chance) {
        SplittableRandom random = new SplittableRandom(seed);
        Evaluation.Builder builder = Evaluation.builder();
        for (int i = 0; i < reviews; i++) {
            double stated = 0.5 + 0.49 * random.nextDouble();
            boolean right = random.nextDouble() < chance.applyAsDouble(stated);
            builder.add("T" + i, List.of("A"), OptionalDouble.of(stated), List.of(right ? "A" : "B"));
        }
        return builder.build();
    }

    @ParameterizedTest
    @CsvSource({"20,TEMPERATURE", "49,TEMPERATURE", "50,PLATT", "199,PLATT", "200,BETA", "1000,BETA", "1001,ISOTONIC"})
    void theNumberOfReviewsDecidesHowCloselyItFollowsThem(int reviews, Calibrator.Kind kind) {
        Calibrator calibrator = world(reviews, 7, CalibratorTest::tooSure).calibrator();

        assertThat(calibrator.kind()).isEqualTo(kind);
        assertThat(calibrator.reviews()).isEqualTo(reviews);
    }

    @ParameterizedTest
    @CsvSource({"45", "150", "800", "5000"})
    void whatItSaysAboutOtherTicketsIsTruerOnAverageOverPilots(int reviews) {
        Evaluation others = world(5_000, 12, CalibratorTest::tooSure);
        Reliability stated = others.reliability().orElseThrow();
        int pilots = 10;

        double ece = 0;
        double brier = 0;
        for (int pilot = 0; pilot < pilots; pilot++) {
            Calibrator calibrator =
                    world(reviews, 100 + pilot, CalibratorTest::tooSure).calibrator();
            Reliability calibrated = others.reliability(calibrator).orElseThrow();
            ece += calibrated.ece().value() / pilots;
            brier += calibrated.brier() / pilots;
        }

        assertThat(stated.ece().value()).isGreaterThan(0.1);
        assertThat(ece).isLessThan(stated.ece().value() / 2);
        assertThat(brier).isLessThan(stated.brier());
    }

    @ParameterizedTest
    @CsvSource({"45", "150", "800", "5000"})
    void neverReversesTheOrderEvenWhenConfidenceMisleads(int reviews) {
        Calibrator calibrator = world(reviews, 3, c -> 1.3 - c).calibrator();

        double before = 0;
        for (int i = 0; i <= 1000; i++) {
            double now = calibrator.apply(i / 1000.0);
            assertThat(now).isBetween(before, 1.0);
            before = now;
        }
    }

    @Test
    void noReviewsProveCertainty() {
        Calibrator steps = world(2_000, 5, c -> 1).calibrator();
        Calibrator line = world(100, 5, c -> 1).calibrator();

        assertThat(steps.apply(1)).isLessThan(1).isGreaterThan(0.99);
        assertThat(line.apply(0.9)).isLessThan(1).isGreaterThan(0.95);
    }

    @ParameterizedTest
    @CsvSource({"45", "150", "800", "5000"})
    void comesBackFromItsFileUnchanged(int reviews, @TempDir Path dir) throws IOException {
        Calibrator calibrator = world(reviews, 9, CalibratorTest::tooSure).calibrator();
        CalibratorFile.write(dir.resolve("calibrator.json"), calibrator);

        Calibrator read = CalibratorFile.read(dir.resolve("calibrator.json"));

        assertThat(read).hasToString(calibrator.toString());
        for (int i = 0; i <= 100; i++) {
            assertThat(read.apply(i / 100.0)).isEqualTo(calibrator.apply(i / 100.0));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | it is not JSON",
                "{} | \"calibrator\": 1 is missing",
                "{\"calibrator\":1,\"kind\":\"magic\"} | its kind is not known",
                "{\"calibrator\":1,\"kind\":\"platt\",\"parameters\":[1]} | do not fit its kind",
                "{\"calibrator\":1,\"kind\":\"platt\",\"parameters\":[1,\"x\"]} | not a number",
                "{\"calibrator\":1,\"kind\":\"isotonic\",\"parameters\":[0.5,0.4],\"values\":[0,1]} | do not fit its kind"
            })
    void otherFilesAreRefusedWithTheirName(String content, String reason, @TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("c.json"), content);

        assertThatThrownBy(() -> CalibratorFile.read(file))
                .isInstanceOf(TicketLabelerException.class)
                .hasMessageContaining("c.json")
                .hasMessageContaining(reason);
    }

    @Test
    void tooFewReviewsAreRefusedWithTheNumberThatWouldDo() {
        Evaluation few = world(19, 1, CalibratorTest::tooSure);

        assertThatThrownBy(few::calibrator).hasMessageContaining("at least 20").hasMessageContaining("there are 19");
    }

    @Test
    void theBootstrapOfTheErrorIsTheSameForTheSameSeedAndHoldsTheTrueOne() {
        Rate ece = world(3_000, 21, CalibratorTest::tooSure)
                .reliability()
                .orElseThrow()
                .ece();

        assertThat(world(3_000, 21, CalibratorTest::tooSure)
                        .reliability()
                        .orElseThrow()
                        .ece())
                .isEqualTo(ece);
        // the truth: the mean of |stated - chance| over stated uniform in 0.5..0.99
        double sum = 0;
        int steps = 100_000;
        for (int i = 0; i < steps; i++) {
            double stated = 0.5 + 0.49 * (i + 0.5) / steps;
            sum += stated - tooSure(stated);
        }
        assertThat(sum / steps).isBetween(ece.low(), ece.high());
        assertThat(ece.value()).isCloseTo(sum / steps, within(0.02));
    }

    @Test
    void theRiskCoverageCurveEndsAtTheErrorRateOfAll() {
        Evaluation evaluation = world(500, 4, CalibratorTest::tooSure);
        List<RiskPoint> curve = evaluation.reliability().orElseThrow().riskCoverage();

        RiskPoint last = curve.get(curve.size() - 1);
        assertThat(last.coverage()).isEqualTo(1);
        assertThat(last.risk()).isCloseTo(1 - evaluation.accuracy().value(), within(1e-12));
        assertThat(curve)
                .hasSizeBetween(100, 201)
                .isSortedAccordingTo((a, b) -> Double.compare(b.confidence(), a.confidence()));
    }
}
