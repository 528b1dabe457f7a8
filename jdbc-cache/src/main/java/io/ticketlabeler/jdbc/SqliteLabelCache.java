package io.ticketlabeler.jdbc;

import io.ticketlabeler.ticket.TicketLabelerException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A label cache in a file: for one process or several on one machine, also in containers that share a folder. It survives
 * {@code kill -9}, and power cuts as far as the disk does.
 *
 * <p>SQLite keeps {@code -wal} and {@code -shm} beside the file while it is open; copy all three or none. It does not work on network
 * file systems (NFS, SMB): several machines share a PostgreSQL, see {@link JdbcLabelCache#of}. Its native library (12 MB for all
 * systems) is unpacked into the folder for temporary files, which has to allow that programs are run from it.
 */
public final class SqliteLabelCache {

    private SqliteLabelCache() {}

    /**
     * Opens the cache in {@code file}, or makes it.
     *
     * @param file e.g. {@code labels.db}; its folder has to exist
     * @throws TicketLabelerException if that is no label cache, or one of a newer version, or cannot be written
     */
    public static JdbcLabelCache open(Path file) {
        return open(file, Leases.DEFAULT);
    }

    /** Loads SQLite, on a thread that has nothing else to do, before the first cache of a program is opened; else that takes longer. */
    public static void prepare() {
        Rehearsal.ofReading();
    }

    static JdbcLabelCache open(Path file, Leases leases) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw new TicketLabelerException(
                    file + " is a folder: give a file in it, e.g. " + file.resolve("labels.db"));
        }
        if (!Files.isDirectory(folder)) {
            throw new TicketLabelerException(file + " cannot be made: the folder " + folder + " does not exist");
        }
        return JdbcLabelCache.open(new Sqlite(file), Host.here(true), leases);
    }
}
