package io.ticketlabeler.cli;

import io.ticketlabeler.jdbc.SqliteLabelCache;
import io.ticketlabeler.model.OpenAi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads what a run needs on the processor that is idle while options and files are read: the run would do so too, but only when all
 * that is done. Nothing is decided here: what was guessed wrong is loaded later.
 */
final class HeadStart {

    private static final int HASHES = 1_500;

    private HeadStart() {}

    /** Begins, if these arguments ask for a run; nothing is sent, and nothing of the user's is read or written. */
    static void begin(String... args) {
        if (args.length > 0 && args[0].equals("label")) {
            Thread thread = new Thread(() -> prepare(cache(Arrays.asList(args))), "ticketlabeler-head-start");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** The file behind {@code --cache}. */
    private static @Nullable String cache(List<String> args) {
        int at = args.indexOf("--cache");
        return at >= 0 && at + 1 < args.size() ? args.get(at + 1) : null;
    }

    /** Often enough to be compiled: every text and every id is hashed, which takes 20 times as long before. */
    private static void hash() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < HASHES; i++) {
                sha.update((byte) i);
                sha.update(sha.digest());
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static void prepare(@Nullable String cache) {
        try {
            if (cache == null || !Files.exists(Path.of(cache))) { // else there may be no call
                OpenAi.chat("none").baseUrl("http://127.0.0.1/v1").prepare();
            } else {
                SqliteLabelCache.prepare();
                hash();
            }
        } catch (RuntimeException e) {
            // what is wrong shows where it matters
        }
    }
}
