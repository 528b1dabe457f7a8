package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an export, file after file: a zip as doccano sends it, or one of the files in it. Nothing is unpacked to the disk; memory is
 * that of the largest row. For one thread.
 */
final class ExportFile implements AutoCloseable {

    private static final int MOST_FILES = 10_000; // one for each member
    private static final long PLAIN_BYTES = 64 << 20; // smaller than this nothing is suspicious
    private static final int MOST_TIMES = 200; // ticket texts get 3 to 30 times smaller; a bomb 1,000 times
    private static final String SHARED = "all"; // the file of a project whose annotations are shared

    private final Counting packed;
    private final @Nullable ZipInputStream zip;
    private final RowFormat format;
    private final String name;
    private @Nullable RowReader rows;
    private String entry = "";
    private long row;
    private int files;

    private ExportFile(InputStream in, String name, RowFormat format) throws IOException {
        this.packed = new Counting(new BufferedInputStream(in, 1 << 16));
        this.format = format;
        this.name = name;
        packed.mark(4);
        byte[] beginning = packed.readNBytes(4);
        packed.reset();
        boolean isZip = beginning.length > 1 && beginning[0] == 'P' && beginning[1] == 'K';
        this.zip = isZip ? new ZipInputStream(packed) : null;
    }

    /** @throws IOException if it cannot be opened */
    static ExportFile open(Path file, RowFormat format) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return new ExportFile(in, String.valueOf(file.getFileName()), format);
        } catch (IOException e) {
            in.close();
            throw e;
        }
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
            String member = zip == null || stem(entry).equals(SHARED) ? "" : stem(entry);
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
        if (zip == null) {
            if (files++ > 0) {
                return false;
            }
            entry = name;
            rows = format.reader(extension(name), packed);
            return true;
        }
        ZipEntry next = zip.getNextEntry();
        if (next == null) {
            return false;
        }
        entry = checked(next);
        rows = format.reader(extension(entry), new Limited(zip));
        return true;
    }

    /** doccano puts plain files at the root; anything else is not from it. */
    private String checked(ZipEntry next) throws IOException {
        String path = next.getName();
        boolean plain = !next.isDirectory()
                && !path.isBlank()
                && path.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ')
                && !path.startsWith("..");
        if (!plain) {
            throw new IOException(
                    "the zip holds something else than doccano's files (a folder or a path); export it again");
        }
        if (++files > MOST_FILES) {
            throw new IOException("the zip holds more than " + MOST_FILES + " files; is it an export of doccano?");
        }
        return path;
    }

    private static String extension(String file) {
        return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String stem(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }

    @Override
    public void close() throws IOException {
        packed.close();
    }

    /** How many bytes went by. */
    private static final class Counting extends FilterInputStream {

        private long bytes;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            bytes += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = super.read(to, offset, length);
            bytes += Math.max(0, read);
            return read;
        }
    }

    /** Stops where so much comes out of so little that nobody wrote it; leaves the zip open. */
    private final class Limited extends FilterInputStream {

        private final long before = packed.bytes;
        private long out;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = super.read(to, offset, length);
            out += Math.max(0, read);
            if (out > PLAIN_BYTES && out / MOST_TIMES > packed.bytes - before) {
                throw new IOException("a file grows to more than " + MOST_TIMES
                        + " times its size in the zip; is it an export of doccano?");
            }
            return read;
        }

        @Override
        public void close() {
            // the next file follows
        }
    }
}
