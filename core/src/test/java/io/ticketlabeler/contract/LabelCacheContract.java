package io.ticketlabeler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Usage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of a {@link LabelCache}. Extend it and give a cache that is empty and has room for 10,000 answers. */
public abstract class LabelCacheContract {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    /** A new, empty cache. */
    protected abstract LabelCache cache();

    @Test
    void whatWasPutComesBackUnchanged() {
        try (LabelCache cache = cache()) {
            CachedLabel answer = new CachedLabel(
                    List.of(ScoredLabel.of("Größe & <Form> 🙂", 0.123456789), ScoredLabel.of("plain")),
                    "gpt-4o-mini-2024-07-18",
                    new Usage(57, 40, 9, OptionalDouble.of(0.0000123)),
                    NOON);

            cache.putAll(Map.of(key(1), answer));

            assertThat(cache.getAll(List.of(key(1)))).containsExactlyEntriesOf(Map.of(key(1), answer));
        }
    }

    @Test
    void anAnswerWithoutLabelsIsAnAnswer() {
        try (LabelCache cache = cache()) {
            CachedLabel none = new CachedLabel(List.of(), "m", new Usage(1, 0, 1, OptionalDouble.empty()), NOON);

            cache.putAll(Map.of(key(1), none));

            assertThat(cache.getAll(List.of(key(1)))).containsEntry(key(1), none);
        }
    }

    @Test
    void unknownKeysAreAbsent() {
        try (LabelCache cache = cache()) {
            cache.putAll(Map.of(key(1), answer("a")));

            assertThat(cache.getAll(List.of(key(1), key(2)))).containsOnlyKeys(key(1));
            assertThat(cache.getAll(List.of())).isEmpty();
        }
    }

    @Test
    void puttingTheSameAnswerTwiceIsHarmless() {
        try (LabelCache cache = cache()) {
            cache.putAll(Map.of(key(1), answer("a")));
            cache.putAll(Map.of(key(1), answer("a")));
            cache.putAll(Map.of());

            assertThat(cache.getAll(List.of(key(1)))).containsEntry(key(1), answer("a"));
        }
    }

    @Test
    void tenThousandAnswersAreFoundInOneLookUp() {
        try (LabelCache cache = cache()) {
            Map<CacheKey, CachedLabel> many = new HashMap<>();
            IntStream.range(0, 10_000).forEach(i -> many.put(key(i), answer("label " + i)));

            cache.putAll(many);

            assertThat(cache.getAll(many.keySet())).isEqualTo(many);
        }
    }

    @Test
    void manyThreadsMayUseItAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (LabelCache cache = cache()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int thread = t;
                writers.add(threads.submit(() -> IntStream.range(0, 50)
                        .forEach(i -> cache.putAll(Map.of(
                                key(thread * 1_000 + i), answer("label " + i), key(999_999), answer("shared"))))));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }

            List<CacheKey> keys = new ArrayList<>();
            IntStream.range(0, 8).forEach(t -> IntStream.range(0, 50).forEach(i -> keys.add(key(t * 1_000 + i))));
            assertThat(cache.getAll(keys)).hasSize(400);
            assertThat(cache.getAll(List.of(key(999_999)))).containsEntry(key(999_999), answer("shared"));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void itMayBeClosedTwice() {
        LabelCache cache = cache();

        cache.close();

        cache.close();
    }

    /** A key that differs for each number. */
    protected static CacheKey key(int number) {
        return CacheKey.of(
                ByteBuffer.allocate(32).putInt(number * 31).putInt(28, number).array());
    }

    /** An answer with one label. */
    protected static CachedLabel answer(String label) {
        return new CachedLabel(List.of(ScoredLabel.of(label, 0.5)), "model-1", Usage.NONE, NOON);
    }
}
