package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.export.PushReport;
import io.ticketlabeler.export.PushReport.FailedChunk;
import io.ticketlabeler.internal.json.JsonRows;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** One push of one run into one project: decides what is missing there, and looks at what came of it. For one thread, once. */
final class Push {

    private static final String DOCUMENTS = "documents";
    private static final int HOPELESS = 2; // so many chunks in a row without an answer: the server is gone

    private final DoccanoRun run;
    private final URI page;
    private final Known known;
    private final Labels labels;
    private final Worker worker;
    private final Sender sender;
    private final InFlight inFlight;
    private final Consumer<PushReport> progress;
    private final List<FailedChunk> failed = new ArrayList<>();

    private Chunk chunk;
    private long created;
    private long skipped;
    private int withoutAnswer;
    private boolean begun;

    Push(
            DoccanoRun run,
            URI page,
            Chunk empty,
            Known known,
            Labels labels,
            Worker worker,
            Sender sender,
            Consumer<PushReport> progress) {
        this.run = run;
        this.page = page;
        this.chunk = empty;
        this.known = known;
        this.labels = labels;
        this.worker = worker;
        this.sender = sender;
        this.inFlight = new InFlight(run.directory(), page.toString());
        this.progress = progress;
    }

    PushReport push() throws IOException {
        InFlight.Left left = inFlight.left();
        if (!left.task().isEmpty()) {
            worker.finish(left.task()); // whatever came of it: what is there is looked at next
        }
        known.look();
        Set<String> gone = new HashSet<>(left.tickets()); // from the run, which was made anew since
        try (JsonRows rows = run.tickets()) {
            for (JsonNode row = rows.next(); row != null; row = rows.next()) {
                gone.remove(row.path("id").asText());
                add(row, rows.line(), left.tickets());
            }
        }
        send();
        inFlight.done(gone);
        inFlight.end();
        return report();
    }

    private PushReport report() {
        return new PushReport(page, DOCUMENTS, created, skipped, OptionalLong.empty(), failed);
    }

    private void add(JsonNode row, int line, Set<String> left) {
        String ticket = row.path("id").asText("");
        if (ticket.isEmpty()
                || !row.path("text").isTextual()
                || !row.path("label").isArray()) {
            throw new IllegalArgumentException(run.directory().resolve(DoccanoRun.TICKETS) + ", line " + line
                    + ": the row has no id, no text or no labels; label the tickets again");
        }
        run.mark(ticket, row);
        Long document = known.document(ticket);
        if (document != null) {
            skipped++;
            if (left.contains(ticket) && document != Known.OURS) {
                labels.repair(document, row);
                inFlight.done(List.of(ticket));
            }
        } else if (chunk.has(ticket)) {
            skipped++; // twice in the file
        } else {
            if (!chunk.takes(row)) {
                send();
            }
            chunk.add(ticket, row);
        }
    }

    private void send() {
        Chunk full = chunk;
        chunk = full.next();
        if (full.size() > 0) {
            send(full);
            progress.accept(report());
        }
    }

    private void send(Chunk full) {
        if (withoutAnswer >= HOPELESS) {
            failed.add(failure(full.tickets(), "not sent, because the server no longer answers", false));
            return;
        }
        if (!begun) {
            sender.check();
            begun = true;
        }
        inFlight.begin(full.tickets());
        try {
            Map<String, String> errors = sender.send(full, inFlight);
            withoutAnswer = 0;
            if (errors.isEmpty()) {
                arrived(full.tickets());
            } else {
                settle(full, errors, false);
            }
        } catch (DoccanoException e) {
            if (Thread.currentThread().isInterrupted() || (e.status() >= 401 && e.status() <= 404)) {
                throw e;
            }
            boolean silent = e.status() == 0 && e.maybeDone();
            withoutAnswer = silent || e.status() > 500 ? withoutAnswer + 1 : 0;
            Map<String, String> all = new LinkedHashMap<>();
            full.tickets().forEach(ticket -> all.put(ticket, String.valueOf(e.getMessage())));
            settle(full, all, e.maybeDone());
        }
    }

    private void arrived(List<String> tickets) {
        created += tickets.size();
        tickets.forEach(known::made);
        inFlight.done(tickets);
    }

    /** Nothing is repeated before it is known what is there. */
    private void settle(Chunk full, Map<String, String> errors, boolean unknown) {
        Map<String, JsonNode> missing = new LinkedHashMap<>();
        try {
            known.look();
            for (Map.Entry<String, JsonNode> each : full.rows().entrySet()) {
                Long document = known.document(each.getKey());
                if (document == null) {
                    missing.put(each.getKey(), each.getValue());
                } else {
                    labels.repair(document, each.getValue());
                    created++;
                }
            }
        } catch (DoccanoException e) {
            failed.add(failure(full.tickets(), String.valueOf(e.getMessage()), true));
            return; // noted for the next push
        }
        if (!unknown) {
            inFlight.done(full.tickets());
        }
        boolean partly = missing.size() < full.size();
        boolean allFailed = errors.keySet().containsAll(full.rows().keySet());
        if (!missing.isEmpty() && partly && allFailed && !unknown) {
            Chunk rest = full.next(); // refused because of those that were there
            missing.forEach(rest::add);
            send(rest);
        } else if (!missing.isEmpty()) {
            String reason = errors.getOrDefault(missing.keySet().iterator().next(), "doccano has left it out");
            failed.add(failure(List.copyOf(missing.keySet()), reason, unknown));
        }
    }

    private static FailedChunk failure(List<String> tickets, String reason, boolean unknown) {
        return new FailedChunk(
                tickets.get(0), tickets.get(tickets.size() - 1), tickets.size(), DOCUMENTS, reason, unknown);
    }
}
