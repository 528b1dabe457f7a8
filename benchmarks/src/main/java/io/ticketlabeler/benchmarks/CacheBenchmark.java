package io.ticketlabeler.benchmarks;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.jdbc.SqliteLabelCache;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Usage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Answers that are there, 500 looked up at a time as runs do; the time is for one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CacheBenchmark {

    private static final int ANSWERS = 20_000;
    private static final int AT_ONCE = 500;

    /** Which cache. */
    @Param({"memory", "sqlite"})
    public String kind = "memory";

    private LabelCache cache = MemoryLabelCache.create();
    private final List<List<CacheKey>> chunks = new ArrayList<>();
    private int next;

    /** Fills it. */
    @Setup
    public void fill() throws IOException {
        if (kind.equals("sqlite")) {
            cache = SqliteLabelCache.open(
                    Files.createTempDirectory("ticketlabeler-jmh-").resolve("labels.db"));
        }
        for (int from = 0; from < ANSWERS; from += AT_ONCE) {
            Map<CacheKey, CachedLabel> answers = new HashMap<>();
            for (int i = from; i < from + AT_ONCE; i++) {
                answers.put(key(i), answer());
            }
            cache.putAll(answers);
            chunks.add(List.copyOf(answers.keySet()));
        }
    }

    private static CacheKey key(int number) {
        return CacheKey.of(ByteBuffer.allocate(32)
                .putInt(number * 0x9E3779B9) // spread as hashes are
                .putInt(number)
                .array());
    }

    private static CachedLabel answer() {
        return new CachedLabel(
                List.of(ScoredLabel.of("transfer_still_pending")), "gpt-4o-mini", Usage.NONE, Instant.EPOCH);
    }

    /** Lets go of it. */
    @TearDown
    public void close() {
        cache.close();
    }

    @Benchmark
    @OperationsPerInvocation(AT_ONCE)
    public Map<CacheKey, CachedLabel> hit() {
        next = (next + 1) % chunks.size();
        return cache.getAll(chunks.get(next));
    }
}
