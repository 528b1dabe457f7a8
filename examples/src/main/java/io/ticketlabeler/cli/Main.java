package io.ticketlabeler.cli;

import io.ticketlabeler.RunStoppedException;
import io.ticketlabeler.read.TicketFileException;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code java -jar ticketlabeler.jar}: see {@code --help}. */
@Command(
        name = "ticketlabeler",
        description = "Pre-labels support tickets and writes them for review in Label Studio, doccano and Kili.",
        mixinStandardHelpOptions = true,
        version = "0.1.0-SNAPSHOT")
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

    /** In the order in which help shows them. */
    private static final List<String> COMMANDS = List.of(
            "tickets",
            "label",
            "push",
            "pull",
            "train",
            "compare",
            "teach",
            "evaluate",
            "plan-review",
            "certify",
            "watch",
            "rules",
            "serve",
            "demo",
            "cache");

    private Main() {}

    public static void main(String[] args) {
        System.setProperty("OPT_OUT_TRACKING", "true"); // the tokenizer library of the offline model would call home
        HeadStart.begin(args);
        System.exit(commandLine(args).execute(args));
    }

    /** With all commands. */
    static CommandLine commandLine() {
        return commandLine(new String[0]);
    }

    /** With the command that the arguments begin with; with all of them if that is none, so that help and errors are complete. */
    static CommandLine commandLine(String... args) {
        Class<?> only = args.length == 0 ? null : command(args[0]);
        CommandLine line = new CommandLine(new Main());
        if (only == null) {
            COMMANDS.forEach(name -> line.addSubcommand(Objects.requireNonNull(command(name), name)));
        } else {
            line.addSubcommand(only);
        }
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

    /** Looking at the options of one class takes 30 ms in a JVM that has just begun, so no other is touched. */
    private static @Nullable Class<?> command(String name) {
        return switch (name) {
            case "tickets" -> TicketsCommand.class;
            case "label" -> LabelCommand.class;
            case "push" -> PushCommand.class;
            case "pull" -> PullCommand.class;
            case "train" -> TrainCommand.class;
            case "compare" -> CompareCommand.class;
            case "teach" -> TeachCommand.class;
            case "evaluate" -> EvaluateCommand.class;
            case "plan-review" -> PlanReviewCommand.class;
            case "certify" -> CertifyCommand.class;
            case "watch" -> WatchCommand.class;
            case "rules" -> RulesCommand.class;
            case "serve" -> ServeCommand.class;
            case "demo" -> DemoCommand.class;
            case "cache" -> CacheCommand.class;
            default -> null;
        };
    }

    private static int unexpected(Exception exception) {
        exception.printStackTrace(); // a mistake of ours: whoever reports it needs the place
        return FAILED;
    }
}
