package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of this package share: files written on the spot, and all there is to know after reading one. */
abstract class ReadingTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    /** @param report after the end */
    record Read(List<Ticket> tickets, ReadReport report) {

        Ticket only() {
            assertThat(tickets).hasSize(1);
            return tickets.get(0);
        }

        List<String> ids() {
            return tickets.stream().map(Ticket::id).toList();
        }

        List<String> texts() {
            return tickets.stream().map(Ticket::text).toList();
        }
    }

    Path file(String content) {
        return file(content, StandardCharsets.UTF_8);
    }

    Path file(String content, Charset charset) {
        return file(content.getBytes(charset));
    }

    Path file(byte[] content) {
        try {
            return Files.write(directory.resolve("tickets.export"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Read read(String content) {
        return read(content, ReadOptions.defaults());
    }

    Read read(String content, ReadOptions options) {
        return all(TicketFiles.read(file(content), options));
    }

    static Read all(TicketReader reader) {
        try (reader) {
            List<Ticket> tickets = new ArrayList<>();
            reader.forEachRemaining(tickets::add);
            ReadReport report = reader.report();
            assertThat(report.records())
                    .as("nothing is lost in silence")
                    .isEqualTo(report.tickets() + report.skippedCount() + report.leftOutCount() + report.repeated());
            return new Read(tickets, report);
        }
    }

    TicketFileException failure(String content) {
        return failure(content, ReadOptions.defaults());
    }

    TicketFileException failure(String content, ReadOptions options) {
        return failure(file(content), options);
    }

    static TicketFileException failure(Path file, ReadOptions options) {
        TicketFileException failure =
                catchThrowableOfType(TicketFileException.class, () -> all(TicketFiles.read(file, options)));
        assertThat(failure).as("an error").isNotNull();
        assertThat(failure.file()).isEqualTo(file);
        return failure;
    }

    static ReadOptions format(TicketFormat format) {
        return ReadOptions.builder().format(format).build();
    }

    static ReadOptions skipping() {
        return ReadOptions.builder().onBadRow(ReadOptions.OnBadRow.SKIP).build();
    }
}
