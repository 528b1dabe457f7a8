package io.ticketlabeler.labelstudio;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One entry for each task, in order and in time. Thread-safe. */
final class Predictions {

    private static final Logger LOG = LoggerFactory.getLogger(Predictions.class);
    private static final Duration BACKGROUND = Duration.ofHours(1);
    private static final int PROJECTS = 200; // configurations in memory; each edit of one is another

    private final TicketLabeler labeler;
    private final String modelVersion;
    private final Duration deadline;
    private final Map<String, List<Answering>> projects =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, List<Answering>> eldest) {
                    return size() > PROJECTS;
                }
            });

    Predictions(TicketLabeler labeler, String modelVersion, Duration deadline) {
        this.labeler = labeler;
        this.modelVersion = modelVersion;
        this.deadline = deadline;
    }

    /** A prediction, or an empty list for a task that has none (now). */
    List<Object> of(PredictCall call) {
        long start = System.nanoTime();
        List<Answering> controls;
        try {
            controls = controls(call.labelConfig());
        } catch (IllegalArgumentException e) {
            LOG.warn("nothing is predicted: {}", e.getMessage());
            return call.tasks().stream().<Object>map(task -> List.of()).toList();
        }
        List<List<CompletableFuture<Outcome>>> asked =
                controls.stream().map(each -> each.ask(call.tasks())).toList();
        await(asked, deadline.minusNanos(System.nanoTime() - start));
        Tally tally = new Tally();
        List<Object> entries = new ArrayList<>(call.tasks().size());
        for (int i = 0; i < call.tasks().size(); i++) {
            entries.add(entry(controls, asked, i, tally));
        }
        tally.log(call.tasks().size());
        return entries;
    }

    private List<Answering> controls(String config) {
        List<Answering> known = projects.get(config);
        if (known == null) {
            known = ProjectConfig.of(config).controls().stream()
                    .map(control -> new Answering(control, labelerFor(control)))
                    .toList();
            projects.put(config, known);
        }
        return known;
    }

    /** The labeler itself where the labels are its own: with its aliases, and the answers that it has already. */
    private TicketLabeler labelerFor(ProjectConfig.Control control) {
        LabelSet own = labeler.labels();
        LabelSet asked = control.labelSet(own.allowsNone());
        return asked.names().equals(own.names()) && asked.isMultiple() == own.isMultiple()
                ? labeler
                : labeler.with(asked);
    }

    private record Answering(ProjectConfig.Control control, TicketLabeler labeler) {

        List<CompletableFuture<Outcome>> ask(List<PredictCall.Task> tasks) {
            List<Ticket> tickets = tasks.stream()
                    .map(task -> Ticket.of(task.ticketId(), control.textOf(task.data())))
                    .toList();
            return labeler.labelAsync(tickets, BACKGROUND);
        }
    }

    private static void await(List<List<CompletableFuture<Outcome>>> asked, Duration most) {
        CompletableFuture<Void> all =
                CompletableFuture.allOf(asked.stream().flatMap(List::stream).toArray(CompletableFuture[]::new));
        try {
            all.get(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // what is there counts; why the rest is not, is seen one by one
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server is closing
        }
    }

    /** What is incomplete is not predicted: a task with a prediction is never asked about again. */
    private Object entry(
            List<Answering> controls, List<List<CompletableFuture<Outcome>>> asked, int task, Tally tally) {
        List<Object> regions = new ArrayList<>();
        OptionalDouble score = OptionalDouble.empty();
        boolean scored = true;
        for (int i = 0; i < controls.size(); i++) {
            Outcome outcome = outcome(asked.get(i).get(task), tally);
            if (outcome instanceof Labeled labeled) {
                ProjectConfig.Control control = controls.get(i).control();
                regions.add(LabelStudioTasks.region(control.name(), control.toName(), labeled.names()));
                OptionalDouble confidence = labeled.confidence();
                scored &= confidence.isPresent();
                score = OptionalDouble.of(Math.min(score.orElse(1), confidence.orElse(1)));
            } else if (!(outcome instanceof Abstained)) {
                return List.of();
            }
        }
        if (regions.isEmpty()) {
            tally.abstained++;
            return List.of();
        }
        tally.predicted++;
        Map<String, Object> prediction = new LinkedHashMap<>();
        prediction.put("model_version", modelVersion);
        if (scored) {
            prediction.put("score", score.getAsDouble());
        }
        prediction.put("result", regions);
        return prediction;
    }

    private static @Nullable Outcome outcome(CompletableFuture<Outcome> future, Tally tally) {
        if (!future.isDone()) {
            tally.late++;
            return null;
        }
        try {
            Outcome outcome = future.join();
            if (outcome instanceof Failed failed) {
                tally.failed(failed.reason());
            }
            return outcome;
        } catch (CompletionException | CancellationException e) {
            Throwable cause = e.getCause();
            tally.failed(String.valueOf((cause == null ? e : cause).getMessage()));
            return null;
        }
    }

    /** For the log: Label Studio shows nothing of what went wrong. */
    private static final class Tally {

        private int predicted;
        private int abstained;
        private int late;
        private int failed;
        private String reason = "";

        private void failed(String why) {
            failed++;
            reason = reason.isEmpty() ? ", e.g. " + why : reason;
        }

        private void log(int tasks) {
            String text = tasks + " tasks: " + predicted + " predicted, " + abstained + " left to people, " + late
                    + " late, " + failed + " failed" + reason;
            if (failed > 0) {
                LOG.warn(text);
            } else {
                LOG.info(text);
            }
        }
    }
}
