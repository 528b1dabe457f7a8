package io.ticketlabeler.cli;

import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.read.ReadOptions;
import io.ticketlabeler.read.TicketFiles;
import io.ticketlabeler.read.TicketReader;
import io.ticketlabeler.teach.ReviewedExamples;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The examples of a file: what {@code teach} wrote, or a table with text and label.
 *
 * @param examples in order
 * @param reviewed where they come from {@code teach}
 */
record ExampleFile(List<Example> examples, Optional<ReviewedExamples> reviewed) {

    static ExampleFile read(Path file) {
        if (isReviewed(file)) {
            ReviewedExamples reviewed = ReviewedExamples.read(file);
            return new ExampleFile(reviewed.examples(), Optional.of(reviewed));
        }
        return new ExampleFile(readTable(file), Optional.empty());
    }

    /** For a prompt that shows the same ones in each call. */
    List<Example> few(int perLabel) {
        return reviewed.map(some -> some.perLabel(perLabel)).orElse(examples);
    }

    /** For the prompt's identity: tables are taken as they are, whatever changes in them. */
    String version() {
        return reviewed.map(ReviewedExamples::version).orElse("1");
    }

    private static boolean isReviewed(Path file) {
        try {
            return Files.isRegularFile(file) && ReviewedExamples.isWrittenIn(file);
        } catch (IOException e) {
            return false; // reading it as a table says what is wrong with it
        }
    }

    private static List<Example> readTable(Path file) {
        List<Example> examples = new ArrayList<>();
        ReadOptions options = ReadOptions.builder()
                .numbersAsIds()
                .onRepeatedId(ReadOptions.OnRepeatedId.KEEP_FIRST)
                .build();
        try (TicketReader reader = TicketFiles.read(file, options)) {
            while (reader.hasNext()) {
                Ticket row = reader.next();
                String label = row.fields().get("label");
                if (label == null) {
                    throw new IllegalArgumentException(file + ": examples need a column \"label\" beside the text");
                }
                examples.add(label.isBlank() ? new Example(row.text(), List.of()) : Example.of(row.text(), label));
            }
        }
        return examples;
    }
}
