package io.ticketlabeler.kili;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.internal.json.JsonRows;
import io.ticketlabeler.internal.reading.ExportFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The assets of an export: a zip as Kili's package writes it, the folder that comes out of it, or one file of it. Both layouts are read:
 * {@code data.json} with all assets, and {@code labels/} with a file for each. Memory is that of the largest asset, and the names of the files
 * in a folder. For one thread.
 */
final class AssetRows implements AutoCloseable {

    private static final ExportFiles.Layout LAYOUT = new ExportFiles.Layout("Kili", true, 5_000_000);
    // media that are exported along may be called like ours
    private static final Pattern ASSETS =
            Pattern.compile("(?!assets/|images/)([^/]+/)?(data\\.json|labels/.+\\.json)", Pattern.DOTALL);
    private static final String NONE =
            "there is neither data.json nor labels/ in it; export the project in the format \"kili\"";

    private final Source source;
    private @Nullable JsonRows rows;
    private String file = "";
    private boolean any;

    private AssetRows(Source source) {
        this.source = source;
    }

    /** Files, one after the other. */
    private interface Source extends AutoCloseable {

        /** The next one; null after the last. */
        @Nullable
        InputStream next() throws IOException;

        String name();

        @Override
        void close() throws IOException;
    }

    /** @throws IOException if it cannot be opened */
    static AssetRows open(Path export) throws IOException {
        return new AssetRows(Files.isDirectory(export) ? new Folder(export) : new Packed(export));
    }

    /**
     * The next asset; null after the last.
     *
     * @throws IOException if something else than an export is there, with its place and without what stands there
     */
    @Nullable
    JsonNode next() throws IOException {
        try {
            while (true) {
                JsonRows open = rows;
                if (open == null) {
                    InputStream content = source.next();
                    if (content == null) {
                        return ended();
                    }
                    any = true;
                    file = source.name();
                    rows = rows(content);
                } else {
                    JsonNode asset = asset(open);
                    if (asset != null) {
                        return asset;
                    }
                    open.close();
                    rows = null;
                }
            }
        } catch (ZipException e) {
            throw new IOException(
                    (file.isEmpty() ? "" : "after " + file + ": ") + "the zip is damaged; export it again");
        }
    }

    private @Nullable JsonNode ended() throws IOException {
        if (!any) {
            throw new IOException(NONE);
        }
        return null;
    }

    private JsonRows rows(InputStream content) throws IOException {
        try {
            return JsonRows.of(content);
        } catch (IOException e) {
            throw placed(e);
        }
    }

    private IOException placed(IOException e) {
        return e instanceof ZipException ? e : new IOException(file + ": " + e.getMessage(), e.getCause());
    }

    private @Nullable JsonNode asset(JsonRows open) throws IOException {
        JsonNode asset;
        try {
            asset = open.next();
        } catch (IOException e) {
            throw placed(e);
        }
        boolean foreign = asset != null
                && !asset.has("externalId")
                && !asset.has("labels")
                && !asset.has("latestLabels")
                && !asset.has("latestLabel");
        if (foreign) {
            throw new IOException(place() + ": this is no asset of Kili, it has neither externalId nor labels;"
                    + " export the project in the format \"kili\"");
        }
        return asset;
    }

    /** Of the last asset, e.g. {@code data.json, line 7}. */
    String place() {
        return file + (rows == null ? "" : ", line " + rows.line());
    }

    @Override
    public void close() throws IOException {
        try (source;
                JsonRows open = rows) {
            rows = null;
        }
    }

    /** A zip, or one file out of it. */
    private static final class Packed implements Source {

        private final ExportFiles files;

        Packed(Path export) throws IOException {
            this.files = ExportFiles.open(export, LAYOUT);
        }

        @Override
        public @Nullable InputStream next() throws IOException {
            InputStream content = files.next();
            while (content != null
                    && files.isZip()
                    && !ASSETS.matcher(files.name()).matches()) {
                content = files.next();
            }
            return content;
        }

        @Override
        public String name() {
            return files.name();
        }

        @Override
        public void close() throws IOException {
            files.close();
        }
    }

    /** What comes out of a zip. */
    private static final class Folder implements Source {

        private final Path folder;
        private final Iterator<Path> files;
        private String name = "";

        Folder(Path folder) throws IOException {
            this.folder = folder;
            List<Path> found = new ArrayList<>();
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(Files::isRegularFile).filter(this::isOfAssets).forEach(found::add);
            }
            found.sort(null);
            this.files = found.iterator();
        }

        private boolean isOfAssets(Path path) {
            return ASSETS.matcher(nameOf(path)).matches();
        }

        private String nameOf(Path path) {
            return folder.relativize(path).toString().replace('\\', '/');
        }

        @Override
        public @Nullable InputStream next() throws IOException {
            if (!files.hasNext()) {
                return null;
            }
            Path next = files.next();
            name = nameOf(next);
            return new BufferedInputStream(Files.newInputStream(next));
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void close() {
            // each file is closed when it is read
        }
    }
}
