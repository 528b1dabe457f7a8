package io.ticketlabeler.jdbc;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.ticket.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it stands in the table. The checksum covers everything, the key included: a flipped bit, or a row under somebody
 * else's key, is recognised.
 */
record AnswerRow(
        CacheKey key,
        String labels,
        String model,
        long inputTokens,
        long cachedInputTokens,
        long outputTokens,
        @Nullable Double costUsd,
        long answeredSecond,
        int answeredNano,
        @Nullable String text,
        long crc) {

    /** In the order in which {@link #read} expects them. */
    static final String COLUMNS =
            "key, labels, model, input_tokens, cached_input_tokens, output_tokens, cost_usd, answered_s,"
                    + " answered_ns, ticket, crc";

    static AnswerRow of(CacheKey key, CachedLabel answer, boolean withText) {
        Usage usage = answer.usage();
        Instant answered = answer.answered();
        AnswerRow row = new AnswerRow(
                key,
                Texts.labels(answer.labels()),
                Texts.stored(answer.model()),
                usage.inputTokens(),
                usage.cachedInputTokens(),
                usage.outputTokens(),
                cost(usage.costUsd()),
                answered.getEpochSecond(),
                answered.getNano(),
                withText ? answer.text().map(Texts::stored).orElse(null) : null,
                0);
        return row.withCrc(row.checksum());
    }

    /** SQLite knows neither NaN nor a negative zero. */
    static @Nullable Double cost(OptionalDouble cost) {
        return cost.isEmpty() || Double.isNaN(cost.getAsDouble()) ? null : (Double) (cost.getAsDouble() + 0.0);
    }

    private AnswerRow withCrc(long checksum) {
        return new AnswerRow(
                key,
                labels,
                model,
                inputTokens,
                cachedInputTokens,
                outputTokens,
                costUsd,
                answeredSecond,
                answeredNano,
                text,
                checksum);
    }

    /** The row under the cursor; empty when not even its key can be one. */
    @SuppressWarnings("NullAway") // columns may be null in a damaged file, whatever the schema says
    static Optional<AnswerRow> read(ResultSet rows) throws SQLException {
        byte[] key = rows.getBytes(1);
        if (key == null || key.length != 32) {
            return Optional.empty();
        }
        double cost = rows.getDouble(7);
        Double costUsd = rows.wasNull() ? null : (Double) cost;
        String labels = rows.getString(2);
        String model = rows.getString(3);
        return Optional.of(new AnswerRow(
                CacheKey.of(key),
                labels == null ? "" : labels,
                model == null ? "" : model,
                rows.getLong(4),
                rows.getLong(5),
                rows.getLong(6),
                costUsd,
                rows.getLong(8),
                rows.getInt(9),
                rows.getString(10),
                rows.getLong(11)));
    }

    /** What was stored; empty when this is not it any more. */
    Optional<CachedLabel> answer() {
        if (crc != checksum()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CachedLabel(
                    Texts.labels(labels),
                    Texts.original(model),
                    new Usage(
                            inputTokens,
                            cachedInputTokens,
                            outputTokens,
                            costUsd == null ? OptionalDouble.empty() : OptionalDouble.of(costUsd)),
                    Instant.ofEpochSecond(answeredSecond, answeredNano),
                    Optional.ofNullable(text).map(Texts::original)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty(); // the checksum fits by chance, or somebody made it fit: still not an answer
        }
    }

    private long checksum() {
        CRC32C crc = new CRC32C();
        crc.update(key.bytes());
        update(crc, labels);
        update(crc, model);
        ByteBuffer numbers = ByteBuffer.allocate(6 * Long.BYTES + Integer.BYTES)
                .putLong(inputTokens)
                .putLong(cachedInputTokens)
                .putLong(outputTokens)
                .putLong(costUsd == null ? -1 : Double.doubleToLongBits(costUsd)) // -1 is a NaN, which no cost is
                .putLong(answeredSecond)
                .putInt(answeredNano)
                .putLong(text == null ? 0 : 1);
        crc.update(numbers.flip());
        if (text != null) {
            update(crc, text);
        }
        return crc.getValue();
    }

    private static void update(CRC32C crc, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).flip());
        crc.update(utf8);
    }

    /** Never the text. */
    @Override
    public String toString() {
        return "AnswerRow[" + key + "]";
    }
}
