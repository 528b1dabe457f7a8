package io.ticketlabeler.kili;

import io.ticketlabeler.export.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A folder of JSON files that others see whole or not at all, as {@link WholeFile} is for one file. Its files are not forced to the disk one
 * by one: that would take a hundred times as long. For one thread.
 */
final class WholeFolder implements AutoCloseable {

    private static final String ENDING = ".json";

    private final Path target;
    private final Path temporary;
    private boolean appeared;

    private WholeFolder(Path target, Path temporary) {
        this.target = target;
        this.temporary = temporary;
    }

    /**
     * Begins a folder; the one around it is there.
     *
     * @throws IOException if something stands in its place that is no folder of JSON files
     */
    static WholeFolder open(Path target) throws IOException {
        checkReplaceable(target);
        return new WholeFolder(target, Files.createDirectory(hidden(target)));
    }

    private static Path hidden(Path target) {
        return target.resolveSibling(".ticketlabeler-" + UUID.randomUUID() + ".tmp");
    }

    private static void checkReplaceable(Path target) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path foreign = foreign(target);
        if (foreign != null) {
            throw new IOException("cannot write " + target + ": " + foreign
                    + " is none of the files that a run puts there; choose another place, or remove it");
        }
    }

    /** What we would not have written; null if all is ours. */
    private static @Nullable Path foreign(Path target) throws IOException {
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            return target;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
            for (Path file : files) {
                boolean ours = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && file.getFileName().toString().endsWith(ENDING);
                if (!ours) {
                    return file;
                }
            }
            return null;
        }
    }

    /** Puts a file there, as UTF-8. */
    void put(String stem, String content) throws IOException {
        try {
            Files.writeString(temporary.resolve(stem + ENDING), content, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IOException("cannot write " + target + ": " + e.getMessage(), e);
        }
    }

    /** Makes the folder visible, in the place of one that was there. */
    void complete() throws IOException {
        checkReplaceable(target);
        if (Files.exists(target)) {
            Path before = hidden(target);
            Files.move(target, before);
            Files.move(temporary, target);
            appeared = true;
            remove(before);
        } else {
            Files.move(temporary, target);
            appeared = true;
        }
    }

    /** Removes what was written, unless it was completed. May be called twice. */
    @Override
    public void close() throws IOException {
        if (!appeared) {
            remove(temporary);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
