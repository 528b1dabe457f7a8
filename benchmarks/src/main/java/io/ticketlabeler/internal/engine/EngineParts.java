package io.ticketlabeler.internal.engine;

import io.ticketlabeler.benchmarks.InstantModel;
import io.ticketlabeler.benchmarks.MadeUp;
import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.ticket.LabelSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What is done to each ticket before anyone is asked; in this package because nobody else sees these classes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EngineParts {

    private static final int MOST_TOKENS = 2_000;

    private final LabelSet labels = MadeUp.labels();
    private final List<String> texts = MadeUp.texts(1_024);
    private final KeyMaker keys = new KeyMaker(labels, new InstantModel(), 20);
    private int next;

    private String text() {
        next = (next + 1) % texts.size();
        return texts.get(next);
    }

    @Benchmark
    public CacheKey key() {
        return keys.key(text());
    }

    @Benchmark
    public Object promptText() {
        return PromptText.of(text(), MOST_TOKENS);
    }

    @Benchmark
    public boolean suspicion() {
        return Suspicion.talksToTheModel(text());
    }
}
