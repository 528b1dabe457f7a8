package io.ticketlabeler.spark;

import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A limit of the provider without a database to share it in: each executor gets an equal share.
 *
 * <pre>{@code
 * long share = EqualShare.of(spark, 3_000);   // on the driver
 * labels.labeler(() -> TicketLabeler.builder(). … .requestsPerMinute(share).build());
 * }</pre>
 *
 * <p>Worse than {@code sharedLimit} in two ways: what an idle executor does not use is lost, and a {@code Retry-After} stops only the executor
 * that was told. The driver's log says what was divided by what.
 */
public final class EqualShare {

    private static final Logger LOG = LoggerFactory.getLogger(EqualShare.class);

    private EqualShare() {}

    /**
     * The share of one executor: of {@code spark.executor.instances} where that is set, else of as many as there are now; in local mode of one.
     *
     * @param perMinute requests or tokens that the provider allows; of a remainder nobody gets anything
     * @return at least 1
     * @throws IllegalArgumentException if there are more executors than {@code perMinute}
     */
    public static long of(SparkSession spark, long perMinute) {
        SparkContext context = spark.sparkContext();
        int present = Math.max(1, context.statusTracker().getExecutorInfos().length - 1); // the driver is in the list
        return of(perMinute, context.getConf().getInt("spark.executor.instances", present));
    }

    static long of(long perMinute, int executors) {
        long share = perMinute / executors;
        if (share < 1) {
            throw new IllegalArgumentException(perMinute + " a minute are too few for " + executors
                    + " executors: start fewer, or share the limit by sharedLimit(...)");
        }
        LOG.info(
                "{} a minute for {} executors: {} for each. With more executors than that the provider will refuse calls;"
                        + " sharedLimit(...) of a labeler keeps one limit however many there are",
                perMinute,
                executors,
                share);
        return share;
    }
}
