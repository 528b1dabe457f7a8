package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.internal.reading.ReadTicket;
import io.ticketlabeler.internal.reading.Times;
import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Review;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What an annotation says about a proposal.
 *
 * <p>A skip keeps the prefilled choice, so {@code was_cancelled} is looked at first. What was proposed is the prediction that the page
 * copied ({@code parent_prediction}), else the one that the server noted ({@code prediction}), else the newest before. Choices are compared as sets, because
 * programs that annotate leave {@code origin} out, and somebody who changes a choice and changes it back has accepted it.
 */
final class Judgement {

    private final Fields fields;
    private final Map<String, String> people;

    /** @param people names of those whose numbers are known */
    Judgement(Fields fields, Map<String, String> people) {
        this.fields = fields;
        this.people = people;
    }

    /**
     * All decisions about one task; one {@link Decision#NOT_REVIEWED} if there is none.
     *
     * @param predictions whole objects, or bare numbers, which say nothing
     */
    ReadTicket of(
            String task,
            String project,
            Optional<String> ticketId,
            Optional<String> text,
            JsonNode annotations,
            JsonNode drafts,
            JsonNode predictions) {
        List<String> notes = new ArrayList<>();
        List<Review> reviews = new ArrayList<>();
        if (ticketId.isEmpty()) {
            notes.add(noTicketId(task, fields));
        } else {
            for (JsonNode annotation : annotations) {
                if (annotation.isObject()) {
                    reviews.add(annotation(ticketId.get(), annotation, predictions));
                    otherControl(task, annotation).ifPresent(notes::add);
                } else {
                    notes.add("task " + task + ": an annotation is no object");
                }
            }
            drafts.forEach(draft -> reviews.add(draft(ticketId.get(), draft)));
            if (reviews.isEmpty()) {
                reviews.add(unopened(ticketId.get(), predictions));
            }
        }
        return new ReadTicket(project, ticketId.orElse(null), text.orElse(null), reviews, notes);
    }

    static String noTicketId(String task, Fields fields) {
        return "task " + task + " has no " + fields.ticketId() + " in its data and was left out";
    }

    /** One person's decision. */
    Review annotation(String ticketId, JsonNode annotation, JsonNode predictions) {
        List<String> labels = choices(annotation.path("result"));
        Seen seen = seen(annotation, labels, predictions);
        Decision decision = decision(annotation, labels, seen);
        Review review = Review.of(ticketId, person(annotation.path("completed_by")), decision, labels)
                .proposed(seen.labels, seen.score);
        return timed(review, annotation);
    }

    private Decision decision(JsonNode annotation, List<String> labels, Seen seen) {
        if (annotation.path("was_cancelled").asBoolean()) {
            return Decision.SKIPPED;
        }
        if (labels.isEmpty()) {
            return Decision.EMPTY;
        }
        if (!seen.known) {
            return switch (origin(annotation)) {
                case "prediction-changed", "manual" -> Decision.CORRECTED;
                default -> Decision.CHOSEN;
            };
        }
        return new HashSet<>(labels).equals(new HashSet<>(seen.labels)) ? Decision.ACCEPTED : Decision.CORRECTED;
    }

    /** What was proposed; not known where the export does not tell, which is not the same as nothing. */
    private Seen seen(JsonNode annotation, List<String> labels, JsonNode predictions) {
        JsonNode noted = annotation.path("prediction");
        JsonNode parent = annotation.path("parent_prediction");
        if (parent.isIntegralNumber()) {
            if (noted.path("id").equals(parent)) {
                return seen(noted);
            }
            for (JsonNode prediction : predictions) {
                if (prediction.path("id").equals(parent)) {
                    return seen(prediction);
                }
            }
            return origin(annotation).equals("prediction") ? new Seen(true, labels, OptionalDouble.empty()) : UNKNOWN;
        }
        if (noted.isObject() && !noted.isEmpty()) {
            return seen(noted);
        }
        return origin(annotation).equals("manual") ? NOTHING : newest(predictions, annotation);
    }

