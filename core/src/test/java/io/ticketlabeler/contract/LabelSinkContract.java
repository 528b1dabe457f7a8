package io.ticketlabeler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link LabelSink} that writes files keeps to. Extend it to test your own:
 *
 * <pre>{@code
 * class MySinkTest extends LabelSinkContract {
 *     @Override
 *     protected LabelSink sinkInto(Path directory) {
 *         return new MySink(directory.resolve("my.txt"));
 *     }
 *
 *     @Override
 *     protected List<Written> readBack(Path directory) throws IOException {
 *         return parse(directory.resolve("my.txt")); // in file order
 *     }
 * }
 * }</pre>
 *
 * <p>A sink may keep hidden files (names that start with a dot) while it is open; when it is closed they are gone.
 */
public abstract class LabelSinkContract {

    private static final LabelSet SINGLE = LabelSet.builder()
            .add("Bug", "Something <is> \"broken\" & smokes")
            .add("Q & A")
            .add("<b>\"urgent\"</b>")
            .add("Größe 😀")
            .add("فاتورة")
            .add("=cmd")
            .add("$text {{ text }}")
            .add("a,b;c#d")
            .add("it's")
            .allowNone()
            .build();
    private static final LabelSet MULTIPLE = multiple(SINGLE);
    private static final Provenance MODEL = new Provenance(Provenance.Source.MODEL, "some-model-2026", false);

    @TempDir
    Path temporary = Path.of("");

    private Path directory = Path.of("");

    /** A new, unopened sink that writes one or more files into an existing directory, always under the same names. */
    protected abstract LabelSink sinkInto(Path directory);

