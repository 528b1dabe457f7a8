package io.ticketlabeler.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.rules.DawidSkene.Settings;
import io.ticketlabeler.ticket.LabelSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** crowd-kit 1.4.2 gave the expected figures; {@code core/src/test/python/dawid_skene.py} made them. */
class DawidSkeneTest {

    private static final Settings TO_THE_END = new Settings(0, 0, 0, 2_000);

    private static LabelSet labels(int count) {
        return LabelSet.of(IntStream.range(0, count).mapToObj(k -> "L" + k).toArray(String[]::new));
    }

    private static Ballots ballots(JsonNode each) {
        Ballots ballots = Ballots.of(labels(each.get("labels").asInt()));
        int tickets = each.get("truth").asText().length();
        for (int ticket = 0; ticket < tickets; ticket++) {
            for (int voter = 0; voter < each.get("votes").size(); voter++) {
                char said = each.get("votes").get(voter).asText().charAt(ticket);
                if (said != '.') {
                    ballots.cast("T" + ticket, "V" + voter, "L" + said);
                }
            }
        }
        return ballots;
    }

    private static void same(JsonNode expected, DawidSkene learnt, double tolerance) {
        assertThat(expected).hasSize(200);
        for (int ticket = 0; ticket < expected.size(); ticket++) {
            Map<String, Double> posterior = learnt.posterior("T" + ticket).orElseThrow();
            for (int label = 0; label < expected.get(ticket).size(); label++) {
                assertThat(posterior.get("L" + label))
                        .as("ticket %d, label %d", ticket, label)
                        .isCloseTo(expected.get(ticket).get(label).asDouble(), within(tolerance));
            }
        }
    }

    @Test
    void withoutSmoothingItIsThatOfCrowdKit() throws IOException {
        for (JsonNode each : SnorkelTest.fixture("dawid-skene")) {
            DawidSkene learnt = DawidSkene.of(ballots(each), TO_THE_END);

            same(each.get("posteriors"), learnt, 1e-6);
        }
    }

    @Test
    void theUsualSmoothingMovesPosteriorsLittleAndLabelsHardly() throws IOException {
        for (JsonNode each : SnorkelTest.fixture("dawid-skene")) {
            Ballots ballots = ballots(each);

            DawidSkene usual = Vote.dawidSkene(ballots);

            DawidSkene bare = DawidSkene.of(ballots, TO_THE_END);
            double moved = 0;
            int other = 0;
            for (int i = 0; i < ballots.tickets().size(); i++) {
                String ticket = ballots.tickets().get(i);
                Map<String, Double> expected = bare.posterior(ticket).orElseThrow();
                moved += usual.posterior(ticket).orElseThrow().entrySet().stream()
                        .mapToDouble(label -> Math.abs(label.getValue() - expected.get(label.getKey())))
                        .max()
                        .orElseThrow();
                other += usual.consensus()
                                .get(i)
                                .winner()
                                .map(label -> label.name())
                                .equals(bare.consensus().get(i).winner().map(label -> label.name()))
                        ? 0
                        : 1;
            }
            assertThat(moved / ballots.tickets().size()).isLessThan(0.05);
            assertThat((double) other / ballots.tickets().size()).isLessThan(0.03);
        }
    }

    @Test
    void withOneNumberAVoterItIsTheOneCoinModelOfCrowdKit() throws IOException {
        for (JsonNode each : SnorkelTest.fixture("dawid-skene")) {
            DawidSkene learnt = DawidSkene.of(ballots(each), TO_THE_END, false);

            same(each.get("coin"), learnt, 1e-6);
            for (int voter = 0; voter < each.get("skills").size(); voter++) {
                assertThat(learnt.accuracies().get("V" + voter))
                        .isCloseTo(each.get("skills").get(voter).asDouble(), within(1e-6));
            }
        }
    }

    /** Voters that are right so often, each in its own way; a share of the tickets misleads all of them alike. */
    private record World(int tickets, int labels, List<Double> accuracies, double misleading, long seed) {

        private int[] simulate(Ballots ballots) {
            SplittableRandom random = new SplittableRandom(seed);
            int[] truth = new int[tickets];
            for (int ticket = 0; ticket < tickets; ticket++) {
                truth[ticket] = random.nextInt(labels);
                int lure = other(random, truth[ticket]);
                boolean misleads = random.nextDouble() < misleading;
                for (int voter = 0; voter < accuracies.size(); voter++) {
                    int said = misleads
                            ? lure
                            : random.nextDouble() < accuracies.get(voter)
                                    ? truth[ticket]
                                    : other(random, truth[ticket]);
                    ballots.cast("T" + ticket, "V" + voter, "L" + said);
                }
            }
            return truth;
        }

        private int other(SplittableRandom random, int label) {
            return (label + 1 + random.nextInt(labels - 1)) % labels;
        }
    }

    private static double right(List<Consensus> decided, int[] truth) {
        int right = 0;
        for (int i = 0; i < truth.length; i++) {
            right += decided.get(i)
                            .winner()
                            .map(label -> label.name())
                            .orElse("")
                            .equals("L" + truth[i])
                    ? 1
                    : 0;
        }
        return (double) right / truth.length;
    }

