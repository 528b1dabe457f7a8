package io.ticketlabeler.cli;

import io.ticketlabeler.evaluation.Truth;
import io.ticketlabeler.read.LabelFile;
import io.ticketlabeler.read.TicketReader;
import io.ticketlabeler.review.ReviewFile;
import io.ticketlabeler.rules.RuleFile;
import io.ticketlabeler.rules.RuleReport;
import io.ticketlabeler.rules.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at labelling rules. */
@Command(
        name = "rules",
        description = "Says what labelling rules do on tickets.",
        mixinStandardHelpOptions = true,
        subcommands = RulesCommand.Report.class)
final class RulesCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    /** The table of weak supervision. */
    @Command(
            name = "report",
            description = {
                "For each rule: the labels it votes for, its share of the tickets (coverage), where others vote, too (overlaps), and for",
                "another label (conflicts); with --reviews how often it is right on the reviewed ones."
            },
            mixinStandardHelpOptions = true,
            footer = {"", "Exit: 0 done, 2 bad input."})
    static final class Report implements Callable<Integer> {

        @Mixin
        private TicketOptions tickets = new TicketOptions();

        @Option(names = "--rules", required = true, paramLabel = "FILE", description = "rules.yaml or rules.json")
        private Path rules = Path.of("");

        @Option(
                names = "--labels",
                paramLabel = "FILE",
                description = "JSON; every rule must be for one of these labels")
        private @Nullable Path labels;

        @Option(names = "--reviews", paramLabel = "FILE", description = "CSV with ticket_id (or id) and label")
        private @Nullable Path reviews;

        @Option(names = "--out", paramLabel = "FILE", description = "the table as CSV, with all digits")
        private @Nullable Path out;

        @Override
        public Integer call() throws IOException {
            Rules read = labels == null ? RuleFile.read(rules) : RuleFile.read(rules, LabelFile.read(labels));
            RuleReport report;
            try (TicketReader reader = tickets.open()) {
                if (reviews == null) {
                    report = RuleReport.of(read, reader);
                } else {
                    Truth truth = truth(reviews);
                    report = RuleReport.of(read, reader, truth::labels);
                    if (report.reviewed() == 0) {
                        System.err.println("none of the " + truth.tickets() + " reviewed tickets in " + reviews
                                + " is among the tickets; check that both have the same ids");
                    }
                }
            }
            System.out.print(report.table());
            if (out != null) {
                report.write(out);
            }
            return Main.ALL_LABELED;
        }

        private static Truth truth(Path file) {
            try (ReviewFile reviewed = ReviewFile.read(file)) {
                return Truth.of(reviewed);
            }
        }
    }
}
