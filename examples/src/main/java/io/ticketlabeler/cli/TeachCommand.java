package io.ticketlabeler.cli;

import io.ticketlabeler.evaluation.Truth;
import io.ticketlabeler.read.TicketReader;
import io.ticketlabeler.review.ReviewFile;
import io.ticketlabeler.teach.ReviewedExamples;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes examples of what people decided. */
@Command(
        name = "teach",
        description = {
            "Adds reviewed tickets to a file of examples, for label --examples FILE (with --prompt few-shot or nearest, or offline).",
            "Only settled answers of people become examples. The file keeps who decided, when and where; its version is part of the prompt."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit: 0 done, 2 bad input, 3 done, but no review of these tickets became an example."})
final class TeachCommand implements Callable<Integer> {

    @Mixin
    private TicketOptions tickets = new TicketOptions();

    @Option(names = "--reviews", required = true, paramLabel = "FILE", description = "what pull wrote, or id,label")
    private Path reviews = Path.of("");

    @Option(
            names = "--examples",
            required = true,
            paramLabel = "FILE",
            description = "examples.jsonl; made if it is not there")
    private Path examples = Path.of("");

    @Option(
            names = "--tool",
            defaultValue = "",
            description = "where people decided, e.g. label-studio; kept beside each example")
    private String tool = "";

    @Override
    public Integer call() throws IOException {
        Truth truth = truth(reviews);
        ReviewedExamples before = Files.exists(examples) ? ReviewedExamples.read(examples) : ReviewedExamples.none();
        Map<String, String> texts = texts(truth);
        ReviewedExamples after = before.with(truth, id -> Optional.ofNullable(texts.get(id)), tool);
        after.write(examples);
        System.out.println(examples + ": " + after + " (" + before.size() + " before; "
                + truth.settled().size() + " tickets are settled by people, " + texts.size()
                + " of them are among the tickets)");
        return texts.isEmpty() ? Main.SOME_LEFT : Main.ALL_LABELED;
    }

    static Truth truth(Path file) {
        try (ReviewFile reviews = ReviewFile.read(file)) {
            return Truth.of(reviews);
        }
    }

    private Map<String, String> texts(Truth truth) {
        Set<String> wanted = new HashSet<>(truth.settled());
        Map<String, String> texts = new HashMap<>();
        try (TicketReader reader = tickets.open()) {
            while (reader.hasNext()) {
                Ticket ticket = reader.next();
                if (wanted.contains(ticket.id())) {
                    texts.put(ticket.id(), ticket.text());
                }
            }
        }
        return texts;
    }
}
