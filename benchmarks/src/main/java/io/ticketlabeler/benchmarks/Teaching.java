package io.ticketlabeler.benchmarks;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.evaluation.Evaluation;
import io.ticketlabeler.evaluation.Truth;
import io.ticketlabeler.export.CsvExporter;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.review.Review;
import io.ticketlabeler.run.Settled;
import io.ticketlabeler.teach.Relabelling;
import io.ticketlabeler.teach.ReviewedExamples;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What reviews teach the offline model: some tickets are reviewed, become examples, and the rest is labelled again, three times over with
 * other tickets (seeds 1 to 3). Judged by the tickets that nobody reviewed:
 * {@code java -cp benchmarks/target/benchmarks.jar io.ticketlabeler.benchmarks.Teaching ../shared/data banking77}.
 */
final class Teaching {

    private static final int[] REVIEWS = {100, 300, 600, 1000};
    private static final int SEEDS = 3;

    private Teaching() {}

    public static void main(String[] args) throws IOException {
        Labelled data = Labelled.read(Path.of(args[0]), args[1]);
        Path folder = Files.createTempDirectory("teaching");
        LabelModel model = Labelled.offline();
        Proposals first = run(data, model, MemoryLabelCache.create(), Settled.NOTHING, folder)
                .proposals();
        System.out.println("reviews  seed  asked again  asked a third time  right before  right after");
        for (int reviews : REVIEWS) {
            for (int seed = 1; seed <= SEEDS; seed++) {
                again(data, first, reviews, seed, folder);
            }
        }
    }

    private static void again(Labelled data, Proposals first, int reviews, int seed, Path folder) throws IOException {
        List<Ticket> order = new ArrayList<>(data.tickets());
        Collections.shuffle(order, new Random(seed));
        Truth read = truth(data, order.subList(0, reviews));
        Truth rest = truth(data, order.subList(reviews, order.size()));
        Map<String, String> texts = new HashMap<>();
        data.tickets().forEach(ticket -> texts.put(ticket.id(), ticket.text()));
        ReviewedExamples examples = ReviewedExamples.none().with(read, id -> Optional.ofNullable(texts.get(id)), "");
        LabelModel taught = Labelled.offline().examples(examples.examples());
        Relabelling settled = Relabelling.of(data.labels(), first, read);
        LabelCache cache = MemoryLabelCache.create();
        Run second = run(data, taught, cache, settled, folder);
        Run third = run(data, taught, cache, settled, folder);
        System.out.println(String.format(
                Locale.ROOT,
                "%7d  %4d  %11d  %18d  %12.3f  %11.3f",
                reviews,
                seed,
                asked(second.report()),
                asked(third.report()),
                Evaluation.of(rest, first).accuracy().value(),
                Evaluation.of(rest, second.proposals()).accuracy().value()));
    }

    private static long asked(RunReport report) {
        return report.tickets() - report.settled() - report.cached() - report.duplicates();
    }

    private static Truth truth(Labelled data, List<Ticket> tickets) {
        return Truth.of(tickets.stream()
                .map(ticket -> Review.of(ticket.id(), "people", Decision.CHOSEN, List.of(data.right(ticket.id()))))
                .iterator());
    }

    private record Run(RunReport report, Proposals proposals) {}

    private static Run run(Labelled data, LabelModel model, LabelCache cache, Settled settled, Path folder) {
        Path file = folder.resolve("labels.csv");
        try (TicketLabeler labeler = TicketLabeler.builder()
                .labels(data.labels())
                .model(model)
                .cache(cache)
                .build()) {
            RunReport report = labeler.run(data.tickets().iterator(), settled, CsvExporter.to(file));
            return new Run(report, Proposals.read(file));
        }
    }
}
