package io.ticketlabeler.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.jdbc.CacheCheck;
import io.ticketlabeler.jdbc.CacheStats;
import io.ticketlabeler.jdbc.JdbcLabelCache;
import io.ticketlabeler.jdbc.LedgerEntry;
import io.ticketlabeler.jdbc.Purge;
import io.ticketlabeler.jdbc.Spending;
import io.ticketlabeler.jdbc.SqliteLabelCache;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks after a file of paid answers. */
@Command(
        name = "cache",
        description = "Looks after a file of paid answers.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(stats | verify | export | purge)")
final class CacheCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Which cache. */
    static final class CacheOption {

        @Option(names = "--cache", required = true, paramLabel = "FILE", description = "e.g. labels.db")
        private Path file = Path.of("");

        JdbcLabelCache open() {
            if (!Files.exists(file)) {
                throw new IllegalArgumentException("--cache " + file + ": there is no such file");
            }
            return SqliteLabelCache.open(file);
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    @Command(
            name = "stats",
            description = "Says how many answers there are, what they and the calls cost, what is unsettled.",
            mixinStandardHelpOptions = true)
    int stats(@Mixin CacheOption cache, @Option(names = "--json", description = "for programs") boolean json)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (JdbcLabelCache open = cache.open()) {
            CacheStats stats = open.stats();
            if (json) {
                out.println(json(stats));
            } else {
                print(stats, out);
            }
        }
        out.flush();
        return Main.ALL_LABELED;
    }

    private static void print(CacheStats stats, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s: %,d answers, %,.1f MB, schema %d%n",
                stats.place(),
                stats.answerCount(),
                stats.bytes().orElse(0) / 1e6,
                stats.schema());
        stats.answers().forEach((model, sum) -> out.printf(Locale.ROOT, "  %-30s %s%n", model, sum(sum, "answers")));
        stats.oldest()
                .ifPresent(oldest -> out.printf(
                        "answered from %s to %s%n", oldest, stats.newest().orElse(oldest)));
        out.printf(Locale.ROOT, "with the ticket's text: %,d%n", stats.texts());
        out.println(stats.calls().isEmpty() ? "calls: none was noted" : "calls:");
        stats.calls()
                .forEach((state, sum) -> out.printf(
                        Locale.ROOT, "  %-30s %s, %,d tickets%n", words(state), sum(sum, "calls"), sum.tickets()));
        out.printf(
                Locale.ROOT,
                "unsettled: %,d tickets were in calls of unknown outcome and have no answer; asking again may pay twice%n",
                stats.unsettled());
        out.printf(Locale.ROOT, "being asked now: %,d tickets%n", stats.claims());
    }

    private static String words(LedgerEntry.State state) {
        return switch (state) {
            case SENT -> "in the air";
            case ANSWERED -> "answered";
            case FAILED -> "failed";
            case UNKNOWN -> "outcome unknown";
        };
    }

    private static String sum(Spending sum, String what) {
        return String.format(
                Locale.ROOT,
                "%,d %s, %,d + %,d tokens, $%.4f%s",
                sum.count(),
                what,
                sum.usage().inputTokens(),
                sum.usage().outputTokens(),
                sum.usage().costUsd().orElse(0),
                sum.unpriced() == 0 ? "" : String.format(Locale.ROOT, " and %,d of unknown price", sum.unpriced()));
    }

    private static String json(CacheStats stats) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("cache", stats.place());
        json.put("schema", stats.schema());
        json.put("bytes", stats.bytes().orElse(0));
        json.put("answers", stats.answerCount());
        ObjectNode models = json.putObject("models");
        stats.answers().forEach((model, sum) -> put(models.putObject(model), sum));
        stats.oldest().ifPresent(oldest -> json.put("oldest", oldest.toString()));
        stats.newest().ifPresent(newest -> json.put("newest", newest.toString()));
        json.put("texts", stats.texts());
        ObjectNode calls = json.putObject("calls");
        for (Map.Entry<LedgerEntry.State, Spending> entry : stats.calls().entrySet()) {
            ObjectNode call = calls.putObject(entry.getKey().name().toLowerCase(Locale.ROOT));
            put(call, entry.getValue());
            call.put("tickets", entry.getValue().tickets());
        }
        json.put("unsettled", stats.unsettled());
        json.put("claims", stats.claims());
        return mapper.writeValueAsString(json);
    }

    private static void put(ObjectNode json, Spending sum) {
        json.put("count", sum.count());
        json.put("prompt_tokens", sum.usage().inputTokens());
        json.put("cached_prompt_tokens", sum.usage().cachedInputTokens());
        json.put("completion_tokens", sum.usage().outputTokens());
        json.put("cost_usd", sum.usage().costUsd().orElse(0));
        json.put("unpriced", sum.unpriced());
    }

    @Command(
            name = "verify",
            description = "Looks at every answer and at the file itself. Exit: 0 all is well, 1 something is damaged.",
            mixinStandardHelpOptions = true)
    int verify(@Mixin CacheOption cache) {
        PrintWriter out = spec.commandLine().getOut();
        CacheCheck check;
        try (JdbcLabelCache open = cache.open()) {
            check = open.verify();
        }
        out.printf(Locale.ROOT, "%,d answers, %,d damaged%n", check.answers(), check.damaged());
        check.examples().forEach(key -> out.println("  damaged: " + key));
        check.problems().forEach(problem -> out.println("  " + problem));
        if (check.damaged() > 0) {
            out.println(
                    "Damaged answers are asked and paid again when they are needed; \"cache purge --damaged\" removes them.");
        }
        if (!check.problems().isEmpty()) {
            out.println("Save what can be read with \"cache export\", move the file away and start with a new one.");
        }
        out.flush();
        return check.isFine() ? Main.ALL_LABELED : Main.FAILED;
    }

    @Command(
            name = "export",
            description = "Writes the answers, or the ledger of calls, as JSON Lines.",
            mixinStandardHelpOptions = true)
    int export(
            @Mixin CacheOption cache,
            @Option(names = "--ledger", description = "the calls instead of the answers") boolean ledger,
            @Option(names = "--out", paramLabel = "FILE", description = "else to standard output") @Nullable Path out)
            throws IOException {
        try (JdbcLabelCache open = cache.open();
                OutputStream stream =
                        out == null ? new FileOutputStream(FileDescriptor.out) : Files.newOutputStream(out);
                Writer writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8))) {
            if (ledger) {
                open.exportLedger(writer);
            } else {
                open.export(writer);
            }
        }
        return Main.ALL_LABELED;
    }

    @Command(
            name = "purge",
            description = "Removes what is named, without asking. Removed answers are paid again when they are needed.",
            mixinStandardHelpOptions = true)
    int purge(
            @Mixin CacheOption cache,
            @Option(names = "--model", paramLabel = "M", description = "answers of this model") @Nullable String model,
            @Option(
                            names = "--older-than",
                            paramLabel = "AGE",
                            description = "answers given before: days, or e.g. PT12H")
                    @Nullable
                    String age,
            @Option(names = "--ledger", description = "--model and --older-than mean calls, not answers")
                    boolean ledger,
            @Option(names = "--damaged", description = "answers that are damaged") boolean damaged,
            @Option(names = "--all", description = "all answers and finished calls") boolean all,
            @Option(names = "--compact", description = "give the room back to the disk") boolean compact) {
        if (model == null && age == null && !damaged && !all) {
            throw new IllegalArgumentException("purge: say what: --model M, --older-than AGE, --damaged or --all");
        }
        Purge selected = ledger ? Purge.calls() : Purge.answers();
        selected = model == null ? selected : selected.ofModel(model);
        selected = age == null ? selected : selected.before(Instant.now().minus(age(age)));
        long answers = 0;
        long calls = 0;
        try (JdbcLabelCache open = cache.open()) {
            if (damaged) {
                answers += open.purge(Purge.damagedAnswers()).answers();
            }
            if (all || model != null || age != null) {
                Purge.Removed removed = open.purge(all ? Purge.everything() : selected);
                answers += removed.answers();
                calls += removed.calls();
            }
            if (compact) {
                open.compact();
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "removed %,d answers and %,d calls%n", answers, calls);
        out.flush();
        return Main.ALL_LABELED;
    }

    private static Duration age(String text) {
        try {
            return text.matches("\\d{1,6}d?")
                    ? Duration.ofDays(Long.parseLong(text.replace("d", "")))
                    : Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("--older-than " + text + ": expected days, e.g. 30, or e.g. PT12H", e);
        }
    }
}
