package io.ticketlabeler.cli;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.ticket.LabelSet;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** One of those that {@code compare} runs, as its options say it. */
@Command(name = "contender")
final class Contender {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @Mixin
    private ModelOptions models = new ModelOptions();

    /** @param options as that command takes them; single quotes keep white space together */
    static TicketLabeler.Builder labeler(String options, LabelSet labels) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(options);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        Contender contender = new Contender();
        CommandLine line = new CommandLine(contender);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        try {
            line.parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new IllegalArgumentException("--contender \"" + options + "\": " + e.getMessage(), e);
        }
        return contender.models.apply(TicketLabeler.builder(), labels);
    }
}
