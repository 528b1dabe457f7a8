package io.ticketlabeler.examples.spark;

import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.labelstudio.LabelStudioExporter;
import io.ticketlabeler.read.LabelFile;
import io.ticketlabeler.spark.JobReport;
import io.ticketlabeler.spark.LabelRows;
import io.ticketlabeler.spark.TicketLabelsSpark;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * From a table of tickets to files for Label Studio:
 *
 * <pre>{@code
 * spark-submit --master spark://… --class io.ticketlabeler.examples.spark.LabelTickets ticketlabeler-spark-job.jar \
 *     --tickets tickets.csv --labels labels.json --database jdbc:postgresql://db/labels?user=me --out out
 * }</pre>
 *
 * <p>Writes {@code out/labels} (Parquet, by the executors) and {@code out/label-studio} (by the driver).
 */
public final class LabelTickets {

    private LabelTickets() {}

    public static void main(String[] arguments) throws IOException {
        JobOptions options = JobOptions.of(arguments, JobLabeler.OPTIONS);
        Path out = Path.of(options.need("out")).toAbsolutePath();
        SparkSession spark = SparkSession.builder().appName("label tickets").getOrCreate();
        try {
            String labels = out.resolve("labels").toUri().toString();
            String text = options.get("text", "text");

            JobReport report = TicketLabelsSpark.label(tickets(spark, options.need("tickets")))
                    .id(options.get("id", "id"))
                    .text(text)
                    .keep(text)
                    .labeler(JobLabeler.of(options))
                    .labelTo(labels);

            long leftOut = LabelRows.exportTo(
                    spark.read().parquet(labels),
                    text,
                    new RunHeader(LabelFile.read(Path.of(options.need("labels"))), options.get("model", "gpt-4o-mini")),
                    LabelStudioExporter.to(out.resolve("label-studio")));
            System.out.println(report + (leftOut > 0 ? "; " + leftOut + " rows without an id" : ""));
        } finally {
            spark.stop();
        }
    }

    private static Dataset<Row> tickets(SparkSession spark, String path) {
        if (path.endsWith(".csv")) {
            return spark.read()
                    .option("header", true)
                    .option("multiLine", true)
                    .option("escape", "\"")
                    .csv(path);
        }
        return path.endsWith(".json") || path.endsWith(".jsonl")
                ? spark.read().json(path)
                : spark.read().parquet(path);
    }
}
