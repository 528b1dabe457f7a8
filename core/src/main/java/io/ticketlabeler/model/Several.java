package io.ticketlabeler.model;

import io.ticketlabeler.prompt.PromptStrategy;
import io.ticketlabeler.ticket.LabelSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What models have in common that stand for one. */
final class Several {

    private Several() {}

    static String endpoint(List<LabelModel> models) {
        return models.stream().map(LabelModel::endpoint).collect(Collectors.joining(", else "));
    }

    static String name(List<LabelModel> models) {
        return models.stream().map(LabelModel::name).collect(Collectors.joining(", else "));
    }

    static String fingerprint(String kind, List<LabelModel> models) {
        return models.stream()
                .map(LabelModel::fingerprint)
                .map(one -> one.length() + ":" + one) // so that no name can pass for two
                .collect(Collectors.joining("|", kind + "|", ""));
    }

    /** What each of the models can take. */
    static Limits limits(List<LabelModel> models) {
        List<Limits> all = models.stream().map(LabelModel::limits).toList();
        return new Limits(
                all.stream().mapToInt(Limits::maxTickets).min().orElseThrow(),
                all.stream().mapToInt(Limits::maxTicketTokens).min().orElseThrow(),
                all.stream().mapToInt(Limits::maxCallTokens).min().orElseThrow(),
                all.stream().anyMatch(Limits::sharedContext));
    }

    /** The largest of each figure. */
    static CallSize size(List<LabelModel> models, LabelSet labels) {
        return models.stream()
                .map(model -> model.size(labels))
                .reduce(Several::larger)
                .orElseThrow();
    }

    private static CallSize larger(CallSize a, CallSize b) {
        return new CallSize(
                Math.max(a.prefixTokens(), b.prefixTokens()),
                Math.max(a.ticketTokens(), b.ticketTokens()),
                Math.max(a.outputTokens(), b.outputTokens()),
                higher(a.price(), b.price()));
    }

    private static @Nullable Price higher(@Nullable Price a, @Nullable Price b) {
        return a == null || b == null
                ? null
                : new Price(
                        Math.max(a.inputPerMillion(), b.inputPerMillion()),
                        Math.max(a.cachedInputPerMillion(), b.cachedInputPerMillion()),
                        Math.max(a.outputPerMillion(), b.outputPerMillion()));
    }

    /** Those that read a prompt with that one, the others as they are; refuses if none reads one. */
    static List<LabelModel> prompt(List<LabelModel> models, PromptStrategy strategy) {
        List<LabelModel> prompted = new ArrayList<>();
        IllegalArgumentException refused = null;
        int readers = 0;
        for (LabelModel model : models) {
            try {
                prompted.add(model.prompt(strategy));
                readers++;
            } catch (IllegalArgumentException e) {
                refused = e; // reads none
                prompted.add(model);
            }
        }
        if (readers == 0 && refused != null) {
            throw refused;
        }
        return List.copyOf(prompted);
    }
}
