package io.ticketlabeler.labelstudio;

import io.ticketlabeler.internal.json.ExportJson;
import io.ticketlabeler.internal.reading.ReviewSource;
import io.ticketlabeler.internal.reading.SourceReviews;
import io.ticketlabeler.prompt.ExampleStore;
import io.ticketlabeler.review.Reviews;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what people decided back from Label Studio: from the server, or from an export.
 *
 * <pre>{@code
 * try (Reviews reviews = LabelStudioReviews.of(labels).read(Path.of("project-7.json"))) {
 *     while (reviews.hasNext()) {
 *         Review review = reviews.next();      // ZD-1, corrected by anna@example.com: [Billing], proposed [Bug]
 *     }
 *     System.out.println(reviews.report());    // 120 accepted, 14 corrected, 2 skipped; unknown labels: Refunds (3)
 * }
 * }</pre>
 *
 * <p>One review for each annotation, in the order of the export, so several for a ticket that several people saw; one
 * {@code DRAFT} for each draft; one {@code NOT_REVIEWED} for a ticket that has neither. A skip is a skip, although Label Studio keeps
 * the prefilled choice in it. Labels that the set does not have stay in the review and are counted in the report; a task without a
 * ticket id is left out and noted there.
 *
 * <table>
 * <caption>What can be told</caption>
 * <tr><th>source</th><th>accepted or corrected</th><th>skips</th><th>drafts, not reviewed</th><th>reviewer</th></tr>
 * <tr><td>server</td><td>yes</td><td>yes</td><td>yes</td><td>mail address</td></tr>
 * <tr><td>JSON</td><td>yes</td><td>yes</td><td>with {@code download_all_tasks=true}</td><td>number</td></tr>
 * <tr><td>JSON snapshot</td><td>yes</td><td>yes</td><td>as asked for</td><td>mail address, if asked for</td></tr>
 * <tr><td>JSON_MIN, CSV, TSV</td><td>no: {@code CHOSEN}</td><td>absent</td><td>one like the other, with
 * {@code download_all_tasks=true}</td><td>number</td></tr>
 * </table>
 *
 * <p>Immutable; the methods that set something return another reader. Reading takes constant memory: one task of a file, 250 of a
 * server.
 *
 * @see <a href="https://labelstud.io/guide/export">Label Studio, export</a> (checked with 1.23.2)
 */
public final class LabelStudioReviews {

    private static final int BEGINNING = 1 << 16;

    private final LabelSet labels;
    private final Fields fields;
    private final @Nullable ExampleStore examples;

    private LabelStudioReviews(LabelSet labels, Fields fields, @Nullable ExampleStore examples) {
        this.labels = labels;
        this.fields = fields;
        this.examples = examples;
    }

    /**
     * A reader for projects that {@link LabelStudioConfig} and {@link LabelStudioTasks} made.
     *
     * @param labels what people may choose; other choices are reported
     */
    public static LabelStudioReviews of(LabelSet labels) {
        return new LabelStudioReviews(labels, Fields.OURS, null);
    }

    /** For projects whose choices have another name, by default {@code label}. */
    public LabelStudioReviews control(String name) {
        return new LabelStudioReviews(labels, new Fields(name, fields.ticketId(), fields.text()), examples);
    }

    /** For tasks that keep the help desk's id in another field of their data, by default {@code ticket_id}. */
    public LabelStudioReviews ticketIdField(String name) {
        return new LabelStudioReviews(labels, new Fields(fields.control(), name, fields.text()), examples);
    }

    /** For tasks that keep the text in another field of their data, by default {@code text}. */
    public LabelStudioReviews textField(String name) {
        return new LabelStudioReviews(labels, new Fields(fields.control(), fields.ticketId(), name), examples);
    }

    /**
     * While reading, tickets whose proposal was last corrected become examples in this store, and tickets whose proposal was accepted
     * in the end leave it. The store then agrees with the project, whatever webhooks were lost.
     */
    public LabelStudioReviews examples(ExampleStore store) {
        return new LabelStudioReviews(labels, fields, store);
    }

