package io.ticketlabeler.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code report.json}: what a run did and cost. */
final class ReportFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReportFile() {}

    static void write(Path file, RunReport report, TicketLabeler labeler, String input) throws IOException {
        ObjectNode json = JSON.createObjectNode();
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
        if (report.usage().costUsd().isPresent()) {
            json.put("cost_usd", report.usage().costUsd().getAsDouble());
        } else {
            json.putNull("cost_usd");
        }
        json.put("wall_s", report.wall().toMillis() / 1000.0);
        json.put("model", labeler.modelName());
        json.put("prompt", labeler.fingerprint()); // tells prompts and settings apart
        ObjectNode models = json.putObject("models");
        report.models().forEach(models::put);
        ObjectNode answeredBy = json.putObject("answered_by");
        report.answeredBy().forEach(answeredBy::put);
        ObjectNode costs = json.putObject("cost_usd_by_model");
        report.usages().forEach((model, usage) -> usage.costUsd().ifPresent(usd -> costs.put(model, usd)));
        json.put("input", input);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, json.toPrettyString() + "\n");
    }
}
