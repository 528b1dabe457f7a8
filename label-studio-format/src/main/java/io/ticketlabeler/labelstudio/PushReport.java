package io.ticketlabeler.labelstudio;

import java.net.URI;
import java.util.List;

/**
 * What a push has done, so far or in all. Every ticket of the run is counted once: created, there before, or in a failed chunk of
 * tasks. Immutable.
 */
public final class PushReport {

    private final URI project;
    private final long created;
    private final long skipped;
    private final long predictionsAdded;
    private final List<FailedChunk> failed;

    PushReport(URI project, long created, long skipped, long predictionsAdded, List<FailedChunk> failed) {
        this.project = project;
        this.created = created;
        this.skipped = skipped;
        this.predictionsAdded = predictionsAdded;
        this.failed = List.copyOf(failed);
    }

    /** Where people find it, e.g. {@code http://localhost:8080/projects/12}. */
    public URI project() {
        return project;
    }

    /** Tickets that have become tasks, with their predictions. */
    public long created() {
        return created;
    }

    /** Tickets that had a task before. */
    public long skipped() {
        return skipped;
    }

    /** Tasks from before that got a prediction of this run. */
    public long predictionsAdded() {
        return predictionsAdded;
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
        String done =
                created + " tasks created, " + skipped + " were there, " + predictionsAdded + " predictions added";
        int lost = failed.stream().mapToInt(FailedChunk::size).sum();
        return failed.isEmpty() ? done : done + ", " + lost + " FAILED; push again to repeat them";
    }

    /**
     * Tasks, or predictions for tasks from before, that travelled together and did not arrive.
     *
     * @param firstTicket id of the first ticket among them
     * @param lastTicket  id of the last one
     * @param size        how many tickets
     * @param predictions whether these are predictions for tasks from before
     * @param reason      one line
     * @param unknown     whether they may have arrived all the same, or arrive later; the next push looks
     */
    public record FailedChunk(
            String firstTicket, String lastTicket, int size, boolean predictions, String reason, boolean unknown) {

        @Override
        public String toString() {
            return size + (predictions ? " predictions" : " tasks") + " (tickets " + firstTicket + " to " + lastTicket
                    + "): " + reason + (unknown ? "; they may have arrived" : "");
        }
    }
}
