package io.ticketlabeler.examples.spark;

import io.ticketlabeler.spark.ExecutorLabeler;
import io.ticketlabeler.spark.TicketLabelsSpark;
import java.nio.file.Path;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Labels what is new in a folder of JSON Lines with {@code id} and {@code text}, and ends; run it again when there is more:
 *
 * <pre>{@code
 * spark-submit … --class io.ticketlabeler.examples.spark.LabelNewTickets ticketlabeler-spark-job.jar \
 *     --tickets inbox --labels labels.json --database … --out out --checkpoint checkpoint
 * }</pre>
 *
 * <p>The checkpoint knows which files were labelled: without new ones a run asks nothing. Spark repeats a batch that failed half-way from its
 * beginning; it replaces its folder {@code out/batch=N}, and the cache has what was paid.
 */
public final class LabelNewTickets {

    private LabelNewTickets() {}

    public static void main(String[] arguments) throws Exception {
        JobOptions options = JobOptions.of(arguments, JobLabeler.OPTIONS);
        String out = Path.of(options.need("out")).toAbsolutePath().toUri().toString();
        SparkSession spark = SparkSession.builder().appName("label new tickets").getOrCreate();
        try {
            ExecutorLabeler labeler = JobLabeler.of(options); // one for all batches
            VoidFunction2<Dataset<Row>, Long> label = (batch, number) -> {
                TicketLabelsSpark labels = TicketLabelsSpark.label(batch).labeler(labeler);
                labels.rows().write().mode("overwrite").parquet(out + "/batch=" + number); // one action: labelled once
                System.out.println("batch " + number + ": " + labels.report());
            };
            spark.readStream()
                    .schema("id string, text string")
                    .option("maxFilesPerTrigger", 1)
                    .json(options.need("tickets"))
                    .writeStream()
                    .option("checkpointLocation", options.need("checkpoint"))
                    .trigger(Trigger.AvailableNow())
                    .foreachBatch(label)
                    .start()
                    .awaitTermination();
        } finally {
            spark.stop();
        }
    }
}
