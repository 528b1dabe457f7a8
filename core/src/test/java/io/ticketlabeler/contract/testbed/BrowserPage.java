package io.ticketlabeler.contract.testbed;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Looks at a page with the scripts of {@code testbed/browser}, as a reviewer would. */
public final class BrowserPage {

    private static final int PATIENCE_SECONDS = 180;
    private static final int LOOKS = 3;

    // Label Studio 1.23.2 now and then opens a task before its list has arrived, complains in the console, and opens it
    // again
    private static final String KNOWN_RACE = "(reading 'default_selected_annotation')\"]}";

    private BrowserPage() {}

    /**
     * Runs a script and fails with what it says, unless exactly the expected labels are ticked and the expected text is there.
     *
     * @param script     {@code see-label-studio.mjs} or {@code see-doccano.mjs}
     * @param screenshot name of the picture in {@code target/screenshots}
     * @param settings   the variables that the script describes, but for {@code SCREENSHOT}
     */
    public static void see(String script, String screenshot, Map<String, String> settings) throws IOException {
        Visit visit = visit(script, screenshot, settings);
        for (int i = 1; i < LOOKS && !visit.fine && visit.said.contains(KNOWN_RACE); i++) {
            System.err.println("looking again, because of Label Studio's known race: " + screenshot);
            visit = visit(script, screenshot, settings);
        }
        visit.check(script);
    }

    /**
     * Runs a script that works on the page, once, and fails with what it says unless it is content.
     *
     * @param settings as for {@link #see}
     * @return what it said
     */
    public static String work(String script, String screenshot, Map<String, String> settings) throws IOException {
        return visit(script, screenshot, settings).check(script);
    }

    private static Visit visit(String script, String screenshot, Map<String, String> settings) throws IOException {
        Path file = Needed.path(
                Needed.repository().resolve("testbed/browser").resolve(script),
                "the scripts are part of the repository");
        Path pictures = Files.createDirectories(Path.of("target", "screenshots"));
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("SCREENSHOT", pictures.resolve(screenshot).toString());
        return run(file, environment);
    }

    private record Visit(boolean fine, String said) {

        String check(String script) {
            if (!fine) {
                throw new AssertionError(script + " says: " + said);
            }
            return said;
        }
    }

    private static Visit run(Path script, Map<String, String> environment) throws IOException {
        File output = Files.createTempFile("see", ".txt").toFile();
        ProcessBuilder node = new ProcessBuilder("node", script.toString());
        node.environment().putAll(environment);
        Process process = node.redirectErrorStream(true).redirectOutput(output).start();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(output.toPath(), StandardCharsets.UTF_8);
            if (!ended) {
                return new Visit(false, "nothing more after " + PATIENCE_SECONDS + " s: " + said);
            }
            return new Visit(process.exitValue() == 0, said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while looking at a page", e);
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(output.toPath());
        }
    }
}
