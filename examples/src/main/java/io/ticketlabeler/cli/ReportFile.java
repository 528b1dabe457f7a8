package io.ticketlabeler.cli;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.export.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code report.json}: what a run did and cost. */
final class ReportFile {

    private ReportFile() {}

    static void write(Path file, RunReport report, TicketLabeler labeler, String input) throws IOException {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("tickets", report.tickets());
        json.put("labeled", report.labeled());
        json.put("abstained", report.abstained());
        json.put("failed", report.failed());
        json.put("cached", report.cached());
        json.put("duplicates", report.duplicates());
        json.put("by_rules", report.byRules());
        json.put("settled", report.settled());
        json.put("shortened", report.shortened());
        json.put("calls", report.calls());
        json.put("failed_calls", report.failedCalls());
        json.put("throttled_calls", report.throttledCalls());
        json.put("unknown_calls", report.unknownCalls());
        json.put("maybe_paid_twice", report.maybePaidTwice());
        json.put("prompt_tokens", report.usage().inputTokens());
        json.put("cached_prompt_tokens", report.usage().cachedInputTokens());
        json.put("completion_tokens", report.usage().outputTokens());
        json.put(
                "cost_usd",
                report.usage().costUsd().isPresent()
                        ? (Double) report.usage().costUsd().getAsDouble()
                        : null);
        json.put("wall_s", report.wall().toMillis() / 1000.0);
        json.put("model", labeler.modelName());
        json.put("prompt", labeler.fingerprint()); // tells prompts and settings apart
        json.put("models", report.models());
        json.put("answered_by", report.answeredBy());
        Map<String, Object> costs = new LinkedHashMap<>();
        report.usages().forEach((model, usage) -> usage.costUsd().ifPresent(usd -> costs.put(model, usd)));
        json.put("cost_usd_by_model", costs);
        json.put("input", input);
        Files.createDirectories(file.toAbsolutePath().getParent());
        StringBuilder text = new StringBuilder();
        pretty(json, "", text);
        Files.writeString(file, text.append('\n'));
    }

    /** One entry a line. */
    private static void pretty(Map<String, ?> map, String indent, StringBuilder to) {
        String separator = "{\n";
        for (Map.Entry<String, ?> entry : map.entrySet()) {
            to.append(separator).append(indent).append("  ");
            JsonText.append(entry.getKey(), to);
            to.append(" : ");
            if (entry.getValue() instanceof Map<?, ?> inner) {
                Map<String, Object> named = new LinkedHashMap<>();
                inner.forEach((name, value) -> named.put(String.valueOf(name), value));
                pretty(named, indent + "  ", to);
            } else {
                JsonText.append(entry.getValue(), to);
            }
            separator = ",\n";
        }
        to.append(map.isEmpty() ? "{ }" : "\n" + indent + "}");
    }
}
