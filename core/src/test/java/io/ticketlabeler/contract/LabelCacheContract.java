package io.ticketlabeler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ticketlabeler.cache.Attempt;
import io.ticketlabeler.cache.AttemptEnd;
import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.ticket.ConfidenceSource;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Usage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The rules of a {@link LabelCache}. Extend it and give a cache that is empty and has room for 10,000 answers; override
 * {@link #sameStore} if processes can share it, and {@link #keepsLedger} if it explains the bill.
 */
public abstract class LabelCacheContract {

    private static final AttemptEnd ANSWERED = new AttemptEnd(
            AttemptEnd.State.ANSWERED, "", "model-1", new Usage(57, 40, 9, OptionalDouble.of(0.0000123)));
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    /** A new, empty cache. */
    protected abstract LabelCache cache();

    /** Another cache on the same store, as another process would open it; {@code null} if there is no such thing. */
    protected @Nullable LabelCache sameStore(LabelCache cache) {
        return null;
    }

    /** Whether {@link LabelCache#sending} and {@link LabelCache#ended} are remembered. */
    protected boolean keepsLedger() {
        return false;
    }

    @Test
    void whatWasPutComesBackUnchanged() {
        try (LabelCache cache = cache()) {
            CachedLabel answer = new CachedLabel(
                    List.of(
                            ScoredLabel.of("Größe & <Form> 🙂", 0.123456789, ConfidenceSource.TOKENS),
                            ScoredLabel.of("plain")),
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
    void namesModelsAndTimesOfAnyKindComeBackUnchanged() {
        List<String> names =
                List.of("a\u0000b", "half \ud83d pair", "\"quoted\"", "\\u0000", "[]", "", " ", "ok\n\t", "\uffff");
        List<Instant> times = List.of(
                NOON.plusNanos(123_456_789),
                Instant.EPOCH.minusNanos(1),
                Instant.parse("9999-12-31T23:59:59.999999999Z"));
        Map<CacheKey, CachedLabel> answers = new HashMap<>();
        for (String name : names) {
            for (Instant time : times) {
                Usage usage = new Usage(Long.MAX_VALUE, 0, 1, OptionalDouble.of(Double.MIN_VALUE));
                answers.put(
                        key(answers.size()),
                        new CachedLabel(List.of(ScoredLabel.of(name, 1.0 / 3)), name, usage, time));
            }
        }
        try (LabelCache cache = cache()) {
            cache.putAll(answers);

            assertThat(cache.getAll(answers.keySet())).isEqualTo(answers);
        }
    }

    @Test
    void textsComeBackOnlyWhenTheyAreWanted() {
        CachedLabel plain = answer("a");
        List<String> texts = List.of("Grüße 🙂 <b>", "\"", "half \ud83d pair\u0000", "x".repeat(20_000));
        Map<CacheKey, CachedLabel> answers = new HashMap<>();
        texts.forEach(text -> answers.put(
                key(answers.size()),
                new CachedLabel(plain.labels(), plain.model(), plain.usage(), plain.answered(), Optional.of(text))));
        try (LabelCache cache = cache()) {
            if (cache.keepsTexts()) {
                cache.putAll(answers);

                assertThat(cache.getAll(answers.keySet())).isEqualTo(answers);
            }
        }
    }

    @Test
    void aClaimIsGivenToOneOwner() {
        try (LabelCache cache = cache()) {
            assumeTrue(cache.isShared());

            assertThat(cache.claim(List.of(key(1), key(2)), "a")).containsExactlyInAnyOrder(key(1), key(2));
            assertThat(cache.claim(List.of(key(2), key(3)), "b")).containsExactly(key(3));
            assertThat(cache.claim(List.of(key(1), key(2), key(3)), "a"))
                    .as("the owner's own claims are given again")
                    .containsExactlyInAnyOrder(key(1), key(2));
            assertThat(cache.claim(List.of(), "a")).isEmpty();
        }
    }

    @Test
    void aReleasedClaimIsFreeForOthers() {
        try (LabelCache cache = cache()) {
            assumeTrue(cache.isShared());
            cache.claim(List.of(key(1), key(2)), "a");

            cache.release(List.of(key(1)), "a");
            cache.release(List.of(key(2), key(3)), "b"); // not b's

            assertThat(cache.claim(List.of(key(1), key(2)), "b")).containsExactly(key(1));
        }
    }

    @Test
    void anAnsweredKeyIsNotGivenToAnyone() {
        try (LabelCache cache = cache()) {
            assumeTrue(cache.isShared());
            cache.claim(List.of(key(1), key(2), key(3)), "a");

            cache.putAll(Map.of(key(1), answer("x")));
            Attempt attempt = attempt("call", "a", key(2), key(3));
            cache.sending(attempt);
            cache.ended(attempt, ANSWERED, Map.of(key(2), answer("y")));

            assertThat(cache.claim(List.of(key(1), key(2), key(3)), "a")).containsExactly(key(3));
            assertThat(cache.claim(List.of(key(1), key(2), key(3)), "b")).isEmpty();
        }
    }

    @Test
    void ofManyOwnersAtOnceOneGetsEachKey() throws Exception {
        List<CacheKey> keys =
                IntStream.range(0, 500).mapToObj(LabelCacheContract::key).toList();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (LabelCache cache = cache()) {
            assumeTrue(cache.isShared());
            List<Future<List<CacheKey>>> owners = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                String owner = "owner " + t;
                List<CacheKey> shuffled = new ArrayList<>(keys);
                Collections.shuffle(shuffled, new Random(t));
                owners.add(threads.submit(() -> {
                    List<CacheKey> mine = new ArrayList<>();
                    for (int from = 0; from < shuffled.size(); from += 25) {
                        mine.addAll(cache.claim(shuffled.subList(from, from + 25), owner));
                    }
                    return mine;
                }));
            }

            List<CacheKey> given = new ArrayList<>();
            for (Future<List<CacheKey>> owner : owners) {
                given.addAll(owner.get());
            }
            assertThat(given).containsExactlyInAnyOrderElementsOf(keys);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theEndOfACallKeepsItsAnswers() {
        try (LabelCache cache = cache()) {
            Attempt attempt = attempt("call", "a", key(1), key(2));

            cache.sending(attempt);
            cache.ended(attempt, ANSWERED, Map.of(key(1), answer("x")));
            cache.ended(attempt, ANSWERED, Map.of(key(1), answer("x"))); // told twice

            assertThat(cache.getAll(List.of(key(1), key(2)))).containsExactlyEntriesOf(Map.of(key(1), answer("x")));
            assertThat(cache.unsettled()).isEmpty();
        }
    }

    @Test
    void callsOfUnknownOutcomeLeaveUnsettledKeys() {
        try (LabelCache cache = cache()) {
            assumeTrue(keepsLedger());
            Attempt answered = attempt("1", "a", key(1));
            Attempt refused = attempt("2", "a", key(2));
            Attempt lost = attempt("3", "a", key(3), key(4));
            List.of(answered, refused, lost).forEach(cache::sending);
            assertThat(cache.unsettled()).as("calls in the air").isEmpty();

            cache.ended(answered, ANSWERED, Map.of(key(1), answer("x")));
            cache.ended(refused, new AttemptEnd(AttemptEnd.State.FAILED, "REFUSED", "", Usage.NONE), Map.of());
            cache.ended(lost, new AttemptEnd(AttemptEnd.State.UNKNOWN, "TIMEOUT", "", Usage.NONE), Map.of());
            assertThat(cache.unsettled()).containsExactlyInAnyOrder(key(3), key(4));

            cache.putAll(Map.of(key(3), answer("asked again")));
            assertThat(cache.unsettled()).containsExactly(key(4));
        }
    }

    @Test
    void callsThatWereInTheAirWhenTheirCacheWasClosedAreUnsettled() {
        LabelCache first = cache();
        LabelCache second = sameStore(first);
        try {
            assumeTrue(second != null && keepsLedger());
            first.sending(attempt("1", "a", key(1)));
            assertThat(second.unsettled()).isEmpty();

            first.close();

            assertThat(second.unsettled()).containsExactly(key(1));
        } finally {
            first.close();
            if (second != null) {
                second.close();
            }
        }
    }

    @Test
    void anotherCacheOnTheSameStoreSeesAnswersAndClaims() {
        LabelCache first = cache();
        LabelCache second = sameStore(first);
        try {
            assumeTrue(second != null);
            first.putAll(Map.of(key(1), answer("x")));
            assertThat(second.getAll(List.of(key(1)))).containsEntry(key(1), answer("x"));

            first.claim(List.of(key(1), key(2)), "a");
            assertThat(second.claim(List.of(key(1), key(2), key(3)), "b")).containsExactly(key(3));

            first.close();
            assertThat(second.claim(List.of(key(2)), "b"))
                    .as("claims of a cache that was closed are free")
                    .containsExactly(key(2));
        } finally {
            first.close();
            if (second != null) {
                second.close();
            }
        }
    }

    @Test
    void itMayBeClosedTwice() {
        LabelCache cache = cache();

        cache.close();

        cache.close();
    }

    private static Attempt attempt(String id, String owner, CacheKey... keys) {
        return new Attempt(id, "run", owner, "model-1", List.of(keys), 100);
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
