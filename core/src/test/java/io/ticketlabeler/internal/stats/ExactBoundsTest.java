package io.ticketlabeler.internal.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against scipy: {@code exact-bounds.csv} is made by {@code src/test/python/exact_bounds.py}. */
class ExactBoundsTest {

    private static final Offset<Double> CLOSE = within(1e-9);

    @Test
    void clopperAndPearsonAgreeWithScipy() throws IOException {
        List<String[]> cases = cases("cp");

        assertThat(cases).hasSize(1000);
        for (String[] c : cases) {
            int wrong = Integer.parseInt(c[1]);
            int n = Integer.parseInt(c[2]);
            double risk = Double.parseDouble(c[3]);
            String name = String.join(",", c);
            assertThat(ExactBounds.lower(wrong, n, risk)).as(name).isCloseTo(Double.parseDouble(c[4]), CLOSE);
            assertThat(ExactBounds.upper(wrong, n, risk)).as(name).isCloseTo(Double.parseDouble(c[5]), CLOSE);
        }
    }

    @Test
    void tailsAgreeWithScipy() throws IOException {
        List<String[]> binomial = cases("binomial");
        List<String[]> hypergeometric = cases("hypergeometric");

        assertThat(binomial).hasSize(300);
        for (String[] c : binomial) {
            assertThat(ExactBounds.binomialTail(
                            Integer.parseInt(c[1]), Integer.parseInt(c[2]), Double.parseDouble(c[3])))
                    .as(String.join(",", c))
                    .isCloseTo(Double.parseDouble(c[4]), CLOSE);
        }
        assertThat(hypergeometric).hasSize(500);
        for (String[] c : hypergeometric) {
            assertThat(ExactBounds.hypergeometricTail(
                            Integer.parseInt(c[1]),
                            Integer.parseInt(c[2]),
                            Integer.parseInt(c[3]),
                            Integer.parseInt(c[4])))
                    .as(String.join(",", c))
                    .isCloseTo(Double.parseDouble(c[5]), CLOSE);
        }
    }

    @Test
    void theCountStopAgreesWithScipy() throws IOException {
        List<String[]> cases = cases("countstop");

        assertThat(cases).hasSize(200);
        for (String[] c : cases) {
            assertThat(ExactBounds.countStop(
                            Integer.parseInt(c[1]),
                            Integer.parseInt(c[2]),
                            Integer.parseInt(c[3]),
                            Double.parseDouble(c[4])))
                    .as(String.join(",", c))
                    .isEqualTo(Integer.parseInt(c[5]));
        }
    }

    @Test
    void knownFigures() {
        assertThat(ExactBounds.upper(0, 59, 0.05)).isLessThan(0.05);
        assertThat(ExactBounds.upper(0, 58, 0.05)).isGreaterThan(0.05);
        assertThat(ExactBounds.upper(5, 208, 0.05)).isLessThan(0.05);
        assertThat(ExactBounds.upper(5, 207, 0.05)).isGreaterThan(0.05);
        assertThat(ExactBounds.upper(0, 0, 0.05)).isEqualTo(1);
        assertThat(ExactBounds.countStop(100, 0, 100, 0.05)).isEqualTo(100);
        assertThat(ExactBounds.countStop(20_000, 1000, 10, 0.05)).isEqualTo(-1);
        assertThatThrownBy(() -> ExactBounds.upper(3, 2, 0.05)).hasMessageContaining("expected 0 <= wrong <= n");
    }

    private static List<String[]> cases(String kind) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ExactBoundsTest.class.getResourceAsStream("exact-bounds.csv")),
                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> line.startsWith(kind + ","))
                    .map(line -> line.split(",", -1))
                    .collect(Collectors.toList());
        }
    }
}
