package io.ticketlabeler.benchmarks;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.benchmarks.SoakRun.End;
import io.ticketlabeler.contract.BadDay;
import io.ticketlabeler.jdbc.CacheCheck;
import io.ticketlabeler.jdbc.CacheStats;
import io.ticketlabeler.jdbc.JdbcLabelCache;
import io.ticketlabeler.jdbc.SqliteLabelCache;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Run after run in one process, on a {@link BadDay} at the provider, with a cache in a file: {@code java -Xmx256m … Soak MINUTES SEED}.
 *
 * <p>A job is a list of new and known tickets. It is run until all have an outcome: by one labeler that stays, by ones that are made for
 * it, with the file opened again, or by two at once; and before that, most runs are killed: left, interrupted, or closed. After each job
 * all books have to fit. Prints a line a minute and what was violated; exit code 1 if anything was.
 */
final class Soak implements AutoCloseable {

    private static final int CALLS_AT_ONCE = 16;
    private static final int MOST_KILLS = 3; // of a job
    private static final List<End> KILLS = List.of(End.LEFT, End.INTERRUPTED, End.CLOSED);
    private static final int MOST_NEW = 3_000; // tickets of a job
    private static final int MOST_PROBLEMS = 20;

    private static final long MOST_HEAP_GROWTH = 16 << 20;
    private static final long MOST_THREAD_GROWTH = 20; // of clients that were dropped, until they are collected
    private static final long MOST_DESCRIPTOR_GROWTH = 40; // the same: connections that wait to be used again

    private final RandomGenerator random;
    private final Path file;
    private final Server server;
    private final JdbcLabelCache cache;
    private final SoakBooks books = new SoakBooks();
    private final SoakWatch watch = new SoakWatch();
    private final TicketLabeler staying;
    private final List<String> problems = new ArrayList<>();
    private int known; // tickets with smaller numbers have been labelled
    private int jobs;
    private int killed;
    private long pending;

    Soak(Path folder, long seed) throws IOException {
        random = new SplittableRandom(seed);
        file = folder.resolve("labels.db");
        server = Server.start("--bad-day", Long.toString(seed));
        cache = SqliteLabelCache.open(file);
        staying = labeler(cache);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Duration length = Duration.ofSeconds(Math.round(60 * Double.parseDouble(args[0])));
        long seed = Long.parseLong(args[1]);
        Path folder = Files.createTempDirectory("soak");
        List<String> problems;
        try (Soak soak = new Soak(folder, seed)) {
            problems = soak.run(length);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(each -> each.toFile().delete());
            }
        }
        System.out.println(problems.isEmpty() ? "all books fit, nothing grew" : problems.size() + " violations");
        System.exit(problems.isEmpty() ? 0 : 1);
    }

    /** What was violated. */
    List<String> run(Duration length) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long told = start;
        while (System.nanoTime() - start < length.toNanos() && problems.size() < MOST_PROBLEMS) {
            job();
            problems.addAll(books.compare(cache, server.stats()));
            watch.look();
            if (System.nanoTime() - told > Duration.ofMinutes(1).toNanos()) {
                told = System.nanoTime();
                tell(start);
            }
        }
        tell(start);
        System.out.println(books);
        System.out.println("server " + server.stats());
        checkGrowth();
        checkFile();
        problems.forEach(System.out::println);
        return problems;
    }

    private void tell(long start) {
        System.out.println(Table.format(
                "%5d s: %d jobs, %d runs killed with %d tickets pending, %d tickets known, %s",
                (System.nanoTime() - start) / 1_000_000_000, jobs, killed, pending, known, watch));
    }

    private TicketLabeler labeler(JdbcLabelCache where) {
        return TicketLabeler.builder()
                .labels(BadDay.LABELS)
                .model(OpenAi.chat("gpt-4o-mini").baseUrl(server.baseUrl()).deadline(Duration.ofSeconds(1)))
                .cache(where)
                .concurrency(CALLS_AT_ONCE)
                .listener(books)
                .build();
    }

    private void job() throws InterruptedException {
        List<Ticket> tickets = tickets();
        for (int kills = random.nextInt(MOST_KILLS + 1); kills > 0; kills--) {
            End end = KILLS.get(random.nextInt(KILLS.size()));
            int after = random.nextInt(tickets.size());
            runs(tickets, end, after, random.nextInt(3) == 0);
        }
        runs(tickets, End.WHOLE, 0, random.nextInt(3) == 0);
        jobs++;
    }

    /** Known and new ones, some of them twice. */
    private List<Ticket> tickets() {
        int more = 1 + random.nextInt(MOST_NEW);
        int from = known == 0 ? 0 : random.nextInt(known);
        int old = random.nextInt(MOST_NEW);
        List<Ticket> tickets = new ArrayList<>(old + more);
        for (int i = 0; i < old + more; i++) {
            int number = random.nextInt(old + more) < old ? from + random.nextInt(old) : known + random.nextInt(more);
            tickets.add(BadDay.ticket("J" + jobs + "-" + i, number));
        }
        known += more;
        return tickets;
    }

    /** One run, or two at once over the same tickets; all calls have ended afterwards. */
    private void runs(List<Ticket> tickets, End end, int after, boolean two) throws InterruptedException {
        boolean own = two || end == End.CLOSED || random.nextBoolean();
        JdbcLabelCache again = own && random.nextBoolean() ? SqliteLabelCache.open(file) : null;
        TicketLabeler passing = own ? labeler(again == null ? cache : again) : null;
        try {
            List<SoakRun> runs = new ArrayList<>();
            runs.add(new SoakRun("run", passing == null ? staying : passing, tickets, end, after));
            if (two) {
                runs.add(new SoakRun("run beside", staying, tickets, End.WHOLE, 0));
            }
            runs.forEach(Thread::start);
            for (SoakRun run : runs) {
                books.add(run.finish());
                problems.addAll(run.problems());
                killed += run.pending() > 0 ? 1 : 0;
                pending += run.pending();
            }
        } finally {
            if (passing != null) {
                passing.close();
            }
            if (again != null) {
                again.close();
            }
        }
    }

    private void checkGrowth() {
        SoakWatch.Look early = watch.early();
        SoakWatch.Look late = watch.late();
        System.out.println("first quarter " + early + ", last quarter " + late);
        grew("bytes of heap", early.heap(), late.heap(), MOST_HEAP_GROWTH);
        grew("threads", early.threads(), late.threads(), MOST_THREAD_GROWTH);
        grew("open files", early.descriptors(), late.descriptors(), MOST_DESCRIPTOR_GROWTH);
    }

    private void grew(String what, long early, long late, long most) {
        if (late - early > most) {
            problems.add(what + " grew from " + early + " to " + late);
        }
    }

    private void checkFile() {
        CacheStats stats = cache.stats();
        System.out.println("cache " + stats);
        if (stats.claims() > 0) {
            problems.add(stats.claims() + " claims that nobody holds any more");
        }
        CacheCheck check = cache.verify();
        if (check.damaged() > 0 || !check.problems().isEmpty()) {
            problems.add("the file is damaged: " + check);
        }
    }

    @Override
    public void close() {
        staying.close();
        cache.close();
        server.close();
    }
}
