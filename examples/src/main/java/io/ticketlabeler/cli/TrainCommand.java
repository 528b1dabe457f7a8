package io.ticketlabeler.cli;

import io.ticketlabeler.evaluation.Truth;
import io.ticketlabeler.learned.LearnedLabelModel;
import io.ticketlabeler.learned.LearnedTraining;
import io.ticketlabeler.model.Bound;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.read.LabelFile;
import io.ticketlabeler.read.TicketReader;
import io.ticketlabeler.review.ReviewFile;
import io.ticketlabeler.ticket.Label;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Learns from what people decided. */
@Command(
        name = "train",
        description = {
            "Learns from reviewed tickets and writes a model, for label --provider learned or cascade.",
            "The reviews need the columns ticket_id (or id) and label; pull writes them. Some 10 a label are good."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit: 0 done, 2 bad input."})
final class TrainCommand implements Callable<Integer> {

    @Mixin
    private TicketOptions tickets = new TicketOptions();

    @Option(names = "--reviews", required = true, paramLabel = "FILE", description = "CSV with ticket_id,label")
    private Path reviews = Path.of("");

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description = "JSON: [{\"name\":…,\"description\":…}]")
    private Path labels = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "where the model goes")
    private Path out = Path.of("");

    @Option(names = "--words-only", description = "without the embedding model, which knows English only")
    private boolean wordsOnly;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "of the cross-validation")
    private long seed = 1;

    @Override
    public Integer call() throws IOException {
        LabelSet set = LabelFile.read(labels);
        List<Example> reviewed = reviewed(set);
        LearnedTraining training = LearnedTraining.start().seed(seed);
        LearnedLabelModel model =
                (wordsOnly ? training : training.vectors(new MiniLm(), MiniLm.IDENTITY)).train(reviewed);
        model.save(out);
        System.out.println(reviewed.size() + " reviewed tickets: " + model);
        model.accuracies()
                .forEach((kind, accuracy) -> System.out.println("right in the cross-validation by " + kind + ": "
                        + Math.round(1_000 * accuracy) / 10.0 + " %"));
        System.out.println("for 92 % at a risk of 5 % it " + Bound.of(model.heldOut(), 0.92, 0.05));
        return Main.ALL_LABELED;
    }

    private List<Example> reviewed(LabelSet set) {
        Truth truth;
        try (ReviewFile file = ReviewFile.read(reviews)) {
            truth = Truth.of(file);
        }
        List<Example> reviewed = new ArrayList<>();
        try (TicketReader reader = tickets.open()) {
            while (reader.hasNext()) {
                Ticket ticket = reader.next();
                truth.labels(ticket.id()).ifPresent(said -> reviewed.add(new Example(ticket.text(), ofSet(said, set))));
            }
        }
        if (reviewed.isEmpty()) {
            throw new IllegalArgumentException(
                    reviews + ": none of its answers belongs to one of the tickets; are the ids the same?");
        }
        return reviewed;
    }

    private List<String> ofSet(List<String> said, LabelSet set) {
        return said.stream()
                .map(name -> {
                    Optional<Label> label = set.resolve(name);
                    return label.orElseThrow(() -> new IllegalArgumentException(reviews + ": the label \"" + name
                                    + "\" is none of the " + set.names().size() + " labels of " + labels
                                    + "; add it there, or map it with an alias"))
                            .name();
                })
                .toList();
    }
}
