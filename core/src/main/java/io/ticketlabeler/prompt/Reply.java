package io.ticketlabeler.prompt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model's reply, read: each ticket that was asked has an answer, a problem or an abstention.
 *
 * @param answers     usable answers by {@code TicketText.id}, in the order asked
 * @param problems    what is wrong with the others, by id; for people, without ticket text. They are asked again
 * @param abstentions why the model has nothing to say about a ticket, by id; for people, without ticket text. They are not asked again:
 *                    the next model is, else the ticket is left to a person
 */
public record Reply(Map<String, Answer> answers, Map<String, String> problems, Map<String, String> abstentions) {

    public Reply {
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
        problems = Collections.unmodifiableMap(new LinkedHashMap<>(problems));
        abstentions = Collections.unmodifiableMap(new LinkedHashMap<>(abstentions));
    }

    /** Of a model that always says something. */
    public Reply(Map<String, Answer> answers, Map<String, String> problems) {
        this(answers, problems, Map.of());
    }
}
