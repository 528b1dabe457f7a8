package io.ticketlabeler.jdbc;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** What a child asked the system to write, to cut, to force to the disk and to print, in that order. */
final class SystemCalls {

    private static final Pattern CALL =
            Pattern.compile("\\d+ +(pwrite64|write|fsync|fdatasync|ftruncate)\\(\\d+<([^>]*)>(?:, (.*)|[^,].*)");
    private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. (fsync|fdatasync) resumed>.*= 0");
    private static final Pattern REMOVED = Pattern.compile("\\d+ +unlink\\(\"([^\"]*)\"\\) += 0");
    private static final Pattern BYTES = Pattern.compile("\"((?:\\\\x[0-9a-f]{2})*)\"(?:, \\d+(?:, (\\d+))?)?.*");

    /** One of them. */
    sealed interface Event {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Write(String file, int offset, byte[] bytes) implements Event {}

    record Cut(String file, int length) implements Event {}

    record Force(String file) implements Event {}

    record Removal(String file) implements Event {}

    record Print(String text) implements Event {}

    private SystemCalls() {}

    /** Runs a child to its end under the system call tracer; skips the test where there is none. */
    static List<Event> of(Class<?> main, Path trace, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-q", "-y", "-xx", "-s", "1000000", "-o"));
        command.add(trace.toString());
        command.addAll(List.of("-e", "trace=pwrite64,write,fsync,fdatasync,ftruncate,unlink"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xshare:auto", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(trace.resolveSibling("printed.txt").toFile())
                    .start();
        } catch (IOException e) {
            return Assumptions.abort("needs strace");
        }
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            String said = Files.readString(trace.resolveSibling("printed.txt"));
            if (said.contains("ptrace") || said.contains("not permitted")) {
                return Assumptions.abort("strace may not trace here");
            }
            throw new IllegalStateException("the child failed: " + said);
        }
        return read(trace);
    }

    private static List<Event> read(Path trace) throws IOException {
        List<Event> events = new ArrayList<>();
        Map<String, String> forcing = new HashMap<>(); // thread -> file
        try (BufferedReader lines = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher resumed = RESUMED.matcher(line);
                Matcher call = CALL.matcher(line);
                Matcher removed = REMOVED.matcher(line);
                if (resumed.matches()) {
                    events.add(new Force(forcing.getOrDefault(resumed.group(1), "")));
                } else if (removed.matches()) {
                    events.add(new Removal(plain(removed.group(1))));
                } else if (call.matches()) {
                    String file = plain(call.group(2));
                    String rest = call.group(3) == null ? "" : call.group(3);
                    String kind = call.group(1);
                    if (kind.equals("fsync") || kind.equals("fdatasync")) {
                        if (line.endsWith("<unfinished ...>")) {
                            forcing.put(line.substring(0, line.indexOf(' ')), file);
                        } else if (line.endsWith("= 0")) {
                            events.add(new Force(file));
                        }
                    } else if (kind.equals("ftruncate")) {
                        events.add(new Cut(file, Integer.parseInt(rest.replaceFirst("\\D.*", ""))));
                    } else {
                        bytes(kind, file, rest).ifPresent(events::add);
                    }
                }
            }
        }
        return events;
    }

    private static Optional<Event> bytes(String kind, String file, String rest) {
        Matcher matcher = BYTES.matcher(rest);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        byte[] bytes = unhex(matcher.group(1));
        if (kind.equals("pwrite64")) {
            return Optional.of(new Write(file, Integer.parseInt(matcher.group(2)), bytes));
        }
        return Optional.of(new Print(new String(bytes, StandardCharsets.UTF_8)));
    }

    /** strace may print a path in hexadecimal, too. */
    private static String plain(String path) {
        return path.startsWith("\\x") ? new String(unhex(path), StandardCharsets.UTF_8) : path;
    }

    private static byte[] unhex(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() / 4);
        for (int i = 0; i + 4 <= text.length(); i += 4) {
            bytes.write(Integer.parseInt(text, i + 2, i + 4, 16));
        }
        return bytes.toByteArray();
    }
}
