package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.model.Bound;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.Usage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Goes through tickets as a run would, without sending anything. Remembers 8 bytes of each text's hash: some 50 MB a million. */
public final class Forecast {

    private static final int CHUNK = 500; // keys a cache lookup

    private final Engine engine;
    private final Lane lane;
    private final List<Filling> fillings = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();

    private long tickets;
    private long cached;
    private long duplicates;
    private long decided;
    private long calls;
    private Usage usage = Usage.NONE;

    Forecast(Engine engine, Lane lane) {
        this.engine = engine;
        this.lane = lane;
        for (Stage stage : engine.stages()) {
            fillings.add(new Filling(stage));
            if (stage.bound.equals(Bound.ALL)) {
                break; // those behind it are asked only where it fails
            }
        }
    }

    /** Reads all tickets. */
    public Forecast of(Iterator<Ticket> all) {
        List<Question> chunk = new ArrayList<>(CHUNK);
        while (all.hasNext()) {
            tickets++;
            Ticket ticket = all.next();
            if (engine.settings().before().decide(lane.labels(), ticket).isPresent()) {
                decided++;
                continue;
            }
            PromptText text = PromptText.of(ticket.text(), engine.maxTicketTokens());
            CacheKey key = lane.key(0, text.text());
            if (text.text().isBlank() || !seen.add(ByteBuffer.wrap(key.bytes()).getLong())) {
                duplicates++;
                continue;
            }
            chunk.add(new Question(lane, key, text.text()));
            if (chunk.size() == CHUNK) {
                count(chunk);
                chunk.clear();
            }
        }
        count(chunk);
        fillings.forEach(Filling::send);
        return this;
    }

    private void count(List<Question> chunk) {
        Map<CacheKey, Question> byKey = new LinkedHashMap<>();
        chunk.forEach(question -> byKey.put(question.key, question));
        Set<CacheKey> known = engine.known(lane, byKey);
        cached += known.size();
        known.forEach(byKey::remove);
        byKey.values().forEach(this::add);
    }

    /** It is asked of each model that it may come to. */
    private void add(Question question) {
        fillings.stream()
                .filter(filling -> filling.stage.index >= question.stage())
                .forEach(filling -> filling.add(question));
    }

    /** The call to one model that is being filled. */
    private final class Filling {

        private final Stage stage;
        private int open;
        private long openTokens;

        Filling(Stage stage) {
            this.stage = stage;
        }

        void add(Question question) {
            if (stage.asksAlone(question)) {
                calls++;
                usage = usage.plus(lane.size(stage.index).of(1, question.tokens()));
                return;
            }
            if (openTokens + question.tokens() + (open + 1L) * Batcher.FRAME > stage.maxCallTokens) {
                send();
            }
            open++;
            openTokens += question.tokens();
            if (open == stage.batchSize) {
                send();
            }
        }

        void send() {
            if (open > 0) {
                calls++;
                usage = usage.plus(lane.size(stage.index).of(open, openTokens));
                open = 0;
                openTokens = 0;
            }
        }
    }

    public long tickets() {
        return tickets;
    }

    public long cached() {
        return cached;
    }

    public long duplicates() {
        return duplicates;
    }

    /** Tickets that need no model. */
    public long decided() {
        return decided;
    }

    public long calls() {
        return calls;
    }

    public Usage usage() {
        return usage;
    }
}
