package io.ticketlabeler.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 10,000 runs of each shipped procedure in each world, and how much they accept. */
class ProcedureIT {

    private static final int RUNS = 10_000;

    @ParameterizedTest
    @CsvSource({
        "COUNT_STOP,300",
        "COUNT_STOP,1000",
        "COUNT_STOP,3000",
        "COUNT_STOP_IN_POOL,300",
        "COUNT_STOP_IN_POOL,1000",
        "PILOT_POOL_SEQUENCE,300",
        "PILOT_POOL_SEQUENCE,1000"
    })
    void promisesAreKept(Procedure procedure, int reviews) {
        ProcedureTest.assertKept(procedure, reviews, RUNS);
    }

    /** The shares that a bound for each threshold without credit reached in the same world. */
    @ParameterizedTest
    @CsvSource({"300,0.613", "1000,0.701", "3000,0.740"})
    void theFinishedSetNeedsLittleReading(int reviews, double atLeast) {
        assertThat(Procedure.COUNT_STOP
                        .in(World.GOOD, reviews, 1000, ProcedureTest.SEED)
                        .coverage())
                .isGreaterThanOrEqualTo(atLeast);
    }

    @Test
    void thePoolAcceptsHalfAsMuchAgainAsGuaranteedSelection() {
        double ours = Procedure.PILOT_POOL_SEQUENCE
                .in(World.GOOD, 1000, 1000, ProcedureTest.SEED)
                .coverage();
        double theirs =
                Procedure.SGR.in(World.GOOD, 1000, 1000, ProcedureTest.SEED).coverage();

        assertThat(ours).isGreaterThanOrEqualTo(1.5 * theirs);
    }
}
