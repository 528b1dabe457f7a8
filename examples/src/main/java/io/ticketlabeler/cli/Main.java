package io.ticketlabeler.cli;

import io.ticketlabeler.RunStoppedException;
import io.ticketlabeler.read.TicketFileException;
import io.ticketlabeler.ticket.TicketLabelerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code java -jar ticketlabeler.jar}: see {@code --help}. */
@Command(
        name = "ticketlabeler",
        description = "Pre-labels support tickets and writes them for review in Label Studio, doccano and Kili.",
        mixinStandardHelpOptions = true,
        version = "0.1.0-SNAPSHOT",
        subcommands = {
            TicketsCommand.class,
            LabelCommand.class,
            PushCommand.class,
            PullCommand.class,
            TrainCommand.class,
            CompareCommand.class,
            TeachCommand.class,
            EvaluateCommand.class,
            PlanReviewCommand.class,
            CertifyCommand.class,
            WatchCommand.class,
            RulesCommand.class,
            ServeCommand.class,
            DemoCommand.class,
            CacheCommand.class
        })
public final class Main {

    /** All tickets have a label. */
    static final int ALL_LABELED = 0;

    /** Something went wrong that is none of the cases below. */
    static final int FAILED = 1;

    /** Wrong options, or a file that cannot be read. */
    static final int BAD_INPUT = 2;

    /** The run is finished, and some tickets are left to people. */
    static final int SOME_LEFT = 3;

    /** The run was stopped; running it again goes on. */
    static final int STOPPED = 4;

    private Main() {}

    public static void main(String[] args) {
        System.setProperty("OPT_OUT_TRACKING", "true"); // the tokenizer library of the offline model would call home
        HeadStart.begin(args);
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            command.getErr().println("ticketlabeler: " + exception.getMessage());
            if (exception instanceof RunStoppedException) {
                return exception.getCause() instanceof TicketLabelerException ? STOPPED : unexpected(exception);
            }
            boolean badInput =
                    exception instanceof TicketFileException || exception instanceof IllegalArgumentException;
            return badInput ? BAD_INPUT : exception instanceof TicketLabelerException ? FAILED : unexpected(exception);
        });
        return line;
    }

    private static int unexpected(Exception exception) {
        exception.printStackTrace(); // a mistake of ours: whoever reports it needs the place
        return FAILED;
    }
}
