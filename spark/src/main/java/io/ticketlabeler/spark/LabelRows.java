package io.ticketlabeler.spark;

import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.ConfidenceSource;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The rows that {@link TicketLabelsSpark} makes, for what takes outcomes: files for review tools, figures. Thread-safe. */
public final class LabelRows {

    private LabelRows() {}

    /**
     * Hands labelled rows to sinks, on the driver, as a run does: in the order of the rows, opened before the first, completed behind the
     * last, closed in any case. One partition at a time is in memory.
     *
     * <pre>{@code
     * labels.keep("text").labelTo("labels");
     * LabelRows.exportTo(spark.read().parquet("labels"), "text", new RunHeader(set, "gpt-4o-mini"), LabelStudioExporter.to(folder));
     * }</pre>
     *
     * @param labeled    rows that were written: those of {@link TicketLabelsSpark#rows()} would be labelled by this
     * @param textColumn the texts of the tickets, see {@link TicketLabelsSpark#keep}; null is an empty text
     * @return how many rows were left out because they have no id
     * @throws IOException if a sink cannot write; nothing is left behind then
     */
    public static long exportTo(Dataset<Row> labeled, String textColumn, RunHeader header, LabelSink... sinks)
            throws IOException {
        long leftOut = 0;
        @Nullable Throwable thrown = null;
        try {
            for (LabelSink sink : sinks) {
                sink.open(header);
            }
            Iterator<Row> rows = labeled.toLocalIterator();
            while (rows.hasNext()) {
                Row row = rows.next();
                Optional<Ticket> ticket = ticket(row, textColumn);
                if (ticket.isEmpty()) {
                    leftOut++;
                    continue;
                }
                Outcome outcome = outcome(row);
                for (LabelSink sink : sinks) {
                    sink.accept(ticket.get(), outcome);
                }
            }
            for (LabelSink sink : sinks) {
                sink.complete();
            }
            return leftOut;
        } catch (IOException | RuntimeException | Error e) {
            thrown = e;
            throw e;
        } finally {
            closeAll(sinks, thrown);
        }
    }

    private static Optional<Ticket> ticket(Row row, String textColumn) {
        String id = row.getAs("id");
        String text = row.getAs(textColumn);
        return id == null || id.isBlank() ? Optional.empty() : Optional.of(Ticket.of(id, text == null ? "" : text));
    }

    /**
     * What became of the ticket of a row. The cause of a failed one has the reason, and no more.
     *
     * @throws IllegalArgumentException if the row is none of {@link TicketLabelsSpark}, or has no id
     */
    public static Outcome outcome(Row row) {
        String id = row.getAs("id");
        if (id == null) {
            throw new IllegalArgumentException("the row has no id");
        }
        Provenance provenance = new Provenance(
                source(row.getAs("source")), orEmpty(row.getAs("model")), row.<Boolean>getAs("shortened"));
        String outcome = row.getAs("outcome");
        return switch (outcome) {
            case "labeled" -> new Labeled(id, labels(row), provenance);
            case "abstained" -> new Abstained(id, orEmpty(row.getAs("reason")), provenance);
            case "failed" -> new Failed(id, new TicketLabelerException(orEmpty(row.getAs("reason"))), provenance);
            default ->
                throw new IllegalArgumentException(
                        "ticket " + id + ": outcome \"" + outcome + "\", expected labeled, abstained or failed");
        };
    }

    private static List<ScoredLabel> labels(Row row) {
        ConfidenceSource source = ConfidenceSource.of(orEmpty(row.getAs("confidence_source")));
        List<ScoredLabel> labels = new ArrayList<>();
        for (Row label : row.<Row>getList(row.fieldIndex("labels"))) {
            String name = label.getAs("name");
            Double confidence = label.getAs("confidence");
            labels.add(confidence == null ? ScoredLabel.of(name) : ScoredLabel.of(name, confidence, source));
        }
        return labels;
    }

    private static Provenance.Source source(String code) {
        return Stream.of(Provenance.Source.values())
                .filter(source -> source.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("source \"" + code + "\" is not known here"));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static void closeAll(LabelSink[] sinks, @Nullable Throwable thrown) throws IOException {
        IOException failure = null;
        for (LabelSink sink : sinks) {
            try {
                sink.close();
            } catch (IOException e) {
                if (thrown != null) {
                    thrown.addSuppressed(e);
                } else if (failure == null) {
                    failure = e;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
