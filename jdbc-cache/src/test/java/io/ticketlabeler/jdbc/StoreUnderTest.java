package io.ticketlabeler.jdbc;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.cache.LabelCache;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** Opens a store by one word, so that a child can: {@code sqlite:FILE}, {@code jdbc:postgresql:…}, {@code mvstore:FILE}. */
final class StoreUnderTest {

    private StoreUnderTest() {}

    static LabelCache open(String address) {
        if (address.startsWith("sqlite:")) {
            return SqliteLabelCache.open(Path.of(address.substring("sqlite:".length())));
        }
        if (address.startsWith("mvstore:")) {
            return new Forgetful(MVStore.open(address.substring("mvstore:".length())));
        }
        return JdbcLabelCache.of(TestPostgres.at(address));
    }

    /** A store that writes when it likes to, not when it says so. */
    private static final class Forgetful implements LabelCache {

        private final MVStore store;
        private final MVMap<byte[], String> map;

        Forgetful(MVStore store) {
            this.store = store;
            this.map = store.openMap("answers");
        }

        @Override
        public Map<CacheKey, CachedLabel> getAll(Collection<CacheKey> keys) {
            Map<CacheKey, CachedLabel> found = new HashMap<>();
            for (CacheKey key : keys) {
                String number = map.get(key.bytes());
                if (number != null) {
                    found.put(key, Answered.answer(Integer.parseInt(number)));
                }
            }
            return found;
        }

        @Override
        public void putAll(Map<CacheKey, CachedLabel> answers) {
            answers.forEach((key, answer) ->
                    map.put(key.bytes(), Long.toString(answer.usage().inputTokens())));
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
