package io.ticketlabeler.doccano;

import io.ticketlabeler.contract.testbed.Needed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A push as a process of its own, which can be killed. */
final class PushProcess {

    private PushProcess() {}

    /** Pushes; arguments are the run's directory, the project's name, and {@code confidences} or {@code files}. */
    public static void main(String[] args) throws IOException {
        ProjectOptions named = ProjectOptions.named(args[1]);
        ProjectOptions project = args[2].equals("confidences") ? named.confidences() : named;
        System.out.println(PushIT.client().push(DoccanoRun.of(Path.of(args[0])), project, System.out::println));
    }

    static Process start(Path directory, String project, String how) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PushProcess.class.getName()));
        command.addAll(List.of(directory.toString(), project, how));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        for (String name : List.of("DOCCANO_URL", "DOCCANO_USER", "DOCCANO_PASSWORD")) {
            environment.put(name, Needed.variable(name));
        }
        return builder.redirectErrorStream(true).start();
    }

    /** Reads on until a line begins so; the line, or the last one if none does. */
    static String lineOf(BufferedReader lines, String beginning) throws IOException {
        String last = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            last = line;
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        return last;
    }

    static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