    /**
     * What a program that annotates may have gone by. Nothing noted does not mean that there was nothing: with a live backend the server
     * looks for predictions that are called like the backend.
     */
    private Seen newest(JsonNode predictions, JsonNode annotation) {
        if (!predictions.isArray()) {
            return UNKNOWN;
        }
        String then = annotation.path("created_at").asText("9");
        Seen newest = NOTHING;
        for (JsonNode prediction : predictions) {
            if (!prediction.isObject()) {
                return UNKNOWN;
            }
            if (prediction.path("created_at").asText("").compareTo(then) <= 0) {
                newest = seen(prediction);
            }
        }
        return newest;
    }

    private Seen seen(JsonNode prediction) {
        JsonNode score = prediction.path("score");
        boolean scored = score.isNumber() && Double.isFinite(score.asDouble());
        return new Seen(
                true,
                choices(prediction.path("result")),
                scored ? OptionalDouble.of(score.asDouble()) : OptionalDouble.empty());
    }

    private record Seen(boolean known, List<String> labels, OptionalDouble score) {}

    private static final Seen NOTHING = new Seen(true, List.of(), OptionalDouble.empty());
    private static final Seen UNKNOWN = new Seen(false, List.of(), OptionalDouble.empty());

    private String origin(JsonNode annotation) {
        for (JsonNode region : annotation.path("result")) {
            if (region.path("from_name").asText().equals(fields.control())) {
                return region.path("origin").asText("");
            }
        }
        return "";
    }

    private Review draft(String ticketId, JsonNode draft) {
        JsonNode user = draft.path("user");
        Review review = Review.of(ticketId, person(user), Decision.DRAFT, choices(draft.path("result")));
        return timed(review, draft);
    }

    /** With the newest prediction, which is the one that people find. */
    private Review unopened(String ticketId, JsonNode predictions) {
        Review review = Review.of(ticketId, "", Decision.NOT_REVIEWED, List.of());
        Seen newest = UNKNOWN;
        for (JsonNode prediction : predictions) {
            newest = prediction.isObject() ? seen(prediction) : newest;
        }
        return review.proposed(newest.labels, newest.score);
    }

    private String person(JsonNode who) {
        if (who.isObject()) {
            JsonNode email = who.path("email");
            return email.isTextual() && !email.asText().isEmpty() ? email.asText() : person(who.path("id"));
        }
        String number = who.isNull() ? "" : who.asText("");
        return people.getOrDefault(number, number);
    }

    private static Review timed(Review review, JsonNode from) {
        return timed(review, from.path("lead_time"), from.path("updated_at"), from.path("created_at"));
    }

    static Review timed(Review review, JsonNode seconds, JsonNode updated, JsonNode created) {
        Review timed = review;
        double spent = seconds.isNumber() ? seconds.asDouble() : number(seconds.asText(""));
        if (spent >= 0 && Double.isFinite(spent)) {
            timed = timed.took(spent);
        }
        Optional<Instant> decided = Times.instant(updated).or(() -> Times.instant(created));
        return decided.isPresent() ? timed.at(decided.get()) : timed;
    }

    private static double number(String text) {
        try {
            return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN; // a time that cannot be read is no reason to lose the decision
        }
    }

    /** The choices of our control, each once, in the tool's order. */
    private List<String> choices(JsonNode result) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode region : result) {
            if (region.path("from_name").asText().equals(fields.control())) {
                names.addAll(names(region.path("value").path("choices")));
            }
        }
        return List.copyOf(names);
    }

    /** A list of names, or one alone; what is no text is shown as JSON, to be reported as an unknown label. */
    static List<String> names(JsonNode choices) {
        List<String> names = new ArrayList<>();
        if (choices.isValueNode() && !choices.isNull()) {
            names.add(choices.asText());
        }
        if (choices.isArray()) {
            choices.forEach(choice -> names.add(choice.isValueNode() ? choice.asText() : choice.toString()));
        }
        return names.stream().distinct().toList();
    }

    private Optional<String> otherControl(String task, JsonNode annotation) {
        String other = "";
        for (JsonNode region : annotation.path("result")) {
            String control = region.path("from_name").asText();
            if (control.equals(fields.control())) {
                return Optional.empty();
            }
            other = region.path("value").has("choices") ? control : other;
        }
        return other.isEmpty()
                ? Optional.empty()
                : Optional.of("task " + task + ": choices of the control \"" + other + "\", none of \""
                        + fields.control() + "\"");
    }
}
