package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.internal.Digest;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.ticket.Label;
import io.ticketlabeler.ticket.LabelSet;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** Makes cache keys. All that is the same for a run is hashed once. */
final class KeyMaker {

    private static final String VERSION = "ticketlabeler/1";

    private final Digest run;

    KeyMaker(LabelSet labels, LabelModel model, int batchSize) {
        Digest digest =
                new Digest().field(VERSION).field(labels.isMultiple() ? 1 : 0).field(labels.allowsNone() ? 1 : 0);
        List<Label> sorted = labels.labels().stream()
                .sorted(Comparator.comparing(Label::name))
                .toList();
        digest.field(sorted.size());
        sorted.forEach(label -> digest.field(label.name()).field(label.description()));
        digest.field(model.fingerprint());
        digest.field(model.limits().sharedContext() ? sizeClass(batchSize) : 0);
        this.run = new Digest().field(HexFormat.of().formatHex(digest.bytes()));
    }

    CacheKey key(String text) {
        return CacheKey.of(run.copy().field(text).bytes());
    }

    /** Models answer differently in company, but not so much that 20 and 25 tickets a call are different questions. */
    private static int sizeClass(int batchSize) {
        return batchSize == 1 ? 1 : batchSize <= 8 ? 2 : batchSize <= 32 ? 3 : 4;
    }
}
