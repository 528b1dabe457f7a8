package io.ticketlabeler.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each shipped procedure in worlds where the truth is known; {@link ProcedureIT} has ten times as many runs. */
class ProcedureTest {

    static final long SEED = 20261124;
    private static final int RUNS = 1000;

    @ParameterizedTest
    @EnumSource(
            value = Procedure.class,
            names = {"COUNT_STOP", "COUNT_STOP_IN_POOL", "PILOT_POOL_SEQUENCE"})
    void promisesAreKept(Procedure procedure) {
        assertKept(procedure, 300, RUNS);
    }

    @Test
    void proceduresThatAreNotCorrectFailTheSameCheck() {
        assertThat(Procedure.UNCORRECTED.in(World.FLAT, 1000, RUNS, SEED).broken())
                .isGreaterThan(limit(RUNS));
        assertThat(Procedure.ESTIMATED.in(World.GOOD, 300, RUNS, SEED).broken()).isGreaterThan(limit(RUNS));
    }

    static void assertKept(Procedure procedure, int reviews, int runs) {
        for (World world : World.values()) {
            Procedure.Result result = procedure.in(world, reviews, runs, SEED);
            assertThat(result.broken())
                    .as("%s in %s with %d reviews: %s", procedure, world, reviews, result)
                    .isLessThanOrEqualTo(limit(runs));
        }
    }

    /** The risk and three standard deviations of its estimate. */
    static double limit(int runs) {
        double alpha = Procedure.ALPHA;
        return alpha + 3 * Math.sqrt(alpha * (1 - alpha) / runs);
    }
}
