package io.ticketlabeler.cli;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.evaluation.Comparison;
import io.ticketlabeler.evaluation.EvaluationFile;
import io.ticketlabeler.evaluation.Truth;
import io.ticketlabeler.read.LabelFile;
import io.ticketlabeler.read.TicketReader;
import io.ticketlabeler.report.HtmlReport;
import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.review.ReviewFile;
import io.ticketlabeler.run.Budget;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs several models or prompts on the same reviewed tickets. */
@Command(
        name = "compare",
        description = {
            "Labels the same reviewed tickets with several models or prompts, and says which is right how often, at what cost.",
            "A contender is what you would give label, in quotes: --contender \"--provider openai --model gpt-4o-mini --prompt few-shot "
                    + "--examples e.csv\". Tickets that a learned model or a prompt's examples came from flatter it: leave them out."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Budget, limits and cache are for all contenders together. Cost counts what was asked in this run.",
            "Exit: 0 done, 2 bad input, 4 stopped (the same command again goes on if there is a --cache)."
        })
final class CompareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private TicketOptions tickets = new TicketOptions();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(names = "--reviews", required = true, paramLabel = "FILE", description = "CSV with ticket_id,label")
    private Path reviews = Path.of("");

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description = "JSON: [{\"name\":…,\"description\":…}]")
    private Path labels = Path.of("");

    @Option(
            names = "--contender",
            required = true,
            paramLabel = "OPTIONS",
            description = "two or more; options of label that say who answers, in quotes")
    private List<String> contenders = List.of();

    @Option(
            names = "--sample",
            defaultValue = "0",
            paramLabel = "N",
            description = "so many of the reviewed tickets, drawn at random (default: all)")
    private int sample;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "of the sample")
    private long seed = 1;

    @Option(names = "--out", paramLabel = "DIR", description = "also writes report.html and evaluation.json there")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        if (Set.copyOf(contenders).size() < Math.max(2, contenders.size())) {
            throw new IllegalArgumentException(
                    "there is nobody to be compared with; give at least two different contenders");
        }
        LabelSet set = LabelFile.read(labels);
        List<TicketLabeler.Builder> labelers = contenders.stream()
                .map(options -> Contender.labeler(options, set))
                .toList(); // mistakes show before anything is paid
        Truth truth;
        try (ReviewFile file = ReviewFile.read(reviews)) {
            truth = Truth.of(file);
        }
        List<Ticket> drawn = draw(truth);
        Comparison.Builder builder = Comparison.of(truth).seed(seed);
        List<Latency> latencies = new ArrayList<>();
        Budget left = engine.budget();
        try (LabelCache cache = engine.openCache()) {
            for (int i = 0; i < labelers.size(); i++) {
                Latency latency = new Latency();
                Proposals.Builder proposals = Proposals.builder().labelNames(set.names());
                try (TicketLabeler labeler = engine.apply(labelers.get(i).listener(latency), cache)
                        .budget(left)
                        .build()) {
                    RunReport report = labeler.run(drawn, new ProposalSink(proposals));
                    left = left(left, report);
                    builder.add(contenders.get(i), proposals.build(), usdPerThousand(report));
                }
                latencies.add(latency);
            }
        }
        Comparison comparison = builder.build();
        print(comparison, latencies);
        if (out != null) {
            write(out, comparison, latencies);
        }
        return Main.ALL_LABELED;
    }

    private List<Ticket> draw(Truth truth) {
        List<Ticket> reviewed = new ArrayList<>();
        try (TicketReader reader = tickets.open()) {
            while (reader.hasNext()) {
                Ticket ticket = reader.next();
                if (truth.labels(ticket.id()).isPresent()) {
                    reviewed.add(ticket);
                }
            }
        }
        if (reviewed.isEmpty()) {
            throw new IllegalArgumentException(
                    reviews + ": none of its answers belongs to one of the tickets; are the ids the same?");
        }
        Collections.shuffle(reviewed, new Random(seed));
        return sample > 0 && sample < reviewed.size() ? reviewed.subList(0, sample) : reviewed;
    }

    private static Budget left(Budget budget, RunReport report) {
        long used = report.usage().inputTokens() + report.usage().outputTokens();
        Budget tokens = budget.tokens().isPresent()
                ? Budget.tokens(Math.max(0, budget.tokens().getAsLong() - used))
                : Budget.NONE;
        return budget.usd().isEmpty()
                ? tokens
                : tokens.and(Budget.usd(Math.max(
                        0, budget.usd().getAsDouble() - report.usage().costUsd().orElse(0))));
    }

    /** Of the tickets that were not known from an earlier run. */
    private static OptionalDouble usdPerThousand(RunReport report) {
        long asked = report.tickets() - report.cached();
        return asked == 0 || report.usage().costUsd().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(1_000 * report.usage().costUsd().getAsDouble() / asked);
    }

    private void write(Path folder, Comparison comparison, List<Latency> latencies) throws IOException {
        List<Comparison.Contender> all = comparison.contenders();
        HtmlReport report = HtmlReport.titled(
                        "Comparison on " + all.get(0).evaluation().reviewed() + " reviewed tickets")
                .comparison(comparison);
        for (int i = 0; i < all.size(); i++) {
            report.fact(all.get(i).name(), latencies.get(i).toString());
        }
        report.write(folder.resolve("report.html"));
        EvaluationFile.of(all.get(0).evaluation()).comparison(comparison).write(folder.resolve("evaluation.json"));
        spec.commandLine().getOut().println(folder.resolve("report.html"));
    }

    private void print(Comparison comparison, List<Latency> latencies) {
        PrintWriter out = spec.commandLine().getOut();
        for (int i = 0; i < latencies.size(); i++) {
            Comparison.Contender contender = comparison.contenders().get(i);
            out.println((i + 1) + ". " + contender.name());
            out.println("   right: " + contender.evaluation().accuracyOfAll() + " of "
                    + contender.evaluation().reviewed() + " tickets");
            OptionalDouble cost = contender.usdPerThousand();
            out.println("   cost of 1,000 tickets: "
                    + (cost.isPresent() ? String.format(Locale.ROOT, "%.4f USD", cost.getAsDouble()) : "not known")
                    + "; " + latencies.get(i));
        }
        for (Comparison.Duel duel : comparison.duels()) {
            out.println(String.format(
                    Locale.ROOT,
                    "%d against %d: only the first right %d, only the second %d, p = %.3g (McNemar, exact)",
                    contenders.indexOf(duel.one()) + 1,
                    contenders.indexOf(duel.other()) + 1,
                    duel.onlyOne(),
                    duel.onlyOther(),
                    duel.p()));
        }
        if (comparison.duels().size() > 1) {
            out.println(String.format(
                    Locale.ROOT,
                    "with %d pairs, believe a difference when its p is below %.3g",
                    comparison.duels().size(),
                    0.05 / comparison.duels().size()));
        }
        out.flush();
    }
}
