package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.internal.reading.ExportFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an export, file after file: a zip as doccano sends it, or one of the files in it. Nothing is unpacked to the disk; memory is
 * that of the largest row. For one thread.
 */
final class ExportFile implements AutoCloseable {

    private static final ExportFiles.Layout LAYOUT =
            new ExportFiles.Layout("doccano", false, 10_000); // one for each member
    private static final String SHARED = "all"; // the file of a project whose annotations are shared

    private final ExportFiles files;
    private final RowFormat format;
    private @Nullable RowReader rows;
    private String entry = "";
    private long row;

    private ExportFile(ExportFiles files, RowFormat format) {
        this.files = files;
        this.format = format;
    }

    /** @throws IOException if it cannot be opened */
    static ExportFile open(Path file, RowFormat format) throws IOException {
        return new ExportFile(ExportFiles.open(file, LAYOUT), format);
    }

    /**
     * The next row; null after the last.
     *
     * @throws IOException if something else than an export is there, with its place and without what stands there
     */
    @Nullable
    ExportRow next() throws IOException {
        try {
            while (true) {
                RowReader open = rows;
                if (open == null) {
                    if (!nextFile()) {
                        return null;
                    }
                } else {
                    ExportRow found = found(open);
                    if (found != null) {
                        return found;
                    }
                    rows = null;
                }
            }
        } catch (ZipException e) {
            throw new IOException(place() + "the zip is damaged; export it again");
        }
    }

    private @Nullable ExportRow found(RowReader open) throws IOException {
        try {
            JsonNode values = open.next();
            if (values == null) {
                return null;
            }
            row++;
            String member = !files.isZip() || stem(entry).equals(SHARED) ? "" : stem(entry);
            return new ExportRow(values, member, entry + ", row " + row);
        } catch (ZipException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(place() + e.getMessage(), e.getCause());
        }
    }

    private String place() {
        return entry.isEmpty() ? "" : entry + ", after row " + row + ": ";
    }

    private boolean nextFile() throws IOException {
        row = 0;
        InputStream content = files.next();
        if (content == null) {
            return false;
        }
        entry = files.name();
        rows = format.reader(files.extension(), content);
        return true;
    }

    private static String stem(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
