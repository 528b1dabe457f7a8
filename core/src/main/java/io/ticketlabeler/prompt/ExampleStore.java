package io.ticketlabeler.prompt;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Examples that come and go while a labeler works, such as what people correct; for
 * {@link PromptStrategies#nearestExamples(TextEmbedder, ExampleStore, int)}.
 *
 * <p>Holds a limited number; the one that was put longest ago makes room. Thread-safe.
 */
public final class ExampleStore {

    private final int most;
    private final Map<String, Example> byKey = new LinkedHashMap<>(); // guarded by this

    private ExampleStore(int most) {
        this.most = most;
    }

    /**
     * An empty store.
     *
     * @param most at least 1
     */
    public static ExampleStore holding(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("an example store for " + most + " examples; expected at least 1");
        }
        return new ExampleStore(most);
    }

    /** Takes an example, instead of the one that this key had. */
    public synchronized void put(String key, Example example) {
        byKey.remove(key);
        byKey.put(key, example);
        if (byKey.size() > most) {
            Iterator<String> oldest = byKey.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Forgets the example of this key, if there is one. */
    public synchronized void remove(String key) {
        byKey.remove(key);
    }

    /** What is there now, oldest first. */
    public synchronized List<Example> examples() {
        return List.copyOf(new ArrayList<>(byKey.values()));
    }
}
