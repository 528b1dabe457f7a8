package io.ticketlabeler.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ticketlabeler.ticket.Label;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.TicketText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads replies of the shape {@code {"labels":[{"id":"k3f9","label":"Billing","confidence":0.9}]}}.
 *
 * <p>Lenient about the wrapping: code fences, prose around the JSON, a bare array, {@code {"k3f9":"Billing"}}, an answer that was
 * cut off (its complete entries count). Strict about the content: a label counts only by its name or alias, where case and white
 * space do not matter; an entry counts only by its id. Two entries that contradict each other are both refused. Never throws,
 * whatever the reply is.
 */
public final class ReplyReader {

    private static final int MAX_QUOTED_CHARS = 40;
    private static final Pattern FENCED = Pattern.compile("(?s)\\A\\s*```\\w*\\s*(.*?)\\s*```\\s*\\z");
    private static final Pattern LABEL_LINE = Pattern.compile("(?i)\\A\\s*(?:label|answer)\\s*:\\s*(.+?)\\s*\\z");

    private final LabelSet labels;
    private final Map<String, TicketText> asked = new LinkedHashMap<>();
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();

    private ReplyReader(Prompt prompt) {
        this.labels = prompt.labels();
        prompt.tickets().forEach(ticket -> asked.put(ticket.id(), ticket));
    }

    /**
     * What {@code reply} says about each ticket of {@code prompt}.
     *
     * @return an answer or a problem for each ticket that was asked, and for no other
     */
    public static Reply read(Prompt prompt, String reply) {
        return new ReplyReader(prompt).read(reply);
    }

    private Reply read(String reply) {
        List<JsonNode> values = JsonScan.values(reply);
        values.forEach(this::takeDocument);
        if (values.isEmpty() && asked.size() == 1) {
            takeBareLabel(asked.keySet().iterator().next(), reply);
        }
        Map<String, Answer> usable = new LinkedHashMap<>();
        Map<String, String> unusable = new LinkedHashMap<>();
        for (String id : asked.keySet()) {
            Answer answer = answers.get(id);
            String problem = problems.get(id);
            if (problem != null) {
                unusable.put(id, problem);
            } else if (answer != null) {
                usable.put(id, answer);
            } else {
                unusable.put(id, values.isEmpty() ? "the reply held no JSON" : "the reply did not mention it");
            }
        }
        return new Reply(usable, unusable);
    }

    private void takeDocument(JsonNode value) {
        if (value.isArray()) {
            value.forEach(this::takeEntry);
        } else if (value.path("labels").isArray() && !value.has("id")) {
            value.path("labels").forEach(this::takeEntry);
        } else {
            takeEntry(value);
        }
    }

    private void takeEntry(JsonNode entry) {
        if (!entry.isObject()) {
            return;
        }
        JsonNode id = entry.path("id");
        JsonNode label = entry.has("label") ? entry.path("label") : entry.path("labels");
        if (id.isValueNode() && !id.isNull()) {
            take(id.asText(), label, entry.path("confidence"));
        } else if (entry.has("label") && asked.size() == 1) {
            take(asked.keySet().iterator().next(), label, entry.path("confidence"));
        } else {
            entry.properties().forEach(field -> take(field.getKey(), field.getValue(), MissingNode.getInstance()));
        }
    }

    private void take(String id, JsonNode said, JsonNode confidence) {
        TicketText ticket = asked.get(id.strip());
        if (ticket == null) {
            return; // a foreign id: nobody asked
        }
        OptionalDouble sure = confidence(confidence);
        List<String> names = new ArrayList<>();
        String problem = labels.isMultiple() ? several(ticket, said, names) : single(ticket, said, names);
        if (problem != null) {
            problems.putIfAbsent(ticket.id(), problem);
            return;
        }
        Answer answer = new Answer(names.stream()
                .map(name -> sure.isPresent() ? ScoredLabel.of(name, sure.getAsDouble()) : ScoredLabel.of(name))
                .collect(Collectors.toList()));
        Answer before = answers.putIfAbsent(ticket.id(), answer);
        if (before != null && !names(before).equals(names(answer))) {
            problems.put(ticket.id(), "the reply contradicts itself about it");
        }
    }

    private static List<String> names(Answer answer) {
        return answer.labels().stream().map(ScoredLabel::name).sorted().toList();
    }

    private @Nullable String single(TicketText ticket, JsonNode said, List<String> names) {
        if (!said.isTextual()) {
            return "the reply gave no label for it";
        }
        if (labels.isNone(said.asText())) {
            return null;
        }
        return add(ticket, said.asText(), names);
    }

    private @Nullable String several(TicketText ticket, JsonNode said, List<String> names) {
        Iterable<JsonNode> items = said.isTextual() ? List.of(said) : said;
        if (!said.isTextual() && !said.isArray()) {
            return "the reply gave no list of labels for it";
        }
        boolean none = false;
        for (JsonNode item : items) {
            if (!item.isTextual()) {
                return "the reply gave something that is no label for it";
            }
            if (labels.isNone(item.asText())) {
                none = true;
                continue;
            }
            String problem = add(ticket, item.asText(), names);
            if (problem != null) {
                return problem;
            }
        }
        if (names.isEmpty() && !labels.allowsNone()) {
            return "the reply gave no label for it";
        }
        return none && !names.isEmpty() ? "the reply contradicts itself about it" : null;
    }

    private @Nullable String add(TicketText ticket, String said, List<String> names) {
        Optional<Label> label = labels.resolve(said);
        if (label.isEmpty()) {
            return "the model answered " + quoted(ticket, said) + ", which is none of the "
                    + labels.labels().size() + " labels; add it, or map it with LabelSet.alias";
        }
        if (!names.contains(label.get().name())) {
            names.add(label.get().name());
        }
        return null;
    }

    /** What the model said, unless it may be a piece of the ticket. */
    private static String quoted(TicketText ticket, String said) {
        boolean harmless = said.length() <= MAX_QUOTED_CHARS
                && said.codePoints().noneMatch(Character::isISOControl)
                && !ticket.text().contains(said.strip());
        return harmless ? "\"" + said + "\"" : "something (" + said.length() + " characters)";
    }

    private static OptionalDouble confidence(JsonNode node) {
        double value = node.isNumber() ? node.asDouble() : Double.NaN;
        return value >= 0 && value <= 1 ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** A single ticket may be answered by nothing but a label, as small models do. */
    private void takeBareLabel(String id, String reply) {
        String text = reply;
        Matcher fenced = FENCED.matcher(text);
        if (fenced.matches()) {
            text = fenced.group(1);
        }
        Matcher line = LABEL_LINE.matcher(text);
        if (line.matches()) {
            text = line.group(1);
        }
        String bare = text.strip().replaceAll("\\A[\"'`*]+|[\"'`*.]+\\z", "");
        Optional<Label> label = labels.resolve(text.strip()).or(() -> labels.resolve(bare));
        if (label.isPresent()) {
            answers.put(id, Answer.of(ScoredLabel.of(label.get().name())));
        } else if (labels.isNone(bare)) {
            answers.put(id, Answer.NONE);
        }
    }
}
