package io.ticketlabeler.kili;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.contract.testbed.AnyRun;
import io.ticketlabeler.contract.testbed.LabeledTickets;
import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Review;
import io.ticketlabeler.review.Reviews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever the tickets are: what people confirm comes back as what was proposed, for the ticket that it was proposed for. */
class RoundTripTest {

    @Property(tries = 150)
    void whatIsConfirmedComesBack(@ForAll long seed, @ForAll boolean multiple) throws IOException {
        Path directory = Files.createTempDirectory("kili");
        try {
            LabeledTickets run = AnyRun.of(seed, multiple);
            run.exportTo(KiliExporter.to(directory));
            WrittenRun written = WrittenRun.in(directory);
            Path export = Files.writeString(directory.resolve("data.json"), written.confirmed("DEFAULT"));

            List<Review> withRun = read(KiliReviews.of(run.labels()).run(KiliRun.of(directory)), export);
            List<Review> alone = read(KiliReviews.of(run.labels()), export);

            assertThat(written.assets()).hasSameSizeAs(run.tickets());
            assertThat(withRun).hasSameSizeAs(run.tickets());
            assertThat(alone).hasSameSizeAs(run.tickets());
            for (int i = 0; i < run.tickets().size(); i++) {
                List<String> names = run.names(i);
                String id = run.tickets().get(i).id();
                assertThat(withRun.get(i).ticketId()).isEqualTo(id);
                assertThat(withRun.get(i).labels()).isEqualTo(names);
                assertThat(withRun.get(i).proposed()).isEqualTo(names);
                assertThat(withRun.get(i).decision()).isEqualTo(names.isEmpty() ? Decision.EMPTY : Decision.ACCEPTED);
                assertThat(alone.get(i).ticketId()).isEqualTo(id);
                assertThat(alone.get(i).labels()).isEqualTo(names);
                assertThat(alone.get(i).decision()).isEqualTo(names.isEmpty() ? Decision.EMPTY : Decision.CHOSEN);
            }
        } finally {
            remove(directory);
        }
    }

    private static List<Review> read(KiliReviews reader, Path export) {
        List<Review> all = new ArrayList<>();
        try (Reviews reviews = reader.read(export)) {
            reviews.forEachRemaining(all::add);
            assertThat(reviews.report().notes()).isEmpty();
            assertThat(reviews.report().unknownLabels()).isEmpty();
        }
        return all;
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
