package io.ticketlabeler.kili;

import io.ticketlabeler.internal.reading.SourceReviews;
import io.ticketlabeler.review.Reviews;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what people decided back from an export of Kili, format {@code kili}.
 *
 * <pre>{@code
 * try (Reviews reviews = KiliReviews.of(labels).run(KiliRun.of(Path.of("out"))).read(Path.of("export.zip"))) {
 *     while (reviews.hasNext()) {
 *         Review review = reviews.next();      // ZD-1, corrected by anna@example.com: [Billing], proposed [Bug] with 0.61
 *     }
 *     System.out.println(reviews.report());    // 120 accepted, 14 corrected, 866 not-reviewed; unknown labels: REFUNDS (3)
 * }
 * }</pre>
 *
 * <p>A ticket that a reviewer has confirmed or changed (label type {@code REVIEW}) has one review, the newest; others have one for each person
 * who labelled them ({@code DEFAULT}), the newest of each, newest first. Labels that were sent back to the queue and those that Kili saved
 * by itself ({@code AUTOSAVE}) are left out; a ticket that has no others is {@code NOT_REVIEWED}. A label without a category is {@code EMPTY}:
 * Kili's exports do not tell it from a skip.
 *
 * <p>What was proposed is known from the {@linkplain #run run}, or from exports that hold predictions; otherwise decisions are {@code CHOSEN}.
 * Categories that the set does not have stay in the review by their keys and are counted in the report.
 *
 * <p>Read are the zip, the folder that comes out of it, and one file of it: {@code data.json} with all assets, or {@code labels/} with a file
 * for each, with {@code labels}, {@code latestLabels} or {@code latestLabel}, as the export was asked for. Zips are read as a stream, never
 * unpacked to the disk. Immutable; the methods that set something return another reader. Memory: one asset, and with a run some 400 bytes
 * for each ticket.
 *
 * @see <a href="https://python-sdk-docs.kili-technology.com/latest/sdk/tutorials/export_a_kili_project/">Kili, exports</a> (checked with
 *     exports that its Python package 26.1.5 wrote)
 */
public final class KiliReviews {

    private final LabelSet labels;
    private final String job;
    private final @Nullable KiliRun run;

    private KiliReviews(LabelSet labels, String job, @Nullable KiliRun run) {
        this.labels = labels;
        this.job = job;
        this.run = run;
    }

    /**
     * A reader for projects with the interface of {@link KiliInterface}.
     *
     * @param labels what people may choose; other categories are reported
     */
    public static KiliReviews of(LabelSet labels) {
        return new KiliReviews(labels, KiliInterface.JOB, null);
    }

    /** For projects whose question has another name, by default {@value KiliInterface#JOB}. */
    public KiliReviews job(String name) {
        return new KiliReviews(labels, name, run);
    }

    /**
     * With the run whose files were imported. It tells what was proposed, which tickets nobody has labelled yet, which ticket an asset with a
     * shortened name is, and what the categories meant, should the labels have changed since.
     */
    public KiliReviews run(KiliRun imported) {
        return new KiliReviews(labels, job, imported);
    }

    /**
     * From an export.
     *
     * @param export zip, folder or JSON
     * @throws TicketLabelerException if it cannot be opened; {@code hasNext} throws it where it is broken or none of Kili's, with the place,
     *     never with what stands there
     */
    public Reviews read(Path export) {
        String where = export.getFileName() + ": ";
        CategoryKeys keys = CategoryKeys.of(labels);
        Map<String, RunRows.Known> tickets = new HashMap<>();
        if (run != null) {
            try {
                keys = run.keys();
                tickets = run.tickets();
            } catch (IOException e) {
                throw new TicketLabelerException(e.getMessage() + "; label the tickets for Kili again", null);
            }
        }
        try {
            AssetSource source = new AssetSource(AssetRows.open(export), new Judgement(keys, job), tickets);
            return new SourceReviews(source, labels, null, where);
        } catch (IOException e) {
            throw new TicketLabelerException(
                    where + "cannot be read (" + e.getClass().getSimpleName() + "); check path and permissions", e);
        }
    }
}
