package io.ticketlabeler.spark;

import io.ticketlabeler.TicketLabeler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * Labels the tickets of a Spark {@code Dataset}, where they are: each executor has one {@link TicketLabeler}, which its tasks share.
 *
 * <pre>{@code
 * JobReport report = TicketLabelsSpark.label(spark.read().parquet("tickets"))
 *         .id("ticket_id")
 *         .text("body")
 *         .labeler(ExecutorLabeler.of(resources -> TicketLabeler.builder()
 *                 .labels(LabelSet.of("Bug", "Feature Request", "Question"))
 *                 .model(OpenAi.chat("gpt-4o-mini"))                       // key from the executor's environment
 *                 .cache(resources.add(JdbcLabelCache.of(dataSource())))   // PostgreSQL: attempts of tasks pay once
 *                 .build()))
 *         .labelTo("labels");
 * }</pre>
 *
 * <p>The result has one row for each row of the tickets, within a partition in its order: {@code id} (string), {@code outcome}
 * ({@code labeled}, {@code abstained}, {@code failed}), {@code labels} (array of {@code name}, {@code confidence}; empty without a
 * proposal), {@code confidence} (the lowest of them, null when unknown), {@code confidence_source} ({@code stated}, …), {@code source}
 * ({@code model}, {@code cache}, {@code duplicate}, {@code rules}, {@code not-asked}), {@code model} (that really answered),
 * {@code shortened}, {@code reason} (why there is no label; never holds ticket text), {@code input_tokens}, {@code output_tokens} and
 * {@code cost_usd} (this ticket's share of the call that answered it; 0 where nothing was paid for it, a null cost where the price is not
 * known), and the columns of {@link #keep}. Everything else of the tickets is joined by {@code id}.
 *
 * <ul>
 *   <li>A ticket that fails is a row. What ends a run, such as a wrong key, fails the task with a message that says so, and after
 *       Spark's retries the job.
 *   <li>A row without a text, or without an id, is {@code abstained}; the reason says which row it is. Nobody is asked.
 *   <li>A task that ends waits up to 60 s for its calls in the air, also when it is killed: they are paid.
 *   <li>With a cache that executors share, what was paid is not paid again: not by another attempt, a speculative copy, a second job.
 *       The default cache lives in one executor and pays again.
 *   <li>{@code TicketLabeler.Builder.budget} counts for each task; give a shared budget for the job.
 * </ul>
 *
 * <p>A builder; not thread-safe. Checked with Spark 4.2.0.
 */
public final class TicketLabelsSpark {

    private static final int NAMED = 3;

    private final Dataset<Row> tickets;
    private final ReportSum finished = new ReportSum();
    private final ReportSum lost = new ReportSum();
    private String id = "id";
    private String text = "text";
    private final List<String> fields = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private boolean idsChecked = true;
    private @Nullable ExecutorLabeler labeler;

    private TicketLabelsSpark(Dataset<Row> tickets) {
        this.tickets = tickets;
    }

    /** Begins with the tickets; their columns are called {@code id} and {@code text} unless you say otherwise. */
    public static TicketLabelsSpark label(Dataset<Row> tickets) {
        return new TicketLabelsSpark(tickets);
    }

    /** The column with the ids, of any type that has a string. */
    public TicketLabelsSpark id(String column) {
        id = column;
        return this;
    }

    /** The column with the texts. */
    public TicketLabelsSpark text(String column) {
        text = column;
        return this;
    }

    /** Columns that become fields of the tickets, which rules look at; null is no field. */
    public TicketLabelsSpark fields(String... columns) {
        fields.addAll(List.of(columns));
        return this;
    }

    /** Columns that go through to the result as they are, behind its own. */
    public TicketLabelsSpark keep(String... columns) {
        kept.addAll(List.of(columns));
        return this;
    }

    /** How executors make their labeler: one for each executor and for this object. Keys are read there, by {@link System#getenv(String)}. */
    public TicketLabelsSpark labeler(SerializableSupplier<TicketLabeler> supplier) {
        return labeler(ExecutorLabeler.of(supplier));
    }

    /** As {@link #labeler(SerializableSupplier)}, for a labeler with a cache that has to be closed, or one that several jobs share. */
    public TicketLabelsSpark labeler(ExecutorLabeler how) {
        labeler = how;
        return this;
    }

    /** Lets {@link #labelTo} trust that no id comes twice, where reading the tickets once more is too dear. */
    public TicketLabelsSpark idsAreUnique() {
        idsChecked = false;
        return this;
    }

    /**
     * The labelled rows, lazily: nothing is asked before an action.
     *
     * <p><b>Each action labels.</b> A second one, a {@code count()} before a {@code write()}, asks for all tickets again, and without a
     * cache that executors share they are paid again; {@code cache()} of Spark is no promise, for a lost executor takes its blocks along.
     * Use {@link #labelTo} and read what it wrote. Ids that come twice are not looked for.
     *
     * @throws IllegalArgumentException if a column is missing or no labeler was given
     */
    public Dataset<Row> rows() {
        ExecutorLabeler how = Optional.ofNullable(labeler)
                .orElseThrow(() -> new IllegalArgumentException("no labeler: call labeler(...)"));
        Columns columns = columns();
        register();
        MapPartitionsFunction<Row, Row> function = new LabelPartition(how, columns, finished, lost);
        return columns.select(tickets).mapPartitions(function, Encoders.row(columns.schema()));
    }

    /**
     * Labels and writes, once, as Parquet.
     *
     * @param path a folder that does not exist, where executors can write
     * @throws IllegalArgumentException if a column or the labeler is missing, or an id comes more than once: which ones
     * @throws RuntimeException         if the job fails, as Spark throws it; what was paid is in the cache, if executors share one
     */
    public JobReport labelTo(String path) {
        return labelTo(path, "parquet");
    }

    /**
     * As {@link #labelTo(String)}, in another format.
     *
     * @param format as Spark knows it, e.g. {@code json}
     */
    public JobReport labelTo(String path, String format) {
        long start = System.nanoTime();
        Dataset<Row> rows = rows();
        if (idsChecked) {
            refuseRepeatedIds();
        }
        rows.write().format(format).save(path);
        JobReport report = report();
        return new JobReport(report.finished().lasting(Duration.ofNanos(System.nanoTime() - start)), report.lost());
    }

    /**
     * What was done so far, by all actions on what this object made. Spark counts a finished task once when it writes or collects; where a
     * later step of the query shuffles the rows, a task that had to be repeated for that may be counted twice.
     */
    public JobReport report() {
        return new JobReport(finished.value(), lost.value());
    }

    private Columns columns() {
        List<String> present = List.of(tickets.columns());
        List<String> needed = new ArrayList<>(List.of(id, text));
        needed.addAll(fields);
        needed.addAll(kept);
        for (String name : needed) {
            if (!present.contains(name)) {
                throw new IllegalArgumentException(
                        "the tickets have no column \"" + name + "\", but " + present + "; call id(...) and text(...)");
            }
        }
        return Columns.of(id, text, fields, kept, tickets.schema());
    }

    private void register() {
        if (!finished.isRegistered()) {
            SparkContext context = tickets.sparkSession().sparkContext();
            finished.register(context, Option.apply("ticketlabeler"), false);
            // that attempts which fail count, too, is private to Spark in Scala, and public in its class file (checked
            // with 4.2.0)
            lost.register(context, Option.apply("ticketlabeler, failed attempts"), true);
        }
    }

    private void refuseRepeatedIds() {
        String repeats = "times"; // in a dataset of two columns: no name can collide
        List<Row> some = tickets.select(Columns.at(id).cast("string").as("id"))
                .where("id is not null")
                .groupBy("id")
                .count()
                .withColumnRenamed("count", repeats)
                .where(repeats + " > 1")
                .limit(NAMED)
                .collectAsList();
        if (!some.isEmpty()) {
            String named = some.stream()
                    .map(row -> "\"" + row.getString(0) + "\" (" + row.getLong(1) + " rows)")
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "column \"" + id + "\": ids come more than once, e.g. " + named
                            + "; nothing was asked. Labels are joined by id: drop the copies, or call idsAreUnique() to label every row");
        }
    }
}
