package io.ticketlabeler.contract;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a {@link StubProvider} counted until now.
 *
 * @param requests     that came
 * @param byStatus     requests by the status they were answered with, e.g. {@code {200=90, 429=10}}; those whose answer was reset
 *     or never sent are under the status it had
 * @param broken       answers that did not arrive as they should: hanging, reset, cut, too long
 * @param early        requests that came more than 50 ms before a {@code Retry-After} had passed: those with a ticket that was
 *     refused then, and after half a second any others, because until then they may have been on their way
 * @param inFlight     requests that wait for the beginning of their answer
 * @param maxInFlight  the most that ever did
 * @param tickets      answered in completions, whether or not these arrived
 * @param ticketsAgain those of {@code tickets} with a text that had been answered before: what was bought twice
 */
public record Counts(
        long requests,
        Map<Integer, Long> byStatus,
        long broken,
        long early,
        int inFlight,
        int maxInFlight,
        long tickets,
        long ticketsAgain) {

    public Counts {
        byStatus = new TreeMap<>(byStatus);
    }

    /** Requests that were answered with this status. */
    public long status(int status) {
        return byStatus.getOrDefault(status, 0L);
    }

    /** Requests that were answered with 400 or more. */
    public long refused() {
        return byStatus.entrySet().stream()
                .filter(entry -> entry.getKey() >= 400)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** One JSON object, e.g. {@code {"requests":2,"refused":1,"by_status":{"200":1,"429":1},"broken":0,…}}. */
    public String toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("requests", requests).put("refused", refused());
        ObjectNode statuses = json.putObject("by_status");
        byStatus.forEach((status, times) -> statuses.put(Integer.toString(status), times));
        json.put("broken", broken)
                .put("early", early)
                .put("in_flight", inFlight)
                .put("max_in_flight", maxInFlight)
                .put("tickets", tickets)
                .put("tickets_again", ticketsAgain);
        return json.toString();
    }
}
