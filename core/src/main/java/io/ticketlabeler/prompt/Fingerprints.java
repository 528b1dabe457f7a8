package io.ticketlabeler.prompt;

import io.ticketlabeler.internal.Digest;
import java.util.List;

/** Short names for lists of examples. */
final class Fingerprints {

    private Fingerprints() {}

    static String of(List<Example> examples) {
        Digest digest = new Digest();
        for (Example example : examples) {
            digest.field(example.text()).field(example.labels().size());
            example.labels().forEach(digest::field);
        }
        return digest.shortHex();
    }
}
