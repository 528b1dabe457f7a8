package io.ticketlabeler.jdbc;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Usage;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Answers made from their numbers, so that another process can tell what they have to be. */
final class Answered {

    private Answered() {}

    static CacheKey key(int number) {
        try {
            return CacheKey.of(MessageDigest.getInstance("SHA-256")
                    .digest(ByteBuffer.allocate(4).putInt(number).array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<CacheKey> keys(int from, int to) {
        return IntStream.range(from, to).mapToObj(Answered::key).toList();
    }

    static CachedLabel answer(int number) {
        return new CachedLabel(
                List.of(ScoredLabel.of("Größe & Co. 🙂 " + number, number % 100 / 100.0), ScoredLabel.of("second")),
                "model-" + number % 3,
                new Usage(number, 1, 2, OptionalDouble.of(number * 1e-7)),
                Instant.ofEpochSecond(1_800_000_000L + number, number));
    }

    static CachedLabel withText(int number) {
        CachedLabel plain = answer(number);
        return new CachedLabel(
                plain.labels(),
                plain.model(),
                plain.usage(),
                plain.answered(),
                Optional.of("text of ticket " + number));
    }

    static Map<CacheKey, CachedLabel> answers(int from, int to) {
        Map<CacheKey, CachedLabel> answers = new LinkedHashMap<>();
        IntStream.range(from, to).forEach(i -> answers.put(key(i), answer(i)));
        return answers;
    }
}
