package io.ticketlabeler.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.ticketlabeler.benchmarks.Corpus.Sample;
import io.ticketlabeler.benchmarks.LabelProcess.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the command line against a local server, measures from outside, and says which bars are met:
 *
 * <pre>{@code
 * mvn -q -DskipTests package
 * java -cp benchmarks/target/benchmarks.jar io.ticketlabeler.benchmarks.Bars                       # all, some six minutes
 * java -cp benchmarks/target/benchmarks.jar io.ticketlabeler.benchmarks.Bars start twenty-a-call   # some
 * }</pre>
 *
 * <p>Each ratio has both of its sides from one run, so that a slow machine does not make it better or worse. Exit code 1 if a
 * bar is missed.
 */
public final class Bars {

    private static final long SEED = 1;
    private static final double MOST_OVER_IDEAL = 1.1;

    private final Setting setting;
    private final Table table = new Table();

    private Bars(Setting setting) {
        this.setting = setting;
    }

    /**
     * How large the runs are.
     *
     * @param program   how the command line is called
     * @param folder    for files; of each bar a folder in it
     * @param tickets   of which a tenth are exact copies
     * @param latency   of the server
     * @param inFlight  calls at once
     * @param perMinute requests that the server allows in {@code rate-limit}
     * @param outage    of the server in {@code outage}
     * @param many      tickets in {@code million}
     */
    record Setting(
            List<String> program,
            Path folder,
            int tickets,
            Duration latency,
            int inFlight,
            int perMinute,
            Duration outage,
            int many) {

        static Setting full(List<String> program, Path folder) {
            return new Setting(
                    program, folder, 2_000, Duration.ofMillis(200), 32, 3_000, Duration.ofSeconds(60), 1_000_000);
        }

        double seconds() {
            return latency.toMillis() / 1000.0;
        }
    }

    /** A bar, or several that are measured by one run. */
    private interface Bar {
        void measure(String name) throws IOException, InterruptedException;
    }

    private Map<String, Bar> bars() {
        Map<String, Bar> bars = new LinkedHashMap<>();
        bars.put("start", this::start);
        bars.put("one-a-call", this::oneACall);
        bars.put("twenty-a-call", this::twentyACall);
        bars.put("again", this::again);
        bars.put("kill", this::kill);
        bars.put("faults", this::faults);
        bars.put("rate-limit", this::rateLimit);
        bars.put("outage", this::outage);
        bars.put("million", this::million);
        return bars;
    }

