package io.ticketlabeler.contract;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A {@link StubProvider} as a program of its own, for benchmarks and for tests that kill the labelling process:
 *
 * <pre>{@code
 * java -cp … io.ticketlabeler.contract.StubServer --port 8099 --latency-ms 200 --rate-limit 6000 --fail-429 0.1 --retry-after 1
 * http://127.0.0.1:8099/v1
 * }</pre>
 *
 * <p>Options, each with a value:
 *
 * <ul>
 *   <li>{@code --port}: any free one by default
 *   <li>{@code --latency-ms}: of every completion
 *   <li>{@code --labels-from}: CSV with columns {@code text} and {@code label}, in UTF-8; other texts get the first label of the
 *       schema of the request
 *   <li>{@code --rate-limit}, {@code --burst}: requests a minute, and how many at once (a 60th by default)
 *   <li>{@code --fail-500}, {@code --fail-429}: shares, e.g. 0.1
 *   <li>{@code --retry-after}: seconds, said with those 429
 *   <li>{@code --seed}: of the failures, 1 by default
 * </ul>
 *
 * <p>The first line of standard output is the base URL; then it runs until it is killed. {@code GET /stats} answers
 * {@link Counts#toJson}. Tokens are counted from request and reply. No requests are kept.
 */
public final class StubServer {

    private static final Set<String> OPTIONS = Set.of(
            "port", "latency-ms", "labels-from", "rate-limit", "burst", "fail-500", "fail-429", "retry-after", "seed");

    private StubServer() {}

    /** Runs until the process is killed. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (StubProvider provider = start(args)) {
            System.out.println(provider.baseUrl());
            Thread.currentThread().join(); // for ever
        }
    }

    /**
     * The provider that these arguments describe.
     *
     * @throws IllegalArgumentException for an option that there is not, naming those that there are
     * @throws IOException              if the file of labels cannot be read
     */
    public static StubProvider start(String... args) throws IOException {
        Map<String, String> options = options(args);
        Map<String, String> labels = labels(options.get("labels-from"));
        StubProvider provider = StubProvider.answering(
                        Integer.parseInt(options.getOrDefault("port", "0")), request -> answer(request, labels))
                .keepRequests(0)
                .countingTokens()
                .latency(Duration.ofMillis(Long.parseLong(options.getOrDefault("latency-ms", "0"))))
                .faults(faults(options));
        if (options.containsKey("rate-limit")) {
            int perMinute = Integer.parseInt(options.get("rate-limit"));
            int burst = Integer.parseInt(options.getOrDefault("burst", Integer.toString(Math.max(1, perMinute / 60))));
            provider.rateLimit(perMinute, burst);
        }
        return provider;
    }

    private static Faults faults(Map<String, String> options) {
        Response limited = Response.rateLimited();
        if (options.containsKey("retry-after")) {
            limited = limited.header("Retry-After", options.get("retry-after"));
        }
        return Faults.seeded(Long.parseLong(options.getOrDefault("seed", "1")))
                .failing(Double.parseDouble(options.getOrDefault("fail-500", "0")), Response.error(500, "server_error"))
                .failing(Double.parseDouble(options.getOrDefault("fail-429", "0")), limited);
    }

    private static Response answer(Request request, Map<String, String> labels) {
        List<String> allowed = request.labels();
        String other = allowed.isEmpty() ? "Other" : allowed.get(0);
        return Response.completion(request.labelled(text -> labels.getOrDefault(text.strip(), other)));
    }

    private static Map<String, String> labels(String file) throws IOException {
        Map<String, String> labels = new HashMap<>();
        if (file != null) {
            try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(Path.of(file))) {
                rows.forEach(row -> labels.put(
                        row.getField("text").strip(), row.getField("label").strip()));
            }
        }
        return labels;
    }

    private static Map<String, String> options(String... args) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!OPTIONS.contains(name) || i + 1 == args.length) {
                throw new IllegalArgumentException(
                        args[i] + " is no option with a value; options are --" + String.join(", --", OPTIONS));
            }
            options.put(name, args[i + 1]);
        }
        return options;
    }
}
