package io.ticketlabeler.prompt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model's reply, read: each ticket that was asked has either an answer or a problem.
 *
 * @param answers  usable answers by {@code TicketText.id}, in the order asked
 * @param problems what is wrong with the others, by id; for people, without ticket text
 */
public record Reply(Map<String, Answer> answers, Map<String, String> problems) {

    public Reply {
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
        problems = Collections.unmodifiableMap(new LinkedHashMap<>(problems));
    }
}