    /**
     * From a file: JSON, JSON_MIN, CSV, TSV or a JSON snapshot, recognised by its content; UTF-8, with or without a byte order mark.
     *
     * @throws TicketLabelerException if it cannot be opened or is none of these; {@code hasNext} throws it where the file is broken,
     *     with the place, never with what stands there
     */
    public Reviews read(Path export) {
        try {
            return open(Files.newInputStream(export), export.getFileName() + ": ");
        } catch (IOException e) {
            throw new TicketLabelerException(
                    export + " cannot be read (" + e.getClass().getSimpleName() + "); check path and permissions", e);
        }
    }

    /** As {@link #read(Path)}; the stream is closed with the reviews. */
    public Reviews read(InputStream export) {
        return open(export, "the export: ");
    }

    /**
     * From a server, page by page, all tasks of a project in the order of their numbers. Tasks that come or go meanwhile disturb
     * nothing.
     *
     * @param project Label Studio's number, as in the address of its page
     * @throws TicketLabelerException from {@code hasNext}, if the server does not answer
     */
    public Reviews read(LabelStudioApi api, long project) {
        ReviewSource tasks = new ServerTasks(api, project, fields, examples != null);
        return new SourceReviews(tasks, labels, examples, "project " + project + ": ");
    }

    /**
     * As {@link #read(LabelStudioApi, long)}.
     *
     * @param title exactly as the project has it
     * @throws LabelStudioException if there is no project of that title, or several
     */
    public Reviews read(LabelStudioClient client, String title) {
        long project = new Projects(client.api())
                .titled(title)
                .orElseThrow(() -> new LabelStudioException("there is no project titled \"" + title + "\" at "
                        + client.api().base()));
        return read(client, project);
    }

    private Reviews open(InputStream export, String where) {
        BufferedInputStream in = new BufferedInputStream(export, BEGINNING);
        try {
            return new SourceReviews(source(in), labels, examples, where);
        } catch (IOException e) {
            try (in) {
                throw new TicketLabelerException(where + ExportJson.words(e), e instanceof NotAnExport ? null : e);
            } catch (IOException ignored) {
                throw new TicketLabelerException(where + "cannot be closed", ignored);
            }
        }
    }

    private ReviewSource source(BufferedInputStream in) throws IOException {
        in.mark(BEGINNING);
        String beginning = new String(in.readNBytes(BEGINNING - 1), StandardCharsets.ISO_8859_1);
        in.reset();
        boolean marked = beginning.startsWith("\u00EF\u00BB\u00BF");
        String start = marked ? beginning.substring(3) : beginning;
        if (isJson(start)) {
            return new JsonExport(in, fields, examples != null);
        }
        if (marked) {
            in.skipNBytes(3);
        }
        Reader text = new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        return new TableExport(text, separator(start), fields, labels, examples != null);
    }

    /** Also in UTF-16, which has zeros between the characters and a mark of two. */
    private static boolean isJson(String start) {
        String first = start.replaceAll("^(\u00FE\u00FF|\u00FF\u00FE)", "")
                .replace("\0", "")
                .stripLeading();
        return first.isEmpty() || first.startsWith("[") || first.startsWith("{");
    }

    private static char separator(String start) throws IOException {
        String header = start.lines().findFirst().orElse("");
        for (String separator : List.of(",", "\t", ";")) {
            if (Pattern.compile("(^|" + separator + ")\"?annotation_id\"?(" + separator + "|$)")
                    .matcher(header)
                    .find()) {
                return separator.charAt(0);
            }
        }
        throw new NotAnExport();
    }

    private static final class NotAnExport extends IOException {
        private static final long serialVersionUID = 1;

        NotAnExport() {
            super("this is no export of Label Studio: neither JSON, nor a table with the column annotation_id");
        }
    }
}
