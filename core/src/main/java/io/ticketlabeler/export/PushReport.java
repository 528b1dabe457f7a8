package io.ticketlabeler.export;

import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a push into a review tool has done, so far or in all. Every ticket of the run is counted once: created, there before, or in a
 * failed chunk of tickets. Immutable.
 */
public final class PushReport {

    private final URI project;
    private final String things;
    private final long created;
    private final long skipped;
    private final OptionalLong predictionsAdded;
    private final List<FailedChunk> failed;

    /**
     * For the modules that push.
     *
     * @param things           what the tool makes of tickets, e.g. {@code tasks}
     * @param predictionsAdded empty for tools that keep no predictions
     */
    public PushReport(
            URI project,
            String things,
            long created,
            long skipped,
            OptionalLong predictionsAdded,
            List<FailedChunk> failed) {
        this.project = project;
        this.things = things;
        this.created = created;
        this.skipped = skipped;
        this.predictionsAdded = predictionsAdded;
        this.failed = List.copyOf(failed);
    }

    /** Where people find it, e.g. {@code http://localhost:8080/projects/12}. */
    public URI project() {
        return project;
    }

    /** Tickets that were made there, with their proposals. */
    public long created() {
        return created;
    }

    /** Tickets that were there before. */
    public long skipped() {
        return skipped;
    }

    /** Tickets from before that got a prediction of this run; 0 for tools that keep no predictions. */
    public long predictionsAdded() {
        return predictionsAdded.orElse(0);
    }

    /** What did not arrive, in order; push again to repeat it. */
    public List<FailedChunk> failed() {
        return failed;
    }

    /** Whether all has arrived. */
    public boolean isComplete() {
        return failed.isEmpty();
    }

    /** One line, e.g. {@code 9000 tasks created, 1000 were there, 0 predictions added}. */
    @Override
    public String toString() {
        String done = created + " " + things + " created, " + skipped + " were there"
                + (predictionsAdded.isPresent() ? ", " + predictionsAdded.getAsLong() + " predictions added" : "");
        int lost = failed.stream().mapToInt(FailedChunk::size).sum();
        return failed.isEmpty() ? done : done + ", " + lost + " FAILED; push again to repeat them";
    }

    /**
     * Tickets, or predictions for tickets from before, that travelled together and did not arrive.
     *
     * @param firstTicket id of the first ticket among them
     * @param lastTicket  id of the last one
     * @param size        how many tickets
     * @param things      what they were to become, e.g. {@code tasks} or {@code predictions}
     * @param reason      one line
     * @param unknown     whether they may have arrived all the same, or arrive later; the next push looks
     */
    public record FailedChunk(
            String firstTicket, String lastTicket, int size, String things, String reason, boolean unknown) {

        @Override
        public String toString() {
            return size + " " + things + " (tickets " + firstTicket + " to " + lastTicket + "): " + reason
                    + (unknown ? "; they may have arrived" : "");
        }
    }
}
