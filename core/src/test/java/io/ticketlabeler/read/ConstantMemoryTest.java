package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large files in a small heap: 300 MB of tickets in 64 MB, in a JVM of its own. */
class ConstantMemoryTest {

    private static final int TICKETS = 280_000;
    private static final String BODY =
            "Since the update on Monday the client cannot connect; it says ‘timeout’ after 30 s. ".repeat(12);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void csvOf300MegabytesIsReadIn64() throws Exception {
        Path file = directory.resolve("tickets.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,subject,body,status\r\n");
            for (int i = 0; i < TICKETS; i++) {
                out.write("ZD-" + i + ",\"Client, offline\",\"" + BODY + "\r\n\"\"" + i + "\"\"\",open\r\n");
            }
        }

        assertThat(readInSmallHeap(file))
                .startsWith("tickets.csv: " + TICKETS + " tickets from " + TICKETS + " records");
    }

    @Test
    void jsonLinesOf300MegabytesAreReadIn64() throws Exception {
        Path file = directory.resolve("tickets.jsonl");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < TICKETS; i++) {
                out.write("{\"id\":" + i + ",\"subject\":\"Client offline\",\"description\":\"" + BODY
                        + "\\n\",\"status\":\"open\",\"tags\":[\"a\",\"b\"]}\n");
            }
        }

        assertThat(readInSmallHeap(file))
                .startsWith("tickets.jsonl: " + TICKETS + " tickets from " + TICKETS + " records");
    }

    private static String readInSmallHeap(Path file) throws IOException, InterruptedException {
        assertThat(Files.size(file)).isGreaterThan(270_000_000L);
        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReadAll.class.getName(),
                        file.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Files.delete(file);
        assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** What runs in the small heap: goes through the tickets of a file and prints the report. */
    static final class ReadAll {

        private ReadAll() {}

        public static void main(String[] files) {
            try (TicketReader tickets = TicketFiles.read(Path.of(files[0]))) {
                while (tickets.hasNext()) {
                    tickets.next();
                }
                System.out.println(tickets.report());
            }
        }
    }
}
