package io.ticketlabeler.internal;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last look before a request leaves. Making a request takes a while, and what was allowed when it began may not be any more:
 * whoever sends asks {@link #check()} right before, on the thread that makes the call.
 */
public final class Departure {

    private static final ThreadLocal<@Nullable BooleanSupplier> ALLOWED = new ThreadLocal<>();

    private Departure() {}

    /** The request must not leave now; nothing was sent. */
    public static final class CancelledException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private CancelledException() {
            super("the request must not leave now", null, false, false);
        }
    }

    /**
     * Makes a call whose requests leave only while that holds.
     *
     * @throws CancelledException if it does not
     */
    public static <T> T only(BooleanSupplier allowed, Supplier<T> call) {
        BooleanSupplier before = ALLOWED.get();
        ALLOWED.set(allowed);
        try {
            check();
            return call.get();
        } finally {
            if (before == null) {
                ALLOWED.remove();
            } else {
                ALLOWED.set(before);
            }
        }
    }

    /**
     * To be asked right before a request is sent.
     *
     * @throws CancelledException if it must not be sent
     */
    public static void check() {
        BooleanSupplier allowed = ALLOWED.get();
        if (allowed != null && !allowed.getAsBoolean()) {
            throw new CancelledException();
        }
    }
}
