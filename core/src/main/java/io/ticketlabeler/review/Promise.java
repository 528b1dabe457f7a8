package io.ticketlabeler.review;

import java.util.Locale;

/** What a certificate promises. The two are never the same, and neither follows from the other. */
public enum Promise {
    /**
     * The finished data set, that is proposals accepted unseen and labels chosen by people together, has at most a share eps of wrong labels.
     * People's labels count as right.
     */
    DATASET,
    /** Of the proposals that are accepted unseen at most a share eps are wrong. Harder to prove, so fewer are accepted. */
    ACCEPTED;

    /** As files and the command line show it: {@code dataset} or {@code accepted}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The promise of that code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Promise of(String code) {
        for (Promise promise : values()) {
            if (promise.code().equals(code)) {
                return promise;
            }
        }
        throw new IllegalArgumentException("\"" + code + "\" is no promise; expected dataset or accepted");
    }
}
