package io.ticketlabeler.internal.reading;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of an export, one after the other: those in a zip as a tool sends it, or one plain file. Nothing is unpacked to the disk, and
 * what grows beyond measure is refused. For one thread.
 */
public final class ExportFiles implements AutoCloseable {

    private static final long PLAIN_BYTES = 64 << 20; // smaller than this nothing is suspicious
    private static final int MOST_TIMES = 200; // ticket texts get 3 to 30 times smaller; a bomb 1,000 times

    private final Layout layout;
    private final Counting packed;
    private final @Nullable ZipInputStream zip;
    private String name;
    private int files;

    /**
     * What a tool's zips look like.
     *
     * @param tool      for messages, e.g. {@code doccano}
     * @param folders   whether files may lie in folders
     * @param mostFiles how many there may be
     */
    public record Layout(String tool, boolean folders, int mostFiles) {}

    private ExportFiles(InputStream in, String name, Layout layout) throws IOException {
        this.packed = new Counting(new BufferedInputStream(in, 1 << 16));
        this.name = name;
        this.layout = layout;
        packed.mark(4);
        byte[] beginning = packed.readNBytes(4);
        packed.reset();
        boolean isZip = beginning.length > 1 && beginning[0] == 'P' && beginning[1] == 'K';
        this.zip = isZip ? new ZipInputStream(packed) : null;
    }

    /**
     * Begins with the first file.
     *
     * @throws IOException if it cannot be opened
     */
    public static ExportFiles open(Path file, Layout layout) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return new ExportFiles(in, String.valueOf(file.getFileName()), layout);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /**
     * The content of the next file, to be read before the one after it is asked for; null after the last.
     *
     * @throws java.util.zip.ZipException if the zip is damaged
     * @throws IOException                if it holds what the tool does not put there
     */
    public @Nullable InputStream next() throws IOException {
        if (zip == null) {
            return files++ == 0 ? packed : null;
        }
        for (ZipEntry next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
            String path = checked(next);
            if (!next.isDirectory()) {
                name = path;
                return new Limited(zip);
            }
        }
        return null;
    }

    /** The name of the file that {@link #next} gave, with its folders. */
    public String name() {
        return name;
    }

    /** What stands behind the last dot of the name, in lower case. */
    public String extension() {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether the files stand in a zip. */
    public boolean isZip() {
        return zip != null;
    }

    private String checked(ZipEntry next) throws IOException {
        String path = next.getName();
        boolean plain = !path.isBlank()
                && path.chars().noneMatch(c -> c == '\\' || c == ':' || c < ' ')
                && !path.startsWith("/")
                && !path.matches("(.*/)?\\.\\.(/.*)?")
                && (layout.folders() || !path.contains("/"));
        if (!plain) {
            throw new IOException("the zip holds something else than " + layout.tool() + "'s files ("
                    + (layout.folders() ? "" : "a folder or ") + "a path); export it again");
        }
        if (++files > layout.mostFiles()) {
            throw new IOException("the zip holds more than " + layout.mostFiles() + " files; is it an export of "
                    + layout.tool() + "?");
        }
        return path;
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
                        + " times its size in the zip; is it an export of " + layout.tool() + "?");
            }
            return read;
        }

        @Override
        public void close() {
            // the next file follows
        }
    }
}
