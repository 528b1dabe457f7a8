package io.ticketlabeler.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Runs commands in this process and keeps what they print. */
final class Console {

    private String said = "";

    /** The exit code. */
    int run(String... args) {
        PrintStream console = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringWriter errors = new StringWriter();
        try {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            CommandLine line = Main.commandLine();
            line.setErr(new PrintWriter(errors, true));
            int code = line.execute(args);
            said = bytes.toString(StandardCharsets.UTF_8) + errors;
            return code;
        } finally {
            System.setOut(console);
        }
    }

    /** What the last command printed, then what it complained about. */
    String said() {
        return said;
    }
}
