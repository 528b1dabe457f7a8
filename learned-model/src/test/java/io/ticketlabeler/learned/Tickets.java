package io.ticketlabeler.learned;

import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.prompt.TextEmbedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up reviewed tickets in three languages; the same for the same seed. */
final class Tickets {

    private static final String[][] WORDS = {
        {"invoice", "charged", "refund", "Rechnung", "erstatten", "card payment", "請求書"},
        {"crash", "error 500", "stack trace", "Absturz", "freezes", "won't start", "エラー"},
        {"password", "login", "locked out", "Anmeldung", "two-factor", "reset link", "ログイン"}
    };
    private static final String[] LABELS = {"Billing", "Bug", "Account"};
    private static final String[] AROUND = {
        "hello", "please", "since monday", "können Sie", "thanks 🙂", "“quoted”", "<b>urgent</b>"
    };

    private Tickets() {}

    static List<Example> some(int each, long seed) {
        Random random = new Random(seed);
        List<Example> all = new ArrayList<>();
        for (int i = 0; i < each * LABELS.length; i++) {
            int label = i % LABELS.length;
            all.add(Example.of(
                    pick(AROUND, random) + " " + pick(WORDS[label], random) + " " + pick(AROUND, random) + " "
                            + pick(WORDS[label], random) + " no " + i,
                    LABELS[label]));
        }
        return all;
    }

    /** The same texts, with labels that have nothing to do with them. */
    static List<Example> nonsense(int each, long seed) {
        Random random = new Random(seed);
        return some(each, seed).stream()
                .map(example -> Example.of(example.text(), LABELS[random.nextInt(LABELS.length)]))
                .toList();
    }

    /** Sees the first word of the topic only: a vector that tells the labels apart, and another that tells nothing. */
    static TextEmbedder topics() {
        return texts -> texts.stream()
                .map(text -> {
                    float[] vector = new float[LABELS.length + 1];
                    for (int i = 0; i < LABELS.length; i++) {
                        for (String word : WORDS[i]) {
                            vector[i] += text.contains(word) ? 1 : 0;
                        }
                    }
                    vector[LABELS.length] = 0.1f;
                    return vector;
                })
                .toList();
    }

    static TextEmbedder blind() {
        return texts -> texts.stream().map(text -> new float[] {1, 0.5f}).toList();
    }

    private static String pick(String[] from, Random random) {
        return from[random.nextInt(from.length)];
    }
}
