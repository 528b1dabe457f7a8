package io.ticketlabeler.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.read.TicketReader;
import io.ticketlabeler.ticket.Ticket;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints what was read. */
@Command(
        name = "tickets",
        description = "Prints the tickets of a file as JSON Lines: {\"id\",\"text\",\"fields\"}.",
        mixinStandardHelpOptions = true)
final class TicketsCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private TicketOptions tickets = new TicketOptions();

    @Override
    public Integer call() throws IOException {
        try (TicketReader reader = tickets.open();
                BufferedWriter out = new BufferedWriter(
                        new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8))) {
            while (reader.hasNext()) {
                Ticket ticket = reader.next();
                ObjectNode row = JSON.createObjectNode().put("id", ticket.id()).put("text", ticket.text());
                ObjectNode fields = row.putObject("fields");
                ticket.fields().forEach(fields::put);
                out.write(JSON.writeValueAsString(row));
                out.write('\n');
            }
            out.flush();
            System.err.println(reader.report());
        }
        return Main.ALL_LABELED;
    }
}
