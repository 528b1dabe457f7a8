package io.ticketlabeler.evaluation;

import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.export.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * {@code evaluation.json}: all figures for programs, e.g. {@code {"evaluation":1,"reviewed":500,"proposed":470,"accuracy":{"value":0.91,
 * "low":0.88,"high":0.93},…}}. What is not known is {@code null}; a share always comes with its 95 % interval. Holds ticket ids and names
 * of reviewers, never texts. Not thread-safe.
 *
 * <pre>{@code
 * EvaluationFile.of(evaluation).agreement(agreement, truth.disputed()).write(Path.of("out/evaluation.json"));
 * }</pre>
 */
public final class EvaluationFile {

    private static final int VERSION = 1;
    private static final int MOST_PAIRS = 100;
    private static final int MOST_DISPUTED = 10_000;

    private final Map<String, @Nullable Object> json = new LinkedHashMap<>();

    private EvaluationFile() {}

    /** With these figures. */
    public static EvaluationFile of(Evaluation evaluation) {
        EvaluationFile file = new EvaluationFile();
        file.json.put("evaluation", VERSION);
        file.json.putAll(figures(evaluation));
        file.json.put(
                "labels",
                evaluation.labels().stream().map(EvaluationFile::label).toList());
        file.json.put("confusion", confusion(evaluation.confusion()));
        file.json.put(
                "confused_pairs",
                evaluation.confusion().pairs(MOST_PAIRS).stream()
                        .map(EvaluationFile::pair)
                        .toList());
        file.json.put(
                "confidence",
                evaluation.reliability().map(EvaluationFile::reliability).orElse(null));
        return file;
    }

    /** And who agreed with whom; the first 10,000 disputed tickets. */
    public EvaluationFile agreement(Agreement agreement, List<Disagreement> disputed) {
        Map<String, @Nullable Object> part = new LinkedHashMap<>();
        part.put("alpha", orNull(agreement.alpha()));
        part.put("tickets", agreement.items());
        part.put(
                "people",
                agreement.people().stream().map(EvaluationFile::agreed).toList());
        part.put(
                "with_model",
                agreement.withModel().stream().map(EvaluationFile::agreed).toList());
        json.put("agreement", part);
        json.put("disputed_tickets", disputed.size());
        json.put(
                "disputed",
                disputed.stream()
                        .limit(MOST_DISPUTED)
                        .map(EvaluationFile::dispute)
                        .toList());
        return this;
    }

    /** And how each source of a run with several of them did. */
    public EvaluationFile sources(List<SourceScore> sources) {
        json.put(
                "sources",
                sources.stream()
                        .map(each -> {
                            Map<String, @Nullable Object> part = new LinkedHashMap<>();
                            part.put("name", each.name());
                            part.put("tickets", each.tickets());
                            part.put("reviewed", each.reviewed());
                            part.put("accuracy", rate(each.accuracy()));
                            part.put("usd", orNull(each.usd()));
                            return part;
                        })
                        .toList());
        return this;
    }

    /** And several runs side by side. */
    public EvaluationFile comparison(Comparison comparison) {
        List<Object> contenders = new ArrayList<>();
        comparison.contenders().forEach(each -> {
            Map<String, @Nullable Object> part = new LinkedHashMap<>();
            part.put("name", each.name());
            part.putAll(figures(each.evaluation()));
            part.put("usd_per_1000", orNull(each.usdPerThousand()));
            contenders.add(part);
        });
        List<Object> duels = new ArrayList<>();
        comparison.duels().forEach(duel -> {
            Map<String, Object> part = new LinkedHashMap<>();
            part.put("one", duel.one());
            part.put("other", duel.other());
            part.put("only_one_right", duel.onlyOne());
            part.put("only_other_right", duel.onlyOther());
            part.put("p", duel.p());
            duels.add(part);
        });
        json.put("contenders", contenders);
        json.put("pairs", duels);
        return this;
    }

