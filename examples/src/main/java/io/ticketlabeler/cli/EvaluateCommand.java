package io.ticketlabeler.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.evaluation.Agreement;
import io.ticketlabeler.evaluation.Calibrator;
import io.ticketlabeler.evaluation.CalibratorFile;
import io.ticketlabeler.evaluation.Comparison;
import io.ticketlabeler.evaluation.ConfusedPair;
import io.ticketlabeler.evaluation.Evaluation;
import io.ticketlabeler.evaluation.EvaluationFile;
import io.ticketlabeler.evaluation.LabelDrift;
import io.ticketlabeler.evaluation.Truth;
import io.ticketlabeler.export.SpreadsheetSafe;
import io.ticketlabeler.read.CsvTable;
import io.ticketlabeler.report.CertifiedPoint;
import io.ticketlabeler.report.HtmlReport;
import io.ticketlabeler.report.RunFigures;
import io.ticketlabeler.report.UncertainTicket;
import io.ticketlabeler.review.Certificate;
import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.review.ReviewFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares a run with what people decided, and writes the report. */
@Command(
        name = "evaluate",
        description = {
            "Says how good a run was, by what people decided, and writes DIR/evaluation.json and DIR/report.html.",
            "The reviews need the columns ticket_id (or id) and label; pull writes them. With --weights the figures speak for the whole run; "
                    + "without, for the reviewed tickets, and for the run only if they are a uniform sample of it."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit: 0 done, 2 bad input, 3 done, but nothing could be compared."})
final class EvaluateCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAIRS_PRINTED = 3;

    @Option(
            names = "--run",
            required = true,
            paramLabel = "DIR",
            description =
                    "what label --out wrote, or a CSV with id,label,confidence; more of them are compared with the first")
    private List<Path> runs = List.of();

    @Option(names = "--reviews", required = true, paramLabel = "FILE", description = "CSV with ticket_id,label")
    private Path reviews = Path.of("");

    @Option(names = "--out", paramLabel = "DIR", description = "where the files go; default: the first run's folder")
    private @Nullable Path out;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description =
                    "CSV with id,weight: how many tickets of the run each reviewed one stands for, 1 / (chance to be reviewed)")
    private @Nullable Path weights;

    @Option(names = "--texts", description = "show the texts of the least sure tickets in the report")
    private boolean texts;

    @Option(
            names = "--before",
            paramLabel = "DIR",
            description = "an earlier run, to see whether the mix of labels drifts")
    private @Nullable Path before;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description =
                    "the certificate.json that certify wrote for the first run: its words, and its place on the curve")
    private @Nullable Path certificate;

    @Option(
            names = "--write-calibrator",
            paramLabel = "FILE",
            description = "fit a calibrator on these reviews; judge it by others")
    private @Nullable Path calibrator;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "of the bootstrap (default: 1)")
    private long seed;

    @Override
    public Integer call() throws IOException {
        Path run = runs.get(0);
        Truth truth = truth();
        Proposals labels = Proposals.read(run);
        Evaluation evaluation = Evaluation.of(truth, labels, weights(), seed);
        if (evaluation.reviewed() == 0) {
            System.err.println("none of the " + truth.tickets() + " answered tickets is settled and part of " + run
                    + "; check that both have the same ticket ids");
            return Main.SOME_LEFT;
        }
        Agreement agreement = Agreement.of(truth, labels);
        RunFigures figures = RunFigures.of(labels);
        EvaluationFile file = EvaluationFile.of(evaluation).agreement(agreement, truth.disputed());
        HtmlReport report = HtmlReport.titled("Evaluation of " + named(run))
                .figures(figures)
                .evaluation(evaluation)
                .agreement(agreement, truth.disputed());
        facts(report, run);
        if (certificate != null) {
            report.certified(CertifiedPoint.of(Certificate.read(certificate), labels));
        }
        if (runs.size() > 1) {
            Comparison comparison = compare(truth, labels);
            file.comparison(comparison);
            report.comparison(comparison);
        }
        if (before != null) {
            report.drift(
                    LabelDrift.between(RunFigures.of(Proposals.read(before)).labels(), figures.labels()));
        }
        if (texts) {
            report.texts(texts(run, figures.uncertain()));
        }
        Path folder = out != null ? out : folder(run);
        file.write(folder.resolve("evaluation.json"));
        report.write(folder.resolve("report.html"));
        if (calibrator != null) {
            Calibrator fitted = evaluation.calibrator();
            CalibratorFile.write(calibrator, fitted);
            System.out.println(calibrator + ": " + fitted);
        }
        print(truth, evaluation, agreement);
        System.out.println(folder.resolve("report.html"));
        return Main.ALL_LABELED;
    }

    private Truth truth() {
        try (ReviewFile file = ReviewFile.read(reviews)) {
            return Truth.of(file);
        }
    }

    private ToDoubleFunction<String> weights() {
        if (weights == null) {
            return id -> 1;
        }
        Map<String, Double> byId = new HashMap<>();
        try (CsvTable table = CsvTable.open(weights, "id", "ticket_id", "weight")) {
            int id = table.required("ticket_id", "id");
            int weight = table.required("weight");
            while (table.hasNext()) {
                CsvTable.Row row = table.next();
                try {
                    byId.put(
                            SpreadsheetSafe.restore(row.cell(id)),
                            Double.parseDouble(row.cell(weight).strip()));
                } catch (NumberFormatException e) {
                    throw row.failure(weight, "the weight is no number; correct it");
                }
            }
        }
        return id -> {
            Double weight = byId.get(id);
            if (weight == null || !(weight > 0)) {
                throw new IllegalArgumentException(
                        weights + " has no weight above 0 for ticket " + id + "; add it, or remove its review");
            }
            return weight;
        };
    }

    private static void print(Truth truth, Evaluation evaluation, Agreement agreement) {
        System.out.println(evaluation);
        evaluation.reliability().ifPresent(System.out::println);
        if (agreement.items() > 0) {
            System.out.println(agreement);
        }
        if (truth.unsettled() > 0) {
            System.out.println(
                    truth.unsettled() + " tickets without a majority count nowhere; evaluation.json lists them");
        }
        for (ConfusedPair pair : evaluation.confusion().pairs(PAIRS_PRINTED)) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "often confused: %s and %s (%.0f), e.g. %s",
                    pair.one(),
                    pair.other(),
                    pair.count(),
                    String.join(", ", pair.ticketIds())));
        }
    }

    private Comparison compare(Truth truth, Proposals first) throws IOException {
        Comparison.Builder builder = Comparison.of(truth).seed(seed);
        for (Path run : runs) {
            builder.add(run.toString(), run.equals(runs.get(0)) ? first : Proposals.read(run), usdPerThousand(run));
        }
        return builder.build();
    }

    private static Path folder(Path run) {
        return Files.isDirectory(run) ? run : run.resolveSibling("");
    }

    private static String named(Path run) {
        Path name = run.toAbsolutePath().normalize().getFileName();
        return name == null ? run.toString() : name.toString();
    }

    private static @Nullable JsonNode reportOf(Path run) throws IOException {
        Path file = run.resolve("report.json");
        return Files.isRegularFile(file) ? JSON.readTree(file.toFile()) : null;
    }

    /** What the tickets cost that were asked; those from the cache were paid by an earlier run. */
    private static OptionalDouble usdPerThousand(Path run) throws IOException {
        JsonNode report = reportOf(run);
        if (report == null || !report.path("cost_usd").isNumber()) {
            return OptionalDouble.empty();
        }
        long asked = report.path("tickets").asLong() - report.path("cached").asLong();
        return asked <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(1_000 * report.path("cost_usd").asDouble() / asked);
    }

    private static void facts(HtmlReport to, Path run) throws IOException {
        JsonNode report = reportOf(run);
        if (report == null) {
            return;
        }
        to.fact("Model", report.path("model").asText());
        to.fact("Tickets read", report.path("input").asText());
        fact(to, "Labelled", report, "labeled");
        fact(to, "Left to people", report, "abstained");
        fact(to, "Failed", report, "failed");
        fact(to, "From the cache", report, "cached");
        fact(to, "Calls", report, "calls");
        fact(to, "Prompt tokens", report, "prompt_tokens");
        fact(to, "Completion tokens", report, "completion_tokens");
        to.fact(
                "Cost",
                report.path("cost_usd").isNumber()
                        ? String.format(
                                Locale.ROOT, "%.4f USD", report.path("cost_usd").asDouble())
                        : "not known");
        OptionalDouble each = usdPerThousand(run);
        if (each.isPresent()) {
            to.fact("Cost of 1,000 tickets", String.format(Locale.ROOT, "%.4f USD", each.getAsDouble()));
        }
        to.fact(
                "Time",
                String.format(Locale.ROOT, "%.1f s", report.path("wall_s").asDouble()));
    }

    private static void fact(HtmlReport to, String name, JsonNode report, String field) {
        if (report.path(field).isNumber()) {
            to.fact(name, String.format(Locale.ROOT, "%,d", report.path(field).asLong()));
        }
    }

    /** Texts of these tickets only, from the run's {@code doccano/tickets.jsonl}; stops when all are found. */
    private static Map<String, String> texts(Path run, List<UncertainTicket> tickets) throws IOException {
        Path file = run.resolve("doccano").resolve("tickets.jsonl");
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    "--texts: " + file + " is not there; texts come from the folder that label --out wrote");
        }
        Set<String> wanted = new HashSet<>();
        tickets.forEach(ticket -> wanted.add(ticket.ticketId()));
        Map<String, String> found = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine();
                    line != null && found.size() < wanted.size();
                    line = lines.readLine()) {
                JsonNode row = JSON.readTree(line);
                String id = row.path("id").asText();
                if (wanted.contains(id)) {
                    found.put(id, row.path("text").asText());
                }
            }
        }
        return found;
    }
}
