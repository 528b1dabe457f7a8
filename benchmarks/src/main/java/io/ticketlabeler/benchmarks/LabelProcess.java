package io.ticketlabeler.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of {@code label} in a process of its own. */
final class LabelProcess {

    private static final long MINUTES_AT_MOST = 15;

    private final Path folder;
    private final Path log;
    private final Process process;
    private final long started = System.nanoTime();
    private final double cpuBefore = Java.cpuOfEnded();

    private LabelProcess(Path folder, Path log, Process process) {
        this.folder = folder;
        this.log = log;
        this.process = process;
    }

    /**
     * What came of it.
     *
     * @param seconds of the whole process
     * @param cpu     seconds of processor
     * @param report  {@code report.json}
     */
    record Ended(int exit, double seconds, double cpu, JsonNode report) {
        long number(String field) {
            return report.path(field).asLong(-1);
        }

        double wall() {
            return report.path("wall_s").asDouble(Double.NaN);
        }

        String cost() {
            return Table.format("process %.2f s, cpu %.2f s", seconds, cpu);
        }
    }

    /**
     * Labels {@code tickets.csv} in this folder into {@code out}.
     *
     * @param program how the command line is called, e.g. {@code java -jar ticketlabeler.jar}
     */
    static LabelProcess start(List<String> program, Path folder, Server server, String... more) throws IOException {
        Path out = folder.resolve("out");
        Files.deleteIfExists(out.resolve("report.json"));
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(
                "label",
                "--tickets",
                folder.resolve("tickets.csv").toString(),
                "--labels",
                folder.resolve("labels.json").toString(),
                "--out",
                out.toString(),
                "--provider",
                "openai",
                "--base-url",
                server.baseUrl()));
        command.addAll(List.of(more));
        Path log = folder.resolve("log.txt");
        return new LabelProcess(
                folder,
                log,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start());
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Ended await() throws IOException, InterruptedException {
        if (!process.waitFor(MINUTES_AT_MOST, TimeUnit.MINUTES)) {
            kill();
            throw new IOException("no end after " + MINUTES_AT_MOST + " minutes: " + tail());
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        double cpu = Java.cpuOfEnded() - cpuBefore;
        Path report = folder.resolve("out").resolve("report.json");
        if (process.exitValue() != 0) {
            System.err.println(tail());
        }
        return new Ended(
                process.exitValue(),
                seconds,
                cpu,
                Files.exists(report) ? new ObjectMapper().readTree(report.toFile()) : MissingNode.getInstance());
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }
}
