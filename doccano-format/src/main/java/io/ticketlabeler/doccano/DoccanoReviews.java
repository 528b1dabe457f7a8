package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.internal.reading.SourceReviews;
import io.ticketlabeler.prompt.ExampleStore;
import io.ticketlabeler.review.Reviews;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads what people decided back from doccano: from the server, or from its exports.
 *
 * <pre>{@code
 * try (Reviews reviews = DoccanoReviews.of(labels).read(client, ProjectOptions.named("Tickets"))) {
 *     while (reviews.hasNext()) {
 *         Review review = reviews.next();      // ZD-1, corrected by anna: [Billing], proposed [Bug]
 *     }
 *     System.out.println(reviews.report());    // 120 accepted, 14 corrected, 900 not-reviewed; unknown labels: Refunds (3)
 * }
 * }</pre>
 *
 * <p>A document that somebody confirmed (the tick, or Enter) with the proposed labels is {@code ACCEPTED}, with others {@code CORRECTED},
 * with none {@code EMPTY}. One that nobody confirmed is {@code NOT_REVIEWED}, whatever labels it has. doccano knows neither skips nor the
 * time that it took. Labels that the set does not have stay in the review and are counted in the report; a document without an id is
 * left out and noted there. What was proposed is known for projects that {@link DoccanoRows} filled, {@code CHOSEN} stands for the others.
 *
 * <table>
 * <caption>What can be told</caption>
 * <tr><th>source</th><th>confirmed</th><th>reviewer</th><th>time</th></tr>
 * <tr><td>server</td><td>yes</td><td>user name</td><td>yes</td></tr>
 * <tr><td>server, annotations not shared</td><td>yes, by each member</td><td>user name</td><td>no</td></tr>
 * <tr><td>export of approved documents, alone or with one of all</td><td>yes</td><td>only where annotations are not shared</td>
 * <td>no</td></tr>
 * <tr><td>export of all documents</td><td>no: nothing counts as reviewed</td><td>no</td><td>no</td></tr>
 * </table>
 *
 * <p>Exports are zips as doccano sends them, or a file out of one: JSONL, JSON, CSV, or fastText, which needs {@link #run}. They are read as
 * a stream, never unpacked to the disk. Immutable; the methods that set something return another reader. Memory: one document of a file,
 * 200 of a server, and some 100 bytes for each ticket where two exports are compared.
 *
 * @see <a href="https://doccano.github.io/doccano/">doccano documentation</a> (checked with 1.8.4)
 */
public final class DoccanoReviews {

    private final LabelSet labels;
    private final @Nullable ExampleStore examples;
    private final @Nullable DoccanoRun run;

    private DoccanoReviews(LabelSet labels, @Nullable ExampleStore examples, @Nullable DoccanoRun run) {
        this.labels = labels;
        this.examples = examples;
        this.run = run;
    }

    /**
     * A reader.
     *
     * @param labels what people may choose; other labels are reported
     */
    public static DoccanoReviews of(LabelSet labels) {
        return new DoccanoReviews(labels, null, null);
    }

    /**
     * While reading, tickets whose proposal was corrected become examples in this store, and tickets whose proposal was accepted leave it.
     */
    public DoccanoReviews examples(ExampleStore store) {
        return new DoccanoReviews(labels, store, run);
    }

    /**
     * With the run that was pushed, for fastText exports: they hold texts only, by which the run's tickets are found. Memory: some 300
     * bytes for each ticket.
     */
    public DoccanoReviews run(DoccanoRun pushed) {
        return new DoccanoReviews(labels, examples, pushed);
    }

    /**
     * From two exports: one of all documents, and one with <i>Export only approved documents</i> ticked.
     *
     * @throws TicketLabelerException if one cannot be opened; {@code hasNext} throws it where one is broken or none of doccano's, with the
     *     place, never with what stands there
     */
    public Reviews read(Path all, Path confirmed) {
        return open(all, confirmed, confirmed.getFileName() + " and " + all.getFileName() + ": ");
    }

    /** From an export with <i>Export only approved documents</i> ticked; otherwise as {@link #read(Path, Path)}. */
    public Reviews readConfirmed(Path confirmed) {
        return open(null, confirmed, confirmed.getFileName() + ": ");
    }

    /** From an export of all documents, which does not tell what is confirmed; otherwise as {@link #read(Path, Path)}. */
    public Reviews read(Path all) {
        return open(all, null, all.getFileName() + ": ");
    }

    /**
     * From a server. A project whose annotations are not shared is exported there, for which the worker has to run.
     *
     * @param client signed in as an administrator of the project
     * @throws DoccanoException if the server refuses, or if there is no such project; {@code hasNext} throws it, too
     */
    public Reviews read(DoccanoClient client, ProjectOptions project) {
        JsonNode found = new Projects(client.api()).existing(project);
        long id = found.path("id").asLong();
        if (found.path("collaborative_annotation").asBoolean()) {
            ServerSource source = new ServerSource(client.api(), id, new Verdict(labels));
            return new SourceReviews(source, labels, examples, "project " + id + ": ");
        }
        return exported(new Exports(client.api(), id), "project " + id + ": ");
    }

    private Reviews exported(Exports exports, String where) {
        Path confirmed = null;
        Path all = null;
        try {
            confirmed = exports.toTemporary(true);
            all = exports.toTemporary(false);
            return open(all, confirmed, where); // an open file can be deleted, where the system allows it
        } catch (IOException e) {
            throw new TicketLabelerException(where + "there is no room for a temporary file", e);
        } finally {
            delete(confirmed);
            delete(all);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null && !Files.deleteIfExists(file)) {
                file.toFile().deleteOnExit();
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit(); // Windows, while it is read
        }
    }

    private Reviews open(@Nullable Path all, @Nullable Path confirmed, String where) {
        Verdict verdict = new Verdict(labels);
        ExportFile first = null;
        try {
            TextIds ids = run == null ? null : TextIds.of(run);
            RowFormat format = new RowFormat(verdict, labels.isMultiple(), ids);
            first = confirmed == null ? null : ExportFile.open(confirmed, format);
            ExportFile second = all == null ? null : ExportFile.open(all, format);
            return new SourceReviews(new ExportSource(verdict, first, second), labels, examples, where);
        } catch (IOException e) {
            closed(first);
            throw new TicketLabelerException(
                    where + "cannot be read (" + e.getClass().getSimpleName() + "); check path and permissions", e);
        }
    }

    private static void closed(@Nullable ExportFile file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // it was only read from
        }
    }
}
