package io.ticketlabeler.jdbc;

import io.ticketlabeler.cache.Attempt;
import io.ticketlabeler.cache.AttemptEnd;
import io.ticketlabeler.cache.CacheKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is to be written in one transaction. */
final class Settlement {

    /** A call and its end. */
    record Ended(Attempt attempt, AttemptEnd end) {}

    final List<Attempt> sent = new ArrayList<>();
    final List<Ended> ended = new ArrayList<>();
    final Map<CacheKey, AnswerRow> answers = new TreeMap<>();
    final Map<String, Set<CacheKey>> released = new LinkedHashMap<>();

    Settlement sent(Attempt attempt) {
        sent.add(attempt);
        return this;
    }

    Settlement ended(Attempt attempt, AttemptEnd end) {
        ended.add(new Ended(attempt, end));
        return this;
    }

    Settlement answers(Collection<AnswerRow> rows) {
        rows.forEach(row -> answers.putIfAbsent(row.key(), row));
        return this;
    }

    Settlement released(Collection<CacheKey> keys, String owner) {
        released.computeIfAbsent(owner, o -> new TreeSet<>()).addAll(keys);
        return this;
    }

    Settlement and(Settlement other) {
        sent.addAll(other.sent);
        ended.addAll(other.ended);
        answers(other.answers.values());
        other.released.forEach((owner, keys) -> released(keys, owner));
        return this;
    }

    int rows() {
        return sent.size()
                + ended.size()
                + answers.size()
                + released.values().stream().mapToInt(Set::size).sum();
    }
}
