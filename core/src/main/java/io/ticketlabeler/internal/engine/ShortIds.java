package io.ticketlabeler.internal.engine;

import java.util.random.RandomGenerator;

/** Ids of tickets within one call, e.g. {@code k3f9}: short because they are paid for, random so that no ticket can name another. */
final class ShortIds {

    private static final String ALPHABET =
            "bcdfghjkmnpqrstvwxz23456789"; // no vowels: no words; no l, o, 0, 1: no mix-ups
    private static final int LENGTH = 4;

    private ShortIds() {}

    static String next(RandomGenerator random) {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
