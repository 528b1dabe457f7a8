package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** R20: a million tickets of 500 characters in a JVM with 256 MiB, every one accounted for, in order. */
@Timeout(180)
class MillionTicketsTest {

    @TempDir
    Path folder;

    @Test
    void fitIntoASmallHeap() throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MillionTickets.class.getName(),
                        "1000000")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(child.waitFor(170, TimeUnit.SECONDS)).isTrue();
        } finally {
            child.destroyForcibly();
        }

        String output = Files.readString(said, StandardCharsets.UTF_8);
        assertThat(output.lines()).contains("tickets 1000000", "labeled 1000000", "inOrder 1000000");
        String live = output.lines()
                .filter(line -> line.startsWith("liveMiB "))
                .findFirst()
                .orElseThrow();
        assertThat(Integer.parseInt(live.substring("liveMiB ".length()))).isLessThanOrEqualTo(128);
    }
}
