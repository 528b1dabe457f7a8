package io.ticketlabeler.export;

import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object a line for each ticket, for programs.
 *
 * <pre>
 * {"id":"ZD-1","status":"labeled","label":"Billing","confidence":0.93,"confidence_source":"stated","source":"model",
 *  "model":"gpt-4o-mini-2024-07-18","shortened":false,"reason":null}
 * </pre>
 *
 * <p>(on one line). UTF-8 without a byte order mark, line feed; rows in input order; every row has the same keys, with
 * {@code null} for what is not known. {@code status} is {@code labeled}, {@code abstained} or {@code failed}, and the last two
 * have a {@code reason}. For multiple choice {@code labels} and {@code confidences}, two lists of the same length, take the place
 * of {@code label}, and {@code confidence} is the lowest of them. {@code confidence_source} is
 * {@code stated}, {@code tokens}, {@code margin} or {@code agreement}. {@code source} is {@code model}, {@code cache},
 * {@code duplicate}, {@code rules}, {@code person}, {@code accepted} or {@code not-asked}; {@code model} is the one that really answered.
 *
 * <p>The file appears whole or not at all, see {@link WholeFile}. Memory is constant. For one run and one thread.
 */
public final class JsonlExporter implements LabelSink {

    private final Path path;
    private @Nullable Run run;

    private JsonlExporter(Path path) {
        this.path = path;
    }

    /** A sink that makes or replaces this file; missing directories are made. */
    public static JsonlExporter to(Path path) {
        return new JsonlExporter(path);
    }

    @Override
    public void open(RunHeader header) throws IOException {
        if (run != null) {
            throw new IllegalStateException("a sink serves one run; make another one for " + path);
        }
        run = new Run(header, WholeFile.open(path));
    }

    @Override
    public void accept(Ticket ticket, Outcome outcome) throws IOException {
        Run open = run();
        open.file.writer().write(JsonText.of(row(open.header, ticket, outcome)) + "\n");
    }

    @Override
    public void complete() throws IOException {
        run().file.complete();
    }

    @Override
    public void close() throws IOException {
        if (run != null) {
            run.file.close();
        }
    }

    private Run run() {
        if (run == null) {
            throw new IllegalStateException("the sink for " + path + " is not open");
        }
        return run;
    }

    private static Map<String, @Nullable Object> row(RunHeader header, Ticket ticket, Outcome outcome) {
        Proposal proposal = Proposal.of(header.labels(), ticket, outcome);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", proposal.ticketId());
        row.put("status", proposal.status());
        if (header.labels().isMultiple()) {
            row.put("labels", proposal.labels());
            row.put("confidences", confidences(outcome));
        } else {
            row.put(
                    "label",
                    proposal.labels().isEmpty() ? null : proposal.labels().get(0));
        }
        row.put("confidence", orNull(proposal.confidence()));
        row.put("confidence_source", orNull(source(outcome)));
        row.put("source", proposal.provenance().source().code());
        row.put("model", orNull(proposal.provenance().model()));
        row.put("shortened", proposal.provenance().shortened());
        row.put("reason", orNull(proposal.reason()));
        return row;
    }

    private static List<@Nullable Double> confidences(Outcome outcome) {
        List<@Nullable Double> all = new ArrayList<>();
        if (outcome instanceof Labeled labeled) {
            for (ScoredLabel label : labeled.labels()) {
                all.add(orNull(label.confidence()));
            }
        }
        return all;
    }

    /** That of the first label; all of an answer have the same, or none. */
    private static String source(Outcome outcome) {
        return outcome instanceof Labeled labeled && labeled.confidence().isPresent()
                ? labeled.labels().get(0).source().code()
                : "";
    }

    private static @Nullable Double orNull(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private record Run(RunHeader header, WholeFile file) {}
}
