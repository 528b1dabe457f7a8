package io.ticketlabeler.examples;

import io.ticketlabeler.evaluation.Agreement;
import io.ticketlabeler.evaluation.Evaluation;
import io.ticketlabeler.evaluation.Truth;
import io.ticketlabeler.report.HtmlReport;
import io.ticketlabeler.report.RunFigures;
import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.review.ReviewFile;
import java.io.IOException;
import java.nio.file.Path;

/** Compares the run in {@code out} with what people decided, and writes {@code out/report.html}; as the README shows it. */
public final class HowGoodWasIt {

    private HowGoodWasIt() {}

    public static void main(String[] args) throws IOException {
        // README begins
        Proposals proposals = Proposals.read(Path.of("out"));
        try (ReviewFile reviews = ReviewFile.read(Path.of("out/reviews.csv"))) {
            Truth truth = Truth.of(reviews); // several people: the majority; without one, nobody
            Evaluation evaluation = Evaluation.of(truth, proposals);
            HtmlReport.titled("Support tickets, November")
                    .figures(RunFigures.of(proposals))
                    .evaluation(evaluation)
                    .agreement(Agreement.of(truth, proposals), truth.disputed())
                    .write(Path.of("out/report.html"));
        }
        // README ends
    }
}
