package io.ticketlabeler.cli;

import io.ticketlabeler.read.ReadOptions;
import io.ticketlabeler.read.TicketFiles;
import io.ticketlabeler.read.TicketFormat;
import io.ticketlabeler.read.TicketReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which tickets, and how to read them. */
final class TicketOptions {

    @Option(
            names = "--tickets",
            required = true,
            paramLabel = "FILE",
            description = "CSV, JSON, JSON Lines or a help desk's export")
    private Path tickets = Path.of("");

    @Option(
            names = "--format",
            defaultValue = "auto",
            description = "auto, csv, json, jsonl, zendesk, freshdesk, jira, github, znuny, zammad, intercom, hubspot")
    private String format = "auto";

    @Option(names = "--id-column", paramLabel = "C", description = "column or property with the ticket's id")
    private @Nullable String idColumn;

    @Option(names = "--numbers-as-ids", description = "for files without ids: number the records")
    private boolean numbersAsIds;

    @Option(
            names = "--text-columns",
            split = ",",
            paramLabel = "C",
            description = "columns that make up the text, in order")
    private @Nullable List<String> textColumns;

    @Option(names = "--charset", description = "of the file, e.g. windows-1252; by default it is found out")
    private @Nullable String charset;

    @Option(names = "--on-bad-row", defaultValue = "fail", description = "fail or skip (and count)")
    private ReadOptions.OnBadRow onBadRow = ReadOptions.OnBadRow.FAIL;

    @Option(names = "--on-repeated-id", description = "fail, keep_first or keep_last")
    private ReadOptions.@Nullable OnRepeatedId onRepeatedId;

    TicketReader open() {
        ReadOptions.Builder options =
                ReadOptions.builder().format(TicketFormat.named(format)).onBadRow(onBadRow);
        if (idColumn != null) {
            options.idColumn(idColumn);
        }
        if (numbersAsIds) {
            options.numbersAsIds();
        }
        if (textColumns != null) {
            options.textColumns(textColumns);
        }
        if (charset != null) {
            options.charset(Charset.forName(charset));
        }
        if (onRepeatedId != null) {
            options.onRepeatedId(onRepeatedId);
        }
        return TicketFiles.read(tickets, options.build());
    }
}
