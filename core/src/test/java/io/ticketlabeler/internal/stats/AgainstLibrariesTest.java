package io.ticketlabeler.internal.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * 1,000 random cases of which scikit-learn 1.9.1, scipy 1.17.1, statsmodels 0.15.0 and krippendorff 0.9.0 gave the answers; {@code
 * core/src/test/python/metrics.py} made them.
 */
class AgainstLibrariesTest {

    private static final double NEAR = 1e-9;

    static List<JsonNode> cases() {
        try (InputStream packed = AgainstLibrariesTest.class.getResourceAsStream("metrics.jsonl.gz");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
            ObjectMapper json = new ObjectMapper();
            List<JsonNode> cases = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                cases.add(json.readTree(line));
            }
            assertThat(cases).hasSize(1_000);
            return cases;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void same(JsonNode expected, double actual, JsonNode where) {
        if (expected.isNull()) {
            assertThat(actual).as(where.toString()).isNaN();
        } else {
            assertThat(actual).as(where.toString()).isCloseTo(expected.asDouble(), within(NEAR));
        }
    }

    @Test
    void wilsonIsThatOfStatsmodels() {
        for (JsonNode each : cases()) {
            JsonNode wilson = each.get("wilson");
            double n = wilson.get(1).asDouble();

            double[] ends = Wilson.interval(wilson.get(0).asDouble() / n, n, 0.95);

            same(wilson.get(2), ends[0], each);
            same(wilson.get(3), ends[1], each);
        }
    }

    @Test
    void mcNemarIsThatOfStatsmodels() {
        for (JsonNode each : cases()) {
            JsonNode counts = each.get("mcnemar");
            same(
                    counts.get(2),
                    McNemar.exact(counts.get(0).asInt(), counts.get(1).asInt()),
                    each);
        }
    }

    @Test
    void kappaIsThatOfScikitLearn() {
        for (JsonNode each : cases()) {
            String one = each.get("judges").get(0).asText();
            String other = each.get("judges").get(1).asText();
            Kappa kappa = new Kappa();
            for (int i = 0; i < one.length(); i++) {
                if (one.charAt(i) != '.' && other.charAt(i) != '.') {
                    kappa.add(one.charAt(i) - '0', other.charAt(i) - '0');
                }
            }
            same(each.get("kappa"), kappa.value(), each);
        }
    }

    @Test
    void alphaIsThatOfKrippendorffWithAnswersMissing() {
        for (JsonNode each : cases()) {
            Krippendorff alpha = new Krippendorff(10);
            for (int i = 0; i < each.get("truth").asText().length(); i++) {
                int item = i;
                List<Integer> given = new ArrayList<>();
                each.get("judges").forEach(judge -> given.add(judge.asText().charAt(item) - '0'));
                given.removeIf(answer -> answer < 0);
                alpha.add(given.stream().mapToInt(Integer::intValue).toArray());
            }
            same(each.get("alpha"), alpha.value(), each);
        }
    }

    @Test
    void curvesAreThoseOfScikitLearnAndOfTheDefinition() {
        for (JsonNode each : cases()) {
            Scored scored = scored(each);
            if (scored.size() > 0) {
                same(each.get("brier"), scored.brier(), each);
                same(each.get("auroc"), scored.auroc(), each);
                same(each.get("aurc"), scored.aurc(), each);
                same(each.get("ece"), MassBins.of(scored, 15).ece(), each);
            }
        }
    }

    private static Scored scored(JsonNode each) {
        String truth = each.get("truth").asText();
        String proposed = each.get("proposed").asText();
        List<Integer> has = new ArrayList<>();
        for (int i = 0; i < truth.length(); i++) {
            if (proposed.charAt(i) != '.') {
                has.add(i);
            }
        }
        double[] scores = new double[has.size()];
        boolean[] right = new boolean[has.size()];
        double[] weights = new double[has.size()];
        for (int k = 0; k < has.size(); k++) {
            int i = has.get(k);
            scores[k] = each.get("confidence").get(i).asInt() / 1000.0;
            right[k] = truth.charAt(i) == proposed.charAt(i);
            weights[k] = each.get("weight").asText().charAt(i) - '0';
        }
        return Scored.of(scores, right, weights);
    }
}
