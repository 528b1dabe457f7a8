package io.ticketlabeler.benchmarks;

import io.ticketlabeler.evaluation.Agreement;
import io.ticketlabeler.evaluation.Evaluation;
import io.ticketlabeler.evaluation.EvaluationFile;
import io.ticketlabeler.evaluation.Truth;
import io.ticketlabeler.report.HtmlReport;
import io.ticketlabeler.report.RunFigures;
import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.review.ReviewFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Evaluates a million proposals of 77 labels against as many reviews, of which a tenth have a second opinion, from the files to the
 * report: {@code java -Xmx512m -cp benchmarks/target/benchmarks.jar io.ticketlabeler.benchmarks.EvaluateMillion 1000000 out}. Prints one line
 * for each step, with seconds.
 */
final class EvaluateMillion {

    private EvaluateMillion() {}

    public static void main(String[] args) throws IOException {
        int tickets = Integer.parseInt(args[0]);
        Path out = Files.createDirectories(Path.of(args[1]));
        write(tickets, out);
        long began = System.nanoTime();
        Proposals proposals = Proposals.read(out.resolve("labels.csv"));
        step("proposals read", began, proposals.size());
        Truth truth;
        try (ReviewFile reviews = ReviewFile.read(out.resolve("reviews.csv"))) {
            truth = Truth.of(reviews);
        }
        step("reviews read", began, truth.tickets());
        Evaluation evaluation = Evaluation.of(truth, proposals);
        step("evaluated", began, evaluation.reviewed());
        Agreement agreement = Agreement.of(truth, proposals);
        step("agreement", began, agreement.items());
        EvaluationFile.of(evaluation).agreement(agreement, truth.disputed()).write(out.resolve("evaluation.json"));
        HtmlReport.titled("A million")
                .figures(RunFigures.of(proposals))
                .evaluation(evaluation)
                .agreement(agreement, truth.disputed())
                .write(out.resolve("report.html"));
        step("written", began, Files.size(out.resolve("report.html")));
        System.out.println(evaluation);
    }

    private static void step(String what, long began, long count) {
        System.out.println(
                String.format(Locale.ROOT, "%-16s %10d %7.2f s", what, count, (System.nanoTime() - began) / 1e9));
    }

    private static void write(int tickets, Path out) throws IOException {
        List<String> labels = Corpus.labels();
        SplittableRandom random = new SplittableRandom(1);
        try (Writer proposals = Files.newBufferedWriter(out.resolve("labels.csv"));
                Writer reviews = Files.newBufferedWriter(out.resolve("reviews.csv"))) {
            proposals.write("id,label,confidence\n");
            reviews.write("ticket_id,reviewer,decision,label\n");
            for (int i = 0; i < tickets; i++) {
                String right = labels.get(random.nextInt(labels.size()));
                double confidence = Math.round(1000 * Math.sqrt(random.nextDouble())) / 1000.0;
                String proposed = random.nextDouble() < confidence ? right : labels.get(random.nextInt(labels.size()));
                proposals.write("ZD-" + i + "," + proposed + "," + confidence + "\n");
                reviews.write("ZD-" + i + ",anna,chosen," + right + "\n");
                if (random.nextInt(10) == 0) {
                    String second = random.nextInt(10) == 0 ? proposed : right;
                    reviews.write("ZD-" + i + ",björn,chosen," + second + "\n");
                }
            }
        }
    }
}
