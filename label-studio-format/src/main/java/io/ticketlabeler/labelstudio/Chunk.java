package io.ticketlabeler.labelstudio;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Items of a JSON array that travel in one call, with the tickets they belong to. For one thread. */
final class Chunk {

    private static final int MAX_TASKS =
            1_000; // 1 to 3 s in the server, and a refusal costs no more; checked with 1.23.2
    private static final int MAX_PREDICTIONS = 5_000; // each call counts the whole project anew; checked with 1.23.2
    private static final int MAX_BYTES = 5 << 20;

    private final boolean predictions;
    private final Set<String> ticketSet = new HashSet<>();
    private final List<String> tickets = new ArrayList<>();
    private final List<byte[]> items = new ArrayList<>();
    private int bytes;

    private Chunk(boolean predictions) {
        this.predictions = predictions;
    }

    static Chunk ofTasks() {
        return new Chunk(false);
    }

    static Chunk ofPredictions() {
        return new Chunk(true);
    }

    /** Whether the items are predictions for tasks that are there; else they are tasks. */
    boolean arePredictions() {
        return predictions;
    }

    boolean hasTaskOf(String ticket) {
        return !predictions && ticketSet.contains(ticket);
    }

    /** Whether there is room for one more; always when it is empty. */
    boolean takes(byte[] item) {
        return items.isEmpty()
                || (items.size() < (predictions ? MAX_PREDICTIONS : MAX_TASKS) && bytes + item.length <= MAX_BYTES);
    }

    void add(String ticket, byte[] item) {
        tickets.add(ticket);
        ticketSet.add(ticket);
        items.add(item);
        bytes += item.length + 1;
    }

    List<String> tickets() {
        return tickets;
    }

    int size() {
        return items.size();
    }

    /** The array. */
    byte[] json() {
        ByteArrayOutputStream json = new ByteArrayOutputStream(bytes + 2);
        json.write('[');
        for (byte[] item : items) {
            if (json.size() > 1) {
                json.write(',');
            }
            json.writeBytes(item);
        }
        json.write(']');
        return json.toByteArray();
    }

    /** The items from one place up to another. */
    Chunk part(int from, int to) {
        Chunk part = new Chunk(predictions);
        for (int i = from; i < to; i++) {
            part.add(tickets.get(i), items.get(i));
        }
        return part;
    }
}
