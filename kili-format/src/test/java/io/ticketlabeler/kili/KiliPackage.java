package io.ticketlabeler.kili;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.contract.testbed.Needed;
import io.ticketlabeler.internal.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Kili's own Python package, see {@code src/test/python/check_files.py}. */
final class KiliPackage {

    private static final int PATIENCE_SECONDS = 120;

    private KiliPackage() {}

    /**
     * What it said.
     *
     * @param output standard output
     * @param errors the other one, for people
     */
    record Answer(boolean fine, String output, String errors) {

        /** What arrived, for each run. */
        List<JsonNode> arrived() throws IOException {
            if (!fine) {
                throw new AssertionError("Kili's package says: " + errors);
            }
            List<JsonNode> runs = new ArrayList<>();
            for (String line : output.lines().toList()) {
                runs.add(Json.STRICT.readTree(line));
            }
            return runs;
        }
    }

    /** Takes runs through it; their folders get a folder {@code exports}. */
    static Answer take(List<Path> runs) throws IOException {
        Path script = Needed.repository().resolve("kili-format/src/test/python/check_files.py");
        List<String> command = new ArrayList<>(List.of(Needed.variable("KILI_PYTHON"), script.toString()));
        runs.forEach(run -> command.add(run.toString()));
        Path output = Files.createTempFile("kili", ".jsonl");
        Path errors = Files.createTempFile("kili", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PYTHONUTF8", "1");
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new Answer(
                    ended && process.exitValue() == 0,
                    Files.readString(output, StandardCharsets.UTF_8),
                    Files.readString(errors, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Kili's package reads", e);
        } finally {
            process.destroyForcibly();
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