    /** Writes it; the file appears whole or not at all, missing directories are made. */
    public void write(Path file) throws IOException {
        try (WholeFile whole = WholeFile.open(file)) {
            whole.writer().write(JsonText.of(json) + "\n");
            whole.complete();
        }
    }

    private static Map<String, @Nullable Object> figures(Evaluation evaluation) {
        Map<String, @Nullable Object> part = new LinkedHashMap<>();
        part.put("reviewed", evaluation.reviewed());
        part.put("proposed", evaluation.proposed());
        part.put("coverage", rate(evaluation.coverage()));
        part.put("accuracy", rate(evaluation.accuracy()));
        part.put("accuracy_of_all", rate(evaluation.accuracyOfAll()));
        part.put("macro_f1", number(evaluation.macroF1()));
        part.put("micro_f1", number(evaluation.microF1()));
        return part;
    }

    private static Object label(LabelScore score) {
        Map<String, @Nullable Object> part = new LinkedHashMap<>();
        part.put("label", score.label());
        part.put("support", score.support());
        part.put("proposed", score.proposed());
        part.put("precision", rate(score.precision()));
        part.put("recall", rate(score.recall()));
        part.put("f1", number(score.f1()));
        return part;
    }

    private static List<Object> confusion(Confusion confusion) {
        List<Object> cells = new ArrayList<>();
        confusion.eachCell((chosen, proposed, count) -> {
            Map<String, @Nullable Object> part = new LinkedHashMap<>();
            part.put("chosen", chosen.isEmpty() ? null : chosen);
            part.put("proposed", proposed.isEmpty() ? null : proposed);
            part.put("count", count);
            cells.add(part);
        });
        return cells;
    }

    private static Object pair(ConfusedPair pair) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("one", pair.one());
        part.put("other", pair.other());
        part.put("one_as_other", pair.oneAsOther());
        part.put("other_as_one", pair.otherAsOne());
        part.put("share", pair.share());
        part.put("ticket_ids", pair.ticketIds());
        return part;
    }

    private static Object reliability(Reliability reliability) {
        Map<String, @Nullable Object> part = new LinkedHashMap<>();
        part.put("tickets", reliability.tickets());
        part.put("ece", rate(reliability.ece()));
        part.put("brier", reliability.brier());
        part.put("auroc", orNull(reliability.auroc()));
        part.put("aurc", reliability.aurc());
        List<Object> bins = new ArrayList<>();
        reliability.bins().forEach(bin -> {
            Map<String, @Nullable Object> each = new LinkedHashMap<>();
            each.put("tickets", bin.tickets());
            each.put("from", bin.from());
            each.put("to", bin.to());
            each.put("confidence", bin.confidence());
            each.put("accuracy", rate(bin.accuracy()));
            bins.add(each);
        });
        part.put("bins", bins);
        List<Object> curve = new ArrayList<>();
        reliability.riskCoverage().forEach(point -> {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("confidence", point.confidence());
            each.put("coverage", point.coverage());
            each.put("risk", point.risk());
            curve.add(each);
        });
        part.put("risk_coverage", curve);
        return part;
    }

    private static Object agreed(AgreedPair pair) {
        Map<String, @Nullable Object> part = new LinkedHashMap<>();
        part.put("one", pair.one());
        part.put("other", pair.other());
        part.put("tickets", pair.tickets());
        part.put("observed", rate(pair.observed()));
        part.put("by_chance", pair.byChance());
        part.put("kappa", orNull(pair.kappa()));
        return part;
    }

    private static Object dispute(Disagreement each) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("ticket_id", each.ticketId());
        part.put("answers", each.answers());
        part.put("settled", each.settled());
        return part;
    }

    private static @Nullable Object rate(Rate rate) {
        if (!rate.isKnown()) {
            return null;
        }
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("value", rate.value());
        part.put("low", rate.low());
        part.put("high", rate.high());
        return part;
    }

    private static @Nullable Double number(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
