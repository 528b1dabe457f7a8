package io.ticketlabeler.spark;

import io.ticketlabeler.TicketLabeler;
import java.io.Serializable;
import java.time.Duration;
import java.util.UUID;

/**
 * How executors make their labeler. Each executor makes one when its first task needs it; all tasks there share it, so its limits count
 * for the executor. It is closed when nobody has used it for a minute, and when the executor ends.
 *
 * <p>One for each job is made behind {@link TicketLabelsSpark#labeler(SerializableSupplier)}. Make one yourself to let several jobs share
 * the labelers, for instance the batches of a stream:
 *
 * <pre>{@code
 * ExecutorLabeler labeler = ExecutorLabeler.of(resources -> {
 *     LabelCache cache = resources.add(JdbcLabelCache.of(dataSource()));      // closed with the labeler
 *     return TicketLabeler.builder()
 *             .labels(LabelSet.of("Bug", "Question"))
 *             .model(OpenAi.chat("gpt-4o-mini"))                               // key from the executor's OPENAI_API_KEY
 *             .cache(cache)
 *             .build();
 * });
 * }</pre>
 *
 * <p>Immutable; travels to executors. {@link #toString()} shows nothing of what the function holds.
 */
public final class ExecutorLabeler implements Serializable {

    private static final long serialVersionUID = 1;

    private static final Duration IDLE = Duration.ofMinutes(1);

    private final String key = UUID.randomUUID().toString();
    private final Recipe recipe;
    private final Duration idle;

    private ExecutorLabeler(Recipe recipe, Duration idle) {
        this.recipe = recipe;
        this.idle = idle;
    }

    /**
     * Makes a labeler. <b>If you write your own</b>: as for {@link SerializableSupplier}.
     */
    @FunctionalInterface
    public interface Recipe extends Serializable {

        /**
         * A new labeler.
         *
         * @param resources to hand over what has to be closed with it
         */
        TicketLabeler make(Resources resources);
    }

    /** For labelers that need nothing closed but themselves. */
    public static ExecutorLabeler of(SerializableSupplier<TicketLabeler> supplier) {
        return new ExecutorLabeler(resources -> supplier.get(), IDLE);
    }

    /** For labelers with a cache, a data source or the like. */
    public static ExecutorLabeler of(Recipe recipe) {
        return new ExecutorLabeler(recipe, IDLE);
    }

    /** Another labeler that is made in the same way, and closed when nobody has used it for so long. */
    public ExecutorLabeler closedAfter(Duration unused) {
        return new ExecutorLabeler(recipe, unused);
    }

    Duration idle() {
        return idle;
    }

    /** Tells labelers apart, within executors. */
    String key() {
        return key;
    }

    TicketLabeler make(Resources resources) {
        return recipe.make(resources);
    }

    @Override
    public String toString() {
        return "ExecutorLabeler[" + key + "]";
    }
}
