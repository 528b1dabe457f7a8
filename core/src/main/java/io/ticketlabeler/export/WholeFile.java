package io.ticketlabeler.export;

import io.ticketlabeler.internal.Utf8Writer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A file that others see whole or not at all.
 *
 * <p>What is written goes to a hidden file {@code .ticketlabeler-….tmp} in the same directory. {@link #complete()} forces it to
 * the disk and puts it in the place of the target in one move; {@link #close()} without it removes what was written, and the
 * directories that were made for it. A target that existed before stays as it was until then, and its permissions are kept.
 * Only a process that dies leaves the hidden file behind; it can be deleted.
 *
 * <pre>{@code
 * try (WholeFile file = WholeFile.open(Path.of("out", "labels.csv"))) {
 *     file.writer().write("id,label\n");
 *     file.complete();
 * }
 * }</pre>
 *
 * <p>Memory is constant. For one thread.
 */
public final class WholeFile implements AutoCloseable {

    private final Path target;
    private final Path temporary;
    private final Deque<Path> madeDirectories;
    private final FileChannel channel;
    private final Writer writer;
    private boolean appeared;

    private WholeFile(Path target, Path temporary, Deque<Path> madeDirectories) throws IOException {
        this.target = target;
        this.temporary = temporary;
        this.madeDirectories = madeDirectories;
        this.channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.writer = new Utf8Writer(new NamedErrors(channel, target));
    }

    /**
     * Begins a file; missing directories are made.
     *
     * @param target a symbolic link is followed
     * @throws IOException if nothing can be written there, naming the target
     */
    public static WholeFile open(Path target) throws IOException {
        Deque<Path> made = new ArrayDeque<>();
        try {
            Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
            checkReplaceable(real);
            Path directory = directoryOf(real);
            makeDirectories(directory, made);
            WholeFile file =
                    new WholeFile(real, directory.resolve(".ticketlabeler-" + UUID.randomUUID() + ".tmp"), made);
            file.keepPermissions();
            return file;
        } catch (IOException e) {
            removeDirectories(made);
            throw new IOException("cannot write " + target + ": " + reason(e) + "; choose another place", e);
        }
    }

    /** The file that will appear, with links followed. */
    public Path target() {
        return target;
    }

    /** Takes the content as UTF-8 without a byte order mark; buffered, and closed by this file. */
    public Writer writer() {
        return writer;
    }

    /**
     * Puts the bytes of another file behind what was written.
     *
     * @param utf8 is not changed
     */
    public void append(Path utf8) throws IOException {
        writer.flush();
        try (FileChannel from = FileChannel.open(utf8, StandardOpenOption.READ)) {
            long size = from.size();
            for (long done = 0; done < size; ) {
                done += from.transferTo(done, size - done, channel);
            }
        } catch (IOException e) {
            throw named(target, e);
        }
    }

    /** Makes the file visible. */
    public void complete() throws IOException {
        completeTogether(List.of(this));
    }

    /**
     * Makes several files visible together: all of them are safe on the disk before the first one appears.
     *
     * <p>A file system can move one file at a time only, so a process that dies between two moves leaves some of them new and
     * some old.
     */
    public static void completeTogether(List<WholeFile> files) throws IOException {
        for (WholeFile file : files) {
            file.finish();
        }
        for (WholeFile file : files) {
            file.appear();
        }
        Set<Path> directories = new LinkedHashSet<>();
        for (WholeFile file : files) {
            directories.add(directoryOf(file.target));
        }
        directories.forEach(WholeFile::forceDirectory);
    }

    /** Removes what was written, unless it was {@linkplain #complete() completed}. May be called twice. */
    @Override
    public void close() throws IOException {
        if (!appeared) {
            channel.close(); // not the writer: what it still holds is not wanted, and a full disk would refuse it again
            Files.deleteIfExists(temporary);
            removeDirectories(madeDirectories);
        }
    }

    private void finish() throws IOException {
        if (appeared) {
            throw new IllegalStateException(target + " was completed before");
        }
        writer.flush();
        try {
            channel.force(true);
            channel.close();
            checkReplaceable(target);
        } catch (IOException e) {
            throw named(target, e);
        }
    }

    private void appear() throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw named(target, e);
        }
        appeared = true;
    }

    private void keepPermissions() throws IOException {
        PosixFileAttributeView fresh = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
        if (fresh != null && Files.exists(target)) {
            try {
                fresh.setPermissions(Files.getPosixFilePermissions(target));
            } catch (IOException e) {
                close();
                throw e;
            }
        }
    }

    private static void checkReplaceable(Path target) throws IOException {
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new IOException("it exists and is not a file");
        }
    }

    private static Path directoryOf(Path target) throws IOException {
        Path directory = target.getParent();
        if (directory == null) {
            throw new IOException("it is not a file");
        }
        return directory;
    }

    private static void makeDirectories(Path directory, Deque<Path> made) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path p = directory; p != null && !Files.exists(p); p = p.getParent()) {
            missing.push(p);
        }
        Files.createDirectories(directory);
        made.addAll(missing);
    }

    private static void removeDirectories(Deque<Path> made) throws IOException {
        while (!made.isEmpty()) {
            try {
                Files.deleteIfExists(made.removeLast());
            } catch (DirectoryNotEmptyException e) {
                made.clear(); // somebody uses it by now
            }
        }
    }

    private static void forceDirectory(Path directory) {
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        } catch (IOException e) {
            // Windows opens no directories; there the move itself is safe
        }
    }

    private static IOException named(Path target, IOException e) {
        return new IOException("cannot write " + target + ": " + reason(e), e);
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        if (e instanceof NoSuchFileException) {
            return "its directory does not exist";
        }
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /**
     * Says which file could not be written: "No space left on device" alone helps nobody. Closing it closes nothing: only
     * {@link WholeFile} decides what becomes of the file.
     */
    private static final class NamedErrors extends OutputStream {

        private final FileChannel channel;
        private final Path target;

        private NamedErrors(FileChannel channel, Path target) {
            this.channel = channel;
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            try {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            } catch (IOException e) {
                throw named(target, e);
            }
        }
    }
}
