package io.ticketlabeler.doccano;

import io.ticketlabeler.internal.Digest;
import io.ticketlabeler.internal.reading.ReadTicket;
import io.ticketlabeler.internal.reading.ReviewSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * First the confirmed documents, then those of the other export that are not among them. Memory: some 100 bytes for each ticket, to tell
 * one from the other. For one thread.
 */
final class ExportSource implements ReviewSource {

    private static final String ALL_ALONE =
            "an export of all documents does not tell which of them are confirmed, so none"
                    + " counts as reviewed; give the export of the approved documents, too";

    private final Verdict verdict;
    private final @Nullable ExportFile confirmed;
    private final @Nullable ExportFile all;
    private final Set<ByteBuffer> seen = new HashSet<>();
    private boolean confirmedEnded;
    private boolean noted;

    ExportSource(Verdict verdict, @Nullable ExportFile confirmed, @Nullable ExportFile all) {
        this.verdict = verdict;
        this.confirmed = confirmed;
        this.all = all;
        this.confirmedEnded = confirmed == null;
    }

    @Override
    public @Nullable ReadTicket next() throws IOException {
        if (confirmed == null && !noted) {
            noted = true;
            return new ReadTicket("", null, null, List.of(), List.of(ALL_ALONE));
        }
        ExportRow row = confirmed == null || confirmedEnded ? null : confirmed.next();
        if (row != null) {
            ReadTicket ticket = verdict.of(row.values(), row.member(), true, row.place());
            if (ticket.ticketId() != null) {
                seen.add(key(ticket.ticketId()));
            }
            return ticket;
        }
        confirmedEnded = true;
        return all == null ? null : unconfirmed(all);
    }

    /** Once, even where it stands in the file of each member. */
    private @Nullable ReadTicket unconfirmed(ExportFile open) throws IOException {
        for (ExportRow row = open.next(); row != null; row = open.next()) {
            ReadTicket ticket = verdict.of(row.values(), "", false, row.place());
            if (ticket.ticketId() == null || seen.add(key(ticket.ticketId()))) {
                return ticket;
            }
        }
        return null;
    }

    private static ByteBuffer key(String ticket) {
        return ByteBuffer.wrap(new Digest().field(ticket).bytes(), 0, 16).slice();
    }

    @Override
    public void close() throws IOException {
        try (ExportFile one = confirmed;
                ExportFile other = all) {
            seen.clear();
        }
    }
}
