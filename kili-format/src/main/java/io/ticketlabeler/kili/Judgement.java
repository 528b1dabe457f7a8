package io.ticketlabeler.kili;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.internal.json.ExportJson;
import io.ticketlabeler.internal.reading.ReadTicket;
import io.ticketlabeler.internal.reading.Times;
import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Review;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the labels of an asset say about a proposal.
 *
 * <p>The newest {@code REVIEW} stands for the ticket; without one, the newest {@code DEFAULT} of each person does. What was sent back to the
 * queue and what Kili saved by itself ({@code AUTOSAVE}) is no decision; {@code PREDICTION} is what was proposed. A label without a
 * category says that none fits. Categories are compared as sets. Immutable.
 */
final class Judgement {

    private static final String PREDICTION = "PREDICTION";
    private static final String REVIEW = "REVIEW";
    private static final String DEFAULT = "DEFAULT";
    private static final Comparator<JsonNode> NEWEST_FIRST =
            Comparator.comparing(Judgement::created).reversed(); // stable: as they stand where no time is told
    private static final Set<String> NO_QUESTIONS = // that Kili adds by itself; its package ignores them, 26.1.5
            Set.of("ANNOTATION_JOB_COUNTER", "ANNOTATION_NAMES_JOB", "ROTATION_JOB");

    private final CategoryKeys keys;
    private final String job;

    Judgement(CategoryKeys keys, String job) {
        this.keys = keys;
        this.job = job;
    }

    /** What was proposed for a ticket. */
    private record Seen(List<String> labels, OptionalDouble confidence) {}

    /**
     * All decisions about one asset; one {@link Decision#NOT_REVIEWED} if there is none.
     *
     * @param ticketId the help desk's
     * @param known    what the run has proposed; null if that is not known
     */
    ReadTicket of(JsonNode asset, String ticketId, RunRows.@Nullable Known known) {
        List<String> notes = new ArrayList<>();
        Map<String, List<JsonNode>> labels = labels(asset, ticketId, notes);
        Seen seen = seen(labels.getOrDefault(PREDICTION, List.of()), known);
        List<Review> reviews = new ArrayList<>();
        for (JsonNode label : deciding(labels)) {
            reviews.add(review(ticketId, label, seen));
        }
        if (reviews.isEmpty()) {
            Review open = Review.of(ticketId, "", Decision.NOT_REVIEWED, List.of());
            reviews.add(seen == null ? open : open.proposed(seen.labels, seen.confidence));
        }
        return new ReadTicket("", ticketId, null, reviews, notes);
    }

    /** By type, newest first; without those that say nothing. */
    private Map<String, List<JsonNode>> labels(JsonNode asset, String ticketId, List<String> notes) {
        List<JsonNode> all = new ArrayList<>();
        asset.path("labels").forEach(all::add);
        asset.path("latestLabels").forEach(all::add);
        all.add(asset.path("latestLabel"));
        all.sort(NEWEST_FIRST);
        Map<String, List<JsonNode>> byType = new LinkedHashMap<>();
        for (JsonNode label : all) {
            if (label.isObject() && !label.path("isSentBackToQueue").asBoolean()) {
                String other = otherJob(label);
                if (other.isEmpty()) {
                    byType.computeIfAbsent(label.path("labelType").asText(), type -> new ArrayList<>())
                            .add(label);
                } else {
                    notes.add("ticket " + ticketId + ": a label answers the question \"" + other + "\", not \"" + job
                            + "\", and was left out");
                }
            }
        }
        return byType;
    }

    private static List<JsonNode> deciding(Map<String, List<JsonNode>> labels) {
        List<JsonNode> reviewed = labels.getOrDefault(REVIEW, List.of());
        if (!reviewed.isEmpty()) {
            return reviewed.subList(0, 1);
        }
        Map<String, JsonNode> byPerson = new LinkedHashMap<>();
        labels.getOrDefault(DEFAULT, List.of()).forEach(label -> byPerson.putIfAbsent(person(label), label));
        return List.copyOf(byPerson.values());
    }

    private Review review(String ticketId, JsonNode label, @Nullable Seen seen) {
        List<String> chosen = names(label);
        Review review = Review.of(ticketId, person(label), decision(chosen, seen), chosen);
        review = seen == null ? review : review.proposed(seen.labels, seen.confidence);
        JsonNode seconds = label.path("secondsToLabel");
        review = seconds.isNumber() && seconds.asDouble() >= 0 ? review.took(seconds.asDouble()) : review;
        Optional<Instant> time = Times.instant(label.path("createdAt"));
        return time.isPresent() ? review.at(time.get()) : review;
    }

    private static Decision decision(List<String> chosen, @Nullable Seen seen) {
        if (chosen.isEmpty()) {
            return Decision.EMPTY;
        }
        if (seen == null) {
            return Decision.CHOSEN;
        }
        return new HashSet<>(chosen).equals(new HashSet<>(seen.labels)) ? Decision.ACCEPTED : Decision.CORRECTED;
    }

    /** The prediction that the export has, else that of the run, which also has the confidence to all its digits. */
    private @Nullable Seen seen(List<JsonNode> predictions, RunRows.@Nullable Known known) {
        Seen run = known == null ? null : new Seen(known.labels(), known.confidence());
        if (predictions.isEmpty()) {
            return run;
        }
        Seen exported = new Seen(names(predictions.get(0)), confidence(predictions.get(0)));
        return run != null && new HashSet<>(run.labels).equals(new HashSet<>(exported.labels)) ? run : exported;
    }

    /** Of the least sure category, from percent; empty when one of them has none. */
    private OptionalDouble confidence(JsonNode label) {
        double least = Double.POSITIVE_INFINITY;
        for (JsonNode category : categories(label)) {
            JsonNode confidence = category.path("confidence");
            if (!confidence.isNumber() || !Double.isFinite(confidence.asDouble())) {
                return OptionalDouble.empty();
            }
            least = Math.min(least, confidence.asDouble() / 100);
        }
        return least >= 0 && least <= 1 ? OptionalDouble.of(least) : OptionalDouble.empty();
    }

    private List<String> names(JsonNode label) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode category : categories(label)) {
            String key = category.path("name").asText("");
            names.add(keys.name(key.isEmpty() ? category.toString() : key));
        }
        return List.copyOf(names);
    }

    private JsonNode categories(JsonNode label) {
        return response(label).path(job).path("categories");
    }

    /** The API has it as JSON in a text, exports have it as it is. */
    private static JsonNode response(JsonNode label) {
        JsonNode response = label.path("jsonResponse");
        if (!response.isTextual()) {
            return response;
        }
        try {
            return ExportJson.tree(response.asText());
        } catch (IOException e) {
            return response; // it answers nothing
        }
    }

    /** A question that is answered where ours is not; empty if ours is, or none is. */
    private String otherJob(JsonNode label) {
        String other = "";
        for (Map.Entry<String, JsonNode> answer : response(label).properties()) {
            if (answer.getKey().equals(job)) {
                return "";
            }
            other = NO_QUESTIONS.contains(answer.getKey()) ? other : answer.getKey();
        }
        return other;
    }

    private static Instant created(JsonNode label) {
        return Times.instant(label.path("createdAt")).orElse(Instant.EPOCH);
    }

    private static String person(JsonNode label) {
        JsonNode author = label.path("author");
        for (String name : List.of("email", "name", "id")) {
            String value = author.path(name).asText("");
            if (!value.isBlank() && !author.path(name).isNull()) {
                return value;
            }
        }
        return "";
    }
}