    @Test
    void itFindsOutWhoIsGoodAndThenBeatsTheMajority() {
        List<Double> accuracies = List.of(0.95, 0.6, 0.55, 0.55, 0.5);
        for (int tickets : new int[] {60, 4_000}) { // numbers, tables
            Ballots ballots = Ballots.of(labels(5));
            int[] truth = new World(tickets, 5, accuracies, 0, 7).simulate(ballots);

            DawidSkene learnt = Vote.dawidSkene(ballots);

            assertThat(learnt.converged()).isTrue();
            assertThat(right(learnt.consensus(), truth)).isGreaterThan(right(Vote.majority(ballots), truth) + 0.03);
            List<Double> found = new ArrayList<>(learnt.accuracies().values());
            assertThat(found.get(0)).isGreaterThan(found.get(1) + 0.15);
            if (tickets == 4_000) {
                for (int voter = 0; voter < accuracies.size(); voter++) {
                    assertThat(found.get(voter)).isCloseTo(accuracies.get(voter), within(0.04));
                }
            }
        }
    }

    /** The reason why it is a signal and no certificate; the figures are those of the Javadoc of {@link Vote}. */
    @ParameterizedTest
    @CsvSource({"0.00, 0.968, 0.967", "0.08, 0.889, 0.971", "0.12, 0.852, 0.973"})
    void whereVotersErrTogetherItClaimsMoreThanIsTrue(double misleading, double right, double claimed) {
        Ballots ballots = Ballots.of(labels(10));
        int[] truth = new World(20_000, 10, List.of(0.92, 0.85, 0.75), misleading, 11).simulate(ballots);

        DawidSkene learnt = Vote.dawidSkene(ballots);

        double mean = learnt.consensus().stream()
                .mapToDouble(each -> each.winner().orElseThrow().confidence().orElseThrow())
                .average()
                .orElseThrow();
        assertThat(right(learnt.consensus(), truth)).isCloseTo(right, within(0.001));
        assertThat(mean).isCloseTo(claimed, within(0.001));
    }

    /** Fifteen rules, three a label, that fire on a third of their tickets and, the worse they are, on others. */
    @Test
    void rulesAloneAreWeighedToo() {
        SplittableRandom random = new SplittableRandom(5);
        Ballots ballots = Ballots.of(labels(5));
        int[] truth = new int[4_000];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = random.nextInt(5);
            ballots.ticket("T" + i);
            for (int rule = 0; rule < 15; rule++) {
                double fires = rule % 5 == truth[i] ? 0.5 : new double[] {0.01, 0.05, 0.15}[rule / 5];
                if (random.nextDouble() < fires) {
                    ballots.cast("T" + i, "R" + rule, "L" + rule % 5);
                }
            }
        }

        DawidSkene learnt = Vote.dawidSkene(ballots);

        assertThat(right(learnt.consensus(), truth)).isGreaterThan(right(Vote.majority(ballots), truth) + 0.03);
        for (int label = 0; label < 5; label++) {
            assertThat(learnt.accuracies().get("R" + label))
                    .isGreaterThan(learnt.accuracies().get("R" + (10 + label)));
        }
    }

    @Test
    void rulesForOneLabelEachAreWeighedByTheirPrecision() {
        Ballots ballots = Ballots.of(labels(2));
        SplittableRandom random = new SplittableRandom(3);
        int tickets = 2_000;
        int[] truth = new int[tickets];
        for (int i = 0; i < tickets; i++) {
            truth[i] = random.nextInt(2);
            String ticket = "T" + i;
            ballots.cast(ticket, "model", "L" + (random.nextDouble() < 0.8 ? truth[i] : 1 - truth[i]));
            ballots.cast(ticket, "other model", "L" + (random.nextDouble() < 0.75 ? truth[i] : 1 - truth[i]));
            if (random.nextDouble() < (truth[i] == 0 ? 0.5 : 0.02)) {
                ballots.cast(ticket, "precise rule", "L0");
            }
            if (random.nextDouble() < 0.5) {
                ballots.cast(ticket, "careless rule", "L1");
            }
        }

        DawidSkene learnt = Vote.dawidSkene(ballots);

        assertThat(learnt.accuracies().get("precise rule")).isGreaterThan(0.85);
        assertThat(learnt.accuracies().get("careless rule")).isLessThan(0.6);
        assertThat(right(learnt.consensus(), truth)).isGreaterThan(right(Vote.majority(ballots), truth) + 0.02);
    }

    @Test
    void posteriorsAreProbabilitiesAndSilenceIsThePrior() {
        Ballots ballots = Ballots.of(labels(3))
                .cast("a", "x", "L0")
                .cast("a", "y", "L0")
                .cast("b", "x", "L1")
                .ticket("c");

        DawidSkene learnt = Vote.dawidSkene(ballots);

        for (String ticket : ballots.tickets()) {
            assertThat(learnt.posterior(ticket).orElseThrow().values().stream()
                            .mapToDouble(p -> p)
                            .sum())
                    .isCloseTo(1, within(1e-12));
        }
        assertThat(learnt.posterior("c")).contains(learnt.prior());
        assertThat(learnt.posterior("d")).isEmpty();
        assertThat(learnt.consensus().get(2).reason()).isEqualTo("nobody voted");
        assertThat(learnt.consensus().get(0).winner().orElseThrow().name()).isEqualTo("L0");
    }

    @Test
    void oneLabelIsCertain() {
        Ballots ballots = Ballots.of(labels(1)).cast("a", "x", "L0");

        assertThat(Vote.dawidSkene(ballots)
                        .consensus()
                        .get(0)
                        .winner()
                        .orElseThrow()
                        .confidence())
                .hasValue(1);
    }
}
