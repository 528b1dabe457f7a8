package io.ticketlabeler.spark;

import io.ticketlabeler.Handled;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.Usage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.ArraySeq;
import scala.collection.immutable.Seq;

/**
 * Which columns tickets have, and which the result has. Rows come in as id, text, fields, kept columns; they go out as kept columns behind
 * those of the result.
 *
 * @param id     name of the column with the ids
 * @param text   name of the column with the texts
 * @param fields columns that become fields of the tickets, for rules
 * @param kept   columns of the input that go through to the result
 * @param schema of the result
 */
record Columns(String id, String text, List<String> fields, List<String> kept, StructType schema)
        implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int FIRST_FIELD = 2;
    private static final int OWN = 12; // columns of the result, those that are kept left out

    private static final StructType LABEL = new StructType(new StructField[] {
        DataTypes.createStructField("name", DataTypes.StringType, false),
        DataTypes.createStructField("confidence", DataTypes.DoubleType, true),
    });
    private static final List<StructField> RESULT = List.of(
            DataTypes.createStructField("outcome", DataTypes.StringType, false),
            DataTypes.createStructField("labels", DataTypes.createArrayType(LABEL, false), false),
            DataTypes.createStructField("confidence", DataTypes.DoubleType, true),
            DataTypes.createStructField("confidence_source", DataTypes.StringType, true),
            DataTypes.createStructField("source", DataTypes.StringType, false),
            DataTypes.createStructField("model", DataTypes.StringType, true),
            DataTypes.createStructField("shortened", DataTypes.BooleanType, false),
            DataTypes.createStructField("reason", DataTypes.StringType, true),
            DataTypes.createStructField("input_tokens", DataTypes.LongType, false),
            DataTypes.createStructField("output_tokens", DataTypes.LongType, false),
            DataTypes.createStructField("cost_usd", DataTypes.DoubleType, true));

    Columns {
        fields = List.copyOf(fields);
        kept = List.copyOf(kept);
    }

    /** The columns that are needed, and no others: they need not be read. */
    Dataset<Row> select(Dataset<Row> tickets) {
        Stream<Column> strings =
                Stream.concat(Stream.of(id, text), fields.stream()).map(name -> at(name).cast(DataTypes.StringType));
        return tickets.select(
                Stream.concat(strings, kept.stream().map(Columns::at)).toArray(Column[]::new));
    }

    /** A column by its name, which may have dots and blanks in it. */
    static Column at(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }

    /**
     * Those of a result for these tickets.
     *
     * @throws IllegalArgumentException if a kept column has the name of one of the result
     */
    static Columns of(String id, String text, List<String> fields, List<String> kept, StructType tickets) {
        return new Columns(id, text, fields, kept, schema(kept, tickets));
    }

    private static StructType schema(List<String> kept, StructType tickets) {
        List<StructField> all = new ArrayList<>();
        all.add(DataTypes.createStructField("id", DataTypes.StringType, true));
        all.addAll(RESULT);
        for (String name : kept) {
            if (all.stream().anyMatch(field -> field.name().equalsIgnoreCase(name))) {
                throw new IllegalArgumentException(
                        "keep(\"" + name + "\"): the result has such a column; rename the one of the tickets");
            }
            all.add(tickets.apply(name));
        }
        return new StructType(all.toArray(StructField[]::new));
    }

    /**
     * The ticket of a row.
     *
     * @return empty if it has no id
     */
    Optional<Ticket> ticket(Row row) {
        if (!hasId(row)) {
            return Optional.empty();
        }
        String said = row.getString(1);
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            String value = row.getString(FIRST_FIELD + i);
            if (value != null) {
                values.put(fields.get(i), value);
            }
        }
        return Optional.of(new Ticket(row.getString(0), said == null ? "" : said, values));
    }

    /** Whether the row has an id that is not blank. */
    boolean hasId(Row row) {
        String given = row.getString(0);
        return given != null && !given.isBlank();
    }

    /** The row of a ticket that was handled. */
    Row result(Row row, Handled handled) {
        Outcome outcome = handled.outcome();
        if (outcome instanceof Labeled labeled) {
            return row(row, "labeled", labeled.labels(), outcome.provenance(), null, handled.paid());
        }
        if (outcome instanceof Abstained abstained) {
            return row(row, "abstained", List.of(), outcome.provenance(), abstained.reason(), handled.paid());
        }
        return row(row, "failed", List.of(), outcome.provenance(), ((Failed) outcome).reason(), handled.paid());
    }

    /** The row of a ticket that nobody was asked about. */
    Row notAsked(Row row, String reason) {
        return row(row, "abstained", List.of(), Provenance.NOT_ASKED, reason, Usage.NONE);
    }

    private Row row(
            Row row,
            String outcome,
            List<ScoredLabel> labels,
            Provenance provenance,
            @Nullable String reason,
            Usage paid) {
        @Nullable Object[] values = new Object[OWN + kept.size()];
        values[0] = row.getString(0);
        values[1] = outcome;
        values[2] = array(labels);
        values[3] = confidence(labels);
        values[4] = labels.isEmpty() ? null : orNull(labels.get(0).source().code());
        values[5] = provenance.source().code();
        values[6] = orNull(provenance.model());
        values[7] = provenance.shortened();
        values[8] = reason;
        values[9] = paid.inputTokens();
        values[10] = paid.outputTokens();
        values[11] = orNull(paid.costUsd());
        for (int i = 0; i < kept.size(); i++) {
            values[OWN + i] = row.get(FIRST_FIELD + fields.size() + i);
        }
        return new GenericRowWithSchema(values, schema); // a function behind us may ask it for names
    }

    /** As Scala has it: a function behind us may get the row as it is. */
    private static Seq<Row> array(List<ScoredLabel> labels) {
        Row[] array = new Row[labels.size()];
        for (int i = 0; i < array.length; i++) {
            ScoredLabel label = labels.get(i);
            array[i] = new GenericRowWithSchema(new Object[] {label.name(), orNull(label.confidence())}, LABEL);
        }
        return ArraySeq.unsafeWrapArray(array);
    }

    /** The least sure of the labels', as {@link Labeled#confidence()}. */
    private static @Nullable Double confidence(List<ScoredLabel> labels) {
        @Nullable Double least = null;
        for (ScoredLabel label : labels) {
            if (label.confidence().isEmpty()) {
                return null;
            }
            double confidence = label.confidence().getAsDouble();
            least = least == null ? confidence : Math.min(least, confidence);
        }
        return least;
    }

    private static @Nullable Double orNull(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
