package io.ticketlabeler.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.Reply;
import io.ticketlabeler.ticket.ConfidenceSource;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How sure a model was of its labels, from the probabilities of the tokens it wrote.
 *
 * <p>A label is found behind its ticket's id, among the strings that the tokens spell; positions in the answer's text are not used,
 * because some servers leave tokens out of the text. Its probability is the product over its tokens, each compared only with
 * those alternatives that would have begun another label of the set. Where a label is not found, what was said about it stays.
 */
final class TokenConfidence {

    /** Alternatives to ask for; more are rarely any label's beginning. */
    static final int ALTERNATIVES = 10;

    private final List<Token> tokens = new ArrayList<>();
    private final StringBuilder joined = new StringBuilder();
    private final LabelSet labels;
    private final List<String> spellings = new ArrayList<>();

    private record Token(int start, String text, double probability, Map<String, Double> others) {}

    private TokenConfidence(JsonNode logprobs, LabelSet labels) {
        this.labels = labels;
        for (JsonNode each : logprobs) {
            String text = each.path("token").asText("");
            Map<String, Double> others = new LinkedHashMap<>();
            for (JsonNode other : each.path("top_logprobs")) {
                others.put(other.path("token").asText(""), probability(other));
            }
            others.remove(text);
            tokens.add(new Token(joined.length(), text, probability(each), others));
            joined.append(text);
        }
        labels.names().forEach(this::addSpelling);
        labels.aliases().keySet().forEach(this::addSpelling);
        addSpelling(LabelSet.NONE);
    }

    private void addSpelling(String name) {
        spellings.add(folded(TextNode.valueOf(name).toString()).substring(1)); // as JSON, with the closing quote
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static double probability(JsonNode token) {
        return Math.min(1, Math.exp(token.path("logprob").asDouble(Double.NEGATIVE_INFINITY)));
    }

    /**
     * The same answers, with what the tokens tell.
     *
     * @param logprobs {@code choices[0].logprobs.content} of a chat completion; whatever else it is, nothing changes
     */
    static Reply of(JsonNode logprobs, LabelSet labels, Reply reply) {
        if (!logprobs.isArray() || logprobs.isEmpty()) {
            return reply;
        }
        TokenConfidence confidence = new TokenConfidence(logprobs, labels);
        Map<String, Answer> answers = new LinkedHashMap<>();
        reply.answers().forEach((id, answer) -> answers.put(id, confidence.of(id, answer, reply)));
        return new Reply(answers, reply.problems());
    }

    private Answer of(String id, Answer answer, Reply reply) {
        int from = joined.indexOf("\"" + id + "\"");
        if (from < 0 && reply.answers().size() > 1) {
            return answer;
        }
        int start = from < 0 ? 0 : from + id.length() + 2;
        int end = joined.length();
        for (String other : reply.answers().keySet()) {
            int at = joined.indexOf("\"" + other + "\"", start);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        List<ScoredLabel> scored = new ArrayList<>();
        for (ScoredLabel label : answer.labels()) {
            OptionalDouble probability = probability(label.name(), start, end);
            scored.add(
                    probability.isPresent()
                            ? ScoredLabel.of(label.name(), probability.getAsDouble(), ConfidenceSource.TOKENS)
                            : label);
        }
        return new Answer(scored);
    }

    private OptionalDouble probability(String name, int from, int to) {
        for (int quote = joined.indexOf("\"", from); quote >= 0 && quote < to; quote = joined.indexOf("\"", quote)) {
            OptionalInt close = closing(quote, to);
            if (close.isEmpty()) {
                return OptionalDouble.empty();
            }
            String literal = joined.substring(quote + 1, close.getAsInt());
            if (literal.indexOf('\\') < 0
                    ? isSaid(name, literal)
                    : spellings.contains(folded(literal) + "\"") && isSaid(name, unescaped(literal))) {
                return OptionalDouble.of(probabilityOf(quote + 1, close.getAsInt()));
            }
            quote = close.getAsInt() + 1;
        }
        return OptionalDouble.empty();
    }

    private boolean isSaid(String name, String literal) {
        return labels.resolve(literal).map(label -> label.name().equals(name)).orElse(false);
    }

    private static String unescaped(String literal) {
        return literal.replace("\\\"", "\"").replace("\\\\", "\\");
    }

    /** Where the string that begins there ends. */
    private OptionalInt closing(int quote, int to) {
        for (int i = quote + 1; i < to; i++) {
            char c = joined.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** Of the label that stands from {@code start} to {@code end}, among all labels. */
    private double probabilityOf(int start, int end) {
        String said = folded(joined.substring(start, end)) + "\"";
        double product = 1;
        for (Token token : tokens) {
            if (token.start + token.text.length() > start && token.start < end) {
                double others = 0;
                for (Map.Entry<String, Double> other : token.others.entrySet()) {
                    if (leadsElsewhere(token, other.getKey(), start, said)) {
                        others += other.getValue();
                    }
                }
                double all = token.probability + others;
                product *= all > 0 ? token.probability / all : 0;
            }
        }
        return product;
    }

    /** Whether another token in this place begins, or goes on with, another label of the set and not with this one. */
    private boolean leadsElsewhere(Token token, String other, int start, String said) {
        String label;
        if (token.start >= start) {
            label = joined.substring(start, token.start) + other;
        } else {
            String before = joined.substring(token.start, start);
            if (!other.startsWith(before)) {
                return false; // white space, or no label at all
            }
            label = other.substring(before.length());
        }
        String begun = folded(label);
        return !fits(begun, said) && spellings.stream().anyMatch(spelling -> fits(begun, spelling));
    }

    private static boolean fits(String begun, String spelling) {
        return begun.startsWith(spelling) || spelling.startsWith(begun);
    }
}