    /** What the files of a completed run say, in file order. */
    protected abstract List<Written> readBack(Path directory) throws IOException;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createDirectory(temporary.resolve("out"));
    }

    @Test
    void ticketsStandInInputOrder() throws IOException {
        List<Ticket> tickets = IntStream.of(10, 9, 100, 1, 2)
                .mapToObj(i -> Ticket.of("ZD-" + i, "text " + i))
                .toList();

        write(SINGLE, tickets);

        assertThat(readBack(directory))
                .extracting(Written::ticketId)
                .containsExactly("ZD-10", "ZD-9", "ZD-100", "ZD-1", "ZD-2");
    }

    @Test
    void tenThousandTicketsArriveAndNoneTwice() throws IOException {
        List<Ticket> tickets = IntStream.range(0, 10_000)
                .mapToObj(i -> new Ticket("ZD-" + i, "text " + i, Map.of("n", "" + i)))
                .toList();

        write(SINGLE, tickets);

        assertThat(readBack(directory))
                .extracting(Written::ticketId)
                .containsExactlyElementsOf(tickets.stream().map(Ticket::id).toList());
    }

    @Test
    void aRunWithoutTicketsLeavesReadableFiles() throws IOException {
        write(SINGLE, List.of());

        assertThat(readBack(directory)).isEmpty();
    }

    @Test
    void nothingIsVisibleBeforeTheRunIsComplete() throws IOException {
        try (LabelSink sink = sinkInto(directory)) {
            sink.open(new RunHeader(SINGLE, "some-model"));
            acceptAll(sink, SINGLE, HostileTickets.all());

            assertThat(visible(directory)).isEmpty();

            sink.complete();

            assertThat(visible(directory)).isNotEmpty();
        }
    }

    @Test
    void nothingIsLeftOfARunThatWasNotCompleted() throws IOException {
        try (LabelSink sink = sinkInto(directory)) {
            sink.open(new RunHeader(SINGLE, "some-model"));
            acceptAll(sink, SINGLE, HostileTickets.all());
        }

        assertThat(contents(directory)).isEmpty();
    }

    @Test
    void aCompletedRunLeavesNoHiddenFiles() throws IOException {
        write(SINGLE, HostileTickets.all());

        assertThat(contents(directory).keySet()).isEqualTo(visible(directory).keySet());
    }

    @Test
    void closingTwiceDoesNoHarm() throws IOException {
        LabelSink discarded = sinkInto(directory);
        discarded.open(new RunHeader(SINGLE, "some-model"));
        discarded.close();
        discarded.close();
        assertThat(contents(directory)).isEmpty();

        LabelSink completed = sinkInto(directory);
        completed.open(new RunHeader(SINGLE, "some-model"));
        completed.complete();
        completed.close();
        completed.close();

        assertThat(readBack(directory)).isEmpty();
    }

    @Test
    void closingASinkThatWasNeverOpenedDoesNoHarm() throws IOException {
        sinkInto(directory).close();

        assertThat(contents(directory)).isEmpty();
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefusedBeforeTheFirstTicket() throws IOException {
        Path file = Files.writeString(temporary.resolve("a file, not a directory"), "");
        try (LabelSink sink = sinkInto(file)) {

            assertThatIOException().isThrownBy(() -> sink.open(new RunHeader(SINGLE, "some-model")));
        }

        assertThat(file).isEmptyFile();
    }

    @Test
    void aDiscardedRunLeavesTheFilesOfTheRunBeforeAlone() throws IOException {
        write(SINGLE, HostileTickets.all());
        Map<String, String> before = contents(directory);

        try (LabelSink sink = sinkInto(directory)) {
            sink.open(new RunHeader(SINGLE, "some-other-model"));
            acceptAll(sink, SINGLE, List.of(Ticket.of("NEW-1", "another run")));
        }

        assertThat(contents(directory)).isEqualTo(before);
    }

    @Test
    void aSecondRunTakesThePlaceOfTheFirst() throws IOException {
        write(SINGLE, HostileTickets.all());

        write(SINGLE, List.of(Ticket.of("NEW-1", "another run")));

        assertThat(readBack(directory)).extracting(Written::ticketId).containsExactly("NEW-1");
    }

    @Test
    void theSameRunGivesTheSameBytes() throws IOException {
        write(SINGLE, HostileTickets.all());
        Map<String, String> first = contents(directory);

        write(SINGLE, HostileTickets.all());

        assertThat(contents(directory)).isEqualTo(first);
    }

    @Test
    void hostileTextsAndLabelsSurviveInSingleChoice() throws IOException {
        write(SINGLE, HostileTickets.all());

        assertSurvived(SINGLE, HostileTickets.all());
    }

    @Test
    void hostileTextsAndLabelsSurviveInMultipleChoice() throws IOException {
        write(MULTIPLE, HostileTickets.all());

        assertSurvived(MULTIPLE, HostileTickets.all());
    }

    @Test
    void hostileIdsSurvive() throws IOException {
        List<Ticket> tickets = Stream.of(
                        "=1+1", "'=1+1", "-5", "a,b;c", " ZD 1 ", "\"q\"", "<&>", "Ticket\n2", "😀", "a\u2028b", "007")
                .map(id -> Ticket.of(id, "text"))
                .toList();

        write(SINGLE, tickets);

        assertSurvived(SINGLE, tickets);
    }

    @Test
    void ticketsThatAbstainedOrFailedStandInTheirPlaceWithoutALabel() throws IOException {
        Ticket unsure = Ticket.of("ZD-1", "hm");
        Ticket fine = Ticket.of("ZD-2", "it smokes");
        Ticket broken = Ticket.of("ZD-3", "x");
        Ticket empty = Ticket.of("ZD-4", "");

        try (LabelSink sink = sinkInto(directory)) {
            sink.open(new RunHeader(SINGLE, "some-model"));
            sink.accept(unsure, new Abstained("ZD-1", "none of the labels fits", MODEL));
            sink.accept(fine, new Labeled("ZD-2", List.of(ScoredLabel.of("Bug")), MODEL));
            sink.accept(
                    broken, new Failed("ZD-3", new TicketLabelerException("the \"provider\" refused,\ntwice"), MODEL));
            sink.accept(empty, new Abstained("ZD-4", "the text is empty", Provenance.NOT_ASKED));
            sink.complete();
        }

        List<Written> written = readBack(directory);
        assertThat(written).extracting(Written::ticketId).containsExactly("ZD-1", "ZD-2", "ZD-3", "ZD-4");
        assertThat(written)
                .extracting(Written::labels)
                .containsExactly(List.of(), List.of("Bug"), List.of(), List.of());
    }

    private void write(LabelSet labels, List<Ticket> tickets) throws IOException {
        try (LabelSink sink = sinkInto(directory)) {
            sink.open(new RunHeader(labels, "some-model"));
            acceptAll(sink, labels, tickets);
            sink.complete();
        }
    }

    private static void acceptAll(LabelSink sink, LabelSet labels, List<Ticket> tickets) throws IOException {
        for (int i = 0; i < tickets.size(); i++) {
            sink.accept(tickets.get(i), outcome(labels, tickets.get(i), i));
        }
    }

    private void assertSurvived(LabelSet labels, List<Ticket> tickets) throws IOException {
        List<Written> written = readBack(directory);
        assertThat(written).hasSameSizeAs(tickets);
        for (int i = 0; i < tickets.size(); i++) {
            Ticket ticket = tickets.get(i);
            assertThat(written.get(i).ticketId()).isEqualTo(ticket.id());
            assertThat(written.get(i).labels())
                    .containsExactlyInAnyOrderElementsOf(
                            outcome(labels, ticket, i).names());
            written.get(i).text().ifPresent(text -> assertThat(text).isEqualTo(ticket.text()));
        }
    }

    /** Goes round the labels; every third one has no confidence, and multiple choice gets one to three labels. */
    private static Labeled outcome(LabelSet labels, Ticket ticket, int i) {
        List<ScoredLabel> scored = new ArrayList<>();
        int count = labels.isMultiple() ? 1 + i % 3 : 1;
        for (int k = 0; k < count; k++) {
            String name = labels.names().get((i + k) % labels.names().size());
            scored.add(i % 3 == 2 ? ScoredLabel.of(name) : ScoredLabel.of(name, (i + k) % 11 / 10.0));
        }
        return new Labeled(ticket.id(), scored, MODEL);
    }

    private static LabelSet multiple(LabelSet single) {
        LabelSet.Builder builder = LabelSet.builder().multiple().allowNone();
        single.labels().forEach(label -> builder.add(label.name(), label.description()));
        return builder.build();
    }

    private static Map<String, String> visible(Path directory) throws IOException {
        Map<String, String> visible = contents(directory);
        visible.keySet().removeIf(name -> name.startsWith("."));
        return visible;
    }

    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> contents = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                contents.put(
                        file.getFileName().toString(),
                        Files.isDirectory(file) ? "a directory" : Files.readString(file));
            }
        }
        return contents;
    }
}
