package io.ticketlabeler.labelstudio;

import io.ticketlabeler.export.PushReport.FailedChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends chunks and keeps the books. One chunk is under way at a time, while the next one is made; its answer is looked at when the
 * next one is handed over, by the thread that does that. For one thread.
 */
final class Delivery implements AutoCloseable {

    static final String TASKS = "tasks";

    private static final int HOPELESS = 2; // so many chunks in a row without an answer: the server is gone
    private static final int TOO_LARGE = 413; // what a gateway says, nginx from 1 MB on
    private static final Pattern PLACE = Pattern.compile("(?:item|Task|Prediction) (\\d{1,6})\\b");

    private final Imports imports;
    private final Known known;
    private final InFlight inFlight;
    private final Runnable progress;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(Delivery::daemon);
    private final List<FailedChunk> failed = new ArrayList<>();

    private @Nullable Chunk underWay;
    private @Nullable Future<List<Long>> answer;
    private long created;
    private long predictionsAdded;
    private int withoutAnswer;

    Delivery(Imports imports, Known known, InFlight inFlight, Runnable progress) {
        this.imports = imports;
        this.known = known;
        this.inFlight = inFlight;
        this.progress = progress;
    }

    /** Hands a chunk over, after the answer to the one before. */
    void send(Chunk chunk) {
        settle();
        if (chunk.size() == 0) {
            return;
        }
        if (isHopeless()) {
            failed.add(failure(chunk, "not sent, because the server no longer answers", false));
            progress.run();
            return;
        }
        inFlight.begin(chunk.tickets().get(0), chunk.arePredictions());
        underWay = chunk;
        answer = sender.submit(call(chunk));
    }

    /** Waits for what is under way, if anything is. */
    void settle() {
        Chunk chunk = underWay;
        Future<List<Long>> future = answer;
        if (chunk != null && future != null) {
            underWay = null;
            answer = null;
            settle(chunk, () -> result(future));
            progress.run();
        }
    }

    /** Whether the task of a ticket is under way. */
    boolean isUnderWay(String ticket) {
        return underWay != null && underWay.hasTaskOf(ticket);
    }

    long created() {
        return created;
    }

    long predictionsAdded() {
        return predictionsAdded;
    }

    List<FailedChunk> failed() {
        return failed;
    }

    /** Whether the server is gone, so that nothing more can be done there. */
    boolean isHopeless() {
        return withoutAnswer >= HOPELESS;
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }

    private Callable<List<Long>> call(Chunk chunk) {
        return () -> chunk.arePredictions() ? imports.predictions(chunk.json()) : imports.tasks(chunk.json());
    }

    private static List<Long> result(Future<List<Long>> future) throws Exception {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw LabelStudioException.noAnswer("interrupted while Label Studio imports", true);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LabelStudioException known) {
                throw known;
            }
            throw new IllegalStateException("a chunk could not be sent", e.getCause());
        }
    }

    private void settle(Chunk chunk, Callable<List<Long>> sent) {
        try {
            arrived(chunk, sent.call());
        } catch (LabelStudioException e) {
            if (e.status() == TOO_LARGE && chunk.size() > 1) {
                Chunk first = chunk.part(0, chunk.size() / 2);
                Chunk second = chunk.part(chunk.size() / 2, chunk.size());
                settle(first, call(first));
                settle(second, call(second));
            } else if (e.maybeDone() && isThere(chunk)) {
                arrived(chunk, List.of()); // only its answer was lost
            } else {
                failed(chunk, e);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("sending a chunk throws nothing else", e);
        }
    }

    private void arrived(Chunk chunk, List<Long> ids) {
        inFlight.end();
        withoutAnswer = 0;
        if (chunk.arePredictions()) {
            predictionsAdded += chunk.size();
            return;
        }
        created += chunk.size();
        for (int i = 0; i < chunk.size(); i++) {
            known.made(chunk.tickets().get(i), i < ids.size() ? ids.get(i) : 0);
        }
    }

    private boolean isThere(Chunk chunk) {
        if (chunk.arePredictions() || Thread.currentThread().isInterrupted()) {
            return false; // nobody knows; the next push looks
        }
        try {
            known.lookForTasks();
            return chunk.tickets().stream().allMatch(ticket -> known.task(ticket) != null);
        } catch (LabelStudioException e) {
            return false; // likewise
        }
    }

    /** Keeps what went wrong, unless everything else would go wrong in the same way. */
    private void failed(Chunk chunk, LabelStudioException e) {
        if (e.maybeDone()) {
            inFlight.keep();
        } else {
            inFlight.end();
        }
        if (Thread.currentThread().isInterrupted() || (e.status() >= 401 && e.status() <= 404)) {
            throw e;
        }
        withoutAnswer = e.status() == 0 || e.status() > 500 ? withoutAnswer + 1 : 0;
        failed.add(failure(chunk, e.getMessage() + ticketAt(chunk, e), e.maybeDone()));
    }

    /** Which ticket the server means: it counts the items of a call. */
    private static String ticketAt(Chunk chunk, LabelStudioException e) {
        Matcher place = PLACE.matcher(String.join(";", e.validationErrors()));
        if (!place.find()) {
            return "";
        }
        int number = Integer.parseInt(place.group(1));
        return number < chunk.size() ? " (ticket " + chunk.tickets().get(number) + ")" : "";
    }

    private static FailedChunk failure(Chunk chunk, String reason, boolean unknown) {
        List<String> tickets = chunk.tickets();
        return new FailedChunk(
                tickets.get(0),
                tickets.get(tickets.size() - 1),
                chunk.size(),
                chunk.arePredictions() ? "predictions" : TASKS,
                reason,
                unknown);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "label-studio-push");
        thread.setDaemon(true);
        return thread;
    }
}
