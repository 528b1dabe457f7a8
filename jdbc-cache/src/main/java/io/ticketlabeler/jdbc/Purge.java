package io.ticketlabeler.jdbc;

import java.time.Instant;
import java.util.Optional;

/**
 * What is to be removed from a cache, e.g. {@code Purge.answers().ofModel("gpt-4o-mini").before(instant)}. Immutable.
 *
 * <p>Answers that are removed are asked, and paid, again when they are needed. Calls that are in the air are never removed.
 */
public final class Purge {

    /** What was removed. */
    public record Removed(long answers, long calls) {}

    enum What {
        ANSWERS,
        DAMAGED,
        CALLS,
        EVERYTHING
    }

    final What what;
    final Optional<String> model;
    final Optional<Instant> before;

    private Purge(What what, Optional<String> model, Optional<Instant> before) {
        this.what = what;
        this.model = model;
        this.before = before;
    }

    /** All answers, unless it is said which. */
    public static Purge answers() {
        return new Purge(What.ANSWERS, Optional.empty(), Optional.empty());
    }

    /** Rows that are not what was written; they are of no use to anybody. */
    public static Purge damagedAnswers() {
        return new Purge(What.DAMAGED, Optional.empty(), Optional.empty());
    }

    /** The ledger's finished calls, unless it is said which. Those of unknown outcome are no longer told of, either. */
    public static Purge calls() {
        return new Purge(What.CALLS, Optional.empty(), Optional.empty());
    }

    /** All answers, all finished calls, and what shared limits and budgets count; a job that is spending its budget is stopped by that. */
    public static Purge everything() {
        return new Purge(What.EVERYTHING, Optional.empty(), Optional.empty());
    }

    /** Only those that this model answered; calls: that were put to this model. */
    public Purge ofModel(String name) {
        return new Purge(selective(), Optional.of(name), before);
    }

    /** Only those that were answered, or sent, before. */
    public Purge before(Instant time) {
        return new Purge(selective(), model, Optional.of(time));
    }

    private What selective() {
        if (what == What.DAMAGED || what == What.EVERYTHING) {
            throw new IllegalArgumentException("only answers() and calls() can be narrowed");
        }
        return what;
    }
}