    /** Arguments: names of bars; without any, all of them. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path jar = Path.of("examples", "target", "ticketlabeler.jar");
        if (!Files.exists(jar)) {
            throw new IllegalArgumentException(
                    jar + " is not there: run this from the top of the repository, after mvn -DskipTests package");
        }
        List<String> program = new ArrayList<>(Java.command());
        program.addAll(List.of("-jar", jar.toString()));
        Path folder = Files.createTempDirectory("ticketlabeler-bars-");
        System.out.println(Table.format(
                "%s UTC, Java %s, %d processors, load %.1f, files in %s",
                LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                folder));
        List<Table.Row> rows = measure(Setting.full(program, folder), List.of(args));
        long missed = rows.stream().filter(row -> !row.ok()).count();
        System.out.println(missed == 0 ? "all met" : missed + " of " + rows.size() + " missed");
        System.exit(missed == 0 ? 0 : 1);
    }

    static List<Table.Row> measure(Setting setting, List<String> names) throws IOException, InterruptedException {
        Bars bars = new Bars(setting);
        Map<String, Bar> all = bars.bars();
        for (String name : names.isEmpty() ? List.copyOf(all.keySet()) : names) {
            Bar bar = all.get(name);
            if (bar == null) {
                throw new IllegalArgumentException(name + " is none of the bars " + all.keySet());
            }
            bar.measure(name);
        }
        return bars.table.rows();
    }

    private List<Sample> prepare(String name, int tickets) throws IOException {
        List<Sample> samples = Corpus.tickets(tickets, SEED);
        Corpus.write(setting.folder().resolve(name), samples);
        return samples;
    }

    private Path folder(String name) {
        return setting.folder().resolve(name);
    }

    private Server server(String name, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--labels-from",
                folder(name).resolve("answers.csv").toString(),
                "--latency-ms",
                Long.toString(setting.latency().toMillis())));
        options.addAll(List.of(more));
        return Server.start(options.toArray(String[]::new));
    }

    private Ended label(String name, Server server, String... more) throws IOException, InterruptedException {
        return process(name, server, more).await();
    }

    private LabelProcess process(String name, Server server, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of("--concurrency", Integer.toString(setting.inFlight())));
        options.addAll(List.of(more));
        return LabelProcess.start(setting.program(), folder(name), server, options.toArray(String[]::new));
    }

    private String cache(String name) {
        return folder(name).resolve("labels.db").toString();
    }

    private static void note(String name, Ended run) {
        System.out.println(Table.format("%-14s %s", name, run.cost()));
    }

    private void checkAll(String name, List<Sample> samples, Ended run) throws IOException {
        table.exactly(name, "exit code", run.exit(), 0);
        table.exactly(name, "tickets labelled", run.number("labeled"), samples.size());
        table.exactly(name, "tickets with a wrong label", wrong(name, samples), 0);
    }

    /** How many tickets do not have the label that the server gave their text. */
    private long wrong(String name, List<Sample> samples) throws IOException {
        Path file = folder(name).resolve("out").resolve("labels.csv");
        if (!Files.exists(file)) {
            return samples.size();
        }
        Map<String, String> proposed = new LinkedHashMap<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            rows.forEach(row -> proposed.put(row.getField("id"), row.getField("label")));
        }
        return samples.stream()
                .filter(sample -> !sample.label().equals(proposed.get(sample.id())))
                .count();
    }

    /** One ticket, from the shell and back. */
    private void start(String name) throws IOException, InterruptedException {
        prepare(name, 2);
        try (Server server = Server.start("--latency-ms", "0").warm()) {
            Ended run = label(name, server);
            note(name, run);
            table.exactly(name, "exit code", run.exit(), 0);
            table.atMost(name, "seconds from shell to shell", run.seconds(), 2);
        }
    }

    private void oneACall(String name) throws IOException, InterruptedException {
        List<Sample> samples = prepare(name, setting.tickets());
        try (Server server = server(name).warm()) {
            long before = server.stats().path("tickets_again").asLong();
            Ended run = label(name, server, "--batch", "1", "--cache", cache(name));
            note(name, run);
            checkAll(name, samples, run);
            double ideal = run.number("calls") * setting.seconds() / setting.inFlight();
            table.atMost(name, "wall / (calls x latency / in flight)", run.wall() / ideal, MOST_OVER_IDEAL);
            table.exactly(
                    name,
                    "exact copies bought",
                    server.stats().path("tickets_again").asLong() - before,
                    0);
        }
    }

    private void twentyACall(String name) throws IOException, InterruptedException {
        List<Sample> samples = prepare(name, setting.tickets());
        try (Server server = server(name).warm()) {
            long before = server.stats().path("tickets_again").asLong();
            Ended run = label(name, server, "--batch", "20");
            note(name, run);
            checkAll(name, samples, run);
            table.atLeast(name, "tickets/s by wall_s", samples.size() / run.wall(), 1_500);
            table.atMost(name, "seconds of the process beyond wall_s", run.seconds() - run.wall(), 2);
            table.atMost(name, "calls per ticket", (double) run.number("calls") / samples.size(), 0.048);
            table.atMost(name, "prompt tokens per ticket", (double) run.number("prompt_tokens") / samples.size(), 75);
            table.exactly(
                    name,
                    "exact copies bought",
                    server.stats().path("tickets_again").asLong() - before,
                    0);
        }
    }

    /** The second of two identical runs. */
    private void again(String name) throws IOException, InterruptedException {
        List<Sample> samples = prepare(name, setting.tickets());
        try (Server server = server(name)) {
            label(name, server, "--cache", cache(name));
            long before = server.stats().path("requests").asLong();
            Ended run = label(name, server, "--cache", cache(name));
            note(name, run);
            checkAll(name, samples, run);
            table.exactly(name, "calls", server.stats().path("requests").asLong() - before, 0);
            table.atLeast(name, "tickets/s by wall_s", samples.size() / run.wall(), 20_000);
        }
    }

    /** {@code kill -9} when half of the answers are bought, and once more. */
    private void kill(String name) throws IOException, InterruptedException {
        List<Sample> samples = prepare(name, setting.tickets());
        try (Server server = server(name)) {
            String[] options = {"--batch", "1", "--cache", cache(name)};
            LabelProcess first = process(name, server, options);
            int half = Corpus.distinct(samples.size()) / 2;
            while (first.isAlive() && server.stats().path("tickets").asLong() < half) {
                Thread.sleep(5);
            }
            first.kill();
            Thread.sleep(2 * setting.latency().toMillis()); // what is in the air arrives at the server and is billed
            Ended second = label(name, server, options);
            note(name, second);
            checkAll(name, samples, second);
            JsonNode stats = server.stats();
            long bought = stats.path("tickets").asLong() - Corpus.distinct(samples.size());
            long again = stats.path("tickets_again").asLong();
            long counted = second.number("maybe_paid_twice");
            System.out.println(Table.format(
                    "%-14s %d of %d bought at the kill; %d bought again, %d counted in the report",
                    name, half, Corpus.distinct(samples.size()), again, counted));
            table.exactly(name, "bought beyond one for each text, known", bought - again, 0);
            table.exactly(name, "bought again beyond maybe_paid_twice", Math.max(0, again - counted), 0);
            table.atMost(name, "maybe_paid_twice, per call in flight", (double) counted / setting.inFlight(), 1);
        }
    }

    private void faults(String name) throws IOException, InterruptedException {
        List<Sample> samples = prepare(name, setting.tickets());
        try (Server server = server(name, "--fail-500", "0.1", "--fail-429", "0.3", "--retry-after", "1")) {
            Ended run = label(name, server, "--batch", "20");
            note(name, run);
            checkAll(name, samples, run);
            table.exactly(
                    name,
                    "requests before Retry-After passed",
                    server.stats().path("early").asLong(),
                    0);
        }
    }

    private void rateLimit(String name) throws IOException, InterruptedException {
        List<Sample> samples = prepare(name, setting.tickets());
        try (Server server = server(name, "--rate-limit", Integer.toString(setting.perMinute()))) {
            Ended run = label(name, server, "--batch", "1");
            note(name, run);
            checkAll(name, samples, run);
            double ideal = Corpus.distinct(samples.size()) * 60.0 / setting.perMinute();
            table.atMost(name, "wall / (texts / limit)", run.wall() / ideal, MOST_OVER_IDEAL);
            JsonNode stats = server.stats();
            table.atMost(
                    name,
                    "share of refused calls",
                    stats.path("refused").asDouble() / stats.path("requests").asDouble(),
                    0.02);
        }
    }

    private void outage(String name) throws IOException, InterruptedException {
        List<Sample> samples = prepare(name, setting.tickets());
        int texts = Corpus.distinct(samples.size());
        long half = (long) (texts * setting.seconds() / setting.inFlight() / 2 * 1000);
        try (Server server = server(
                name,
                "--outage-in",
                Long.toString(half),
                "--outage-for",
                Long.toString(setting.outage().toMillis()))) {
            Ended run = label(name, server, "--batch", "1");
            note(name, run);
            checkAll(name, samples, run);
            table.atMost(
                    name, "requests / texts", server.stats().path("requests").asDouble() / texts, MOST_OVER_IDEAL);
        }
    }

    private void million(String name) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(folder(name));
        List<String> command = new ArrayList<>(Java.command());
        command.addAll(List.of(
                "-Xmx256m",
                "-cp",
                Java.classPath(),
                Million.class.getName(),
                Integer.toString(setting.many()),
                folder.resolve("out").toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            line = out.readLine();
        }
        table.exactly(name, "exit code with -Xmx256m", process.waitFor(), 0);
        String[] said = line == null ? new String[] {"0", "0", "0", "NaN", "NaN", "NaN"} : line.split(" ", -1);
        System.out.println(Table.format(
                "%-14s %s s, %s MB of heap in the first half, %s MB in the second", name, said[3], said[4], said[5]));
        table.exactly(name, "tickets with an outcome", Long.parseLong(said[0]), setting.many());
        table.exactly(name, "tickets labelled", Long.parseLong(said[1]), setting.many());
        try (Stream<String> lines = Files.lines(folder.resolve("out").resolve("labels.csv"))) {
            table.exactly(name, "rows in labels.csv", lines.count() - 1, setting.many());
        }
        table.atMost(
                name,
                "heap of second half / first half",
                Double.parseDouble(said[5]) / Double.parseDouble(said[4]),
                MOST_OVER_IDEAL);
    }
}
