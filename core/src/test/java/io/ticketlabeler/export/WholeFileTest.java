package io.ticketlabeler.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    Path directory = Path.of("");

    @Test
    void theFileAppearsWhenItIsComplete() throws IOException {
        Path target = directory.resolve("a.txt");
        try (WholeFile file = WholeFile.open(target)) {
            file.writer().write("Größe 😀");
            assertThat(target).doesNotExist();

            file.complete();
        }

        assertThat(target).hasContent("Größe 😀");
        assertThat(list(directory)).containsExactly(target);
    }

    @Test
    void theBytesOfAnotherFileComeInTheirPlace() throws IOException {
        Path other = directory.resolve("rows.txt");
        Files.writeString(other, "Zeile 😀\n".repeat(20_000));
        Path target = directory.resolve("out/a.txt");
        try (WholeFile file = WholeFile.open(target)) {
            file.writer().write("Anfang\n");
            file.append(other);
            file.writer().write("Ende\n");
            file.complete();
        }

        assertThat(target).hasContent("Anfang\n" + "Zeile 😀\n".repeat(20_000) + "Ende\n");
    }

    @Test
    void missingDirectoriesAreMadeAndTakenBackWhenTheFileIsDiscarded() throws IOException {
        Path target = directory.resolve("x/y/z/a.txt");
        try (WholeFile file = WholeFile.open(target)) {
            file.writer().write("half");
            assertThat(target.getParent()).isDirectory();
        }

        assertThat(list(directory)).isEmpty();
    }

    @Test
    void aDirectoryThatSomebodyElseUsesByNowIsLeft() throws IOException {
        Path other = directory.resolve("x/other.txt");
        try (WholeFile file = WholeFile.open(directory.resolve("x/y/a.txt"))) {
            Files.writeString(other, "mine");
            assertThat(file.target()).doesNotExist();
        }

        assertThat(other).hasContent("mine");
        assertThat(list(directory.resolve("x"))).containsExactly(other);
    }

    @Test
    void anotherFileOfTheSameNewDirectoryMayBeDiscarded() throws IOException {
        WholeFile kept = WholeFile.open(directory.resolve("x/a.txt"));
        WholeFile discarded = WholeFile.open(directory.resolve("x/b.txt"));

        discarded.close();
        kept.complete();
        kept.close();

        assertThat(list(directory.resolve("x"))).containsExactly(directory.resolve("x/a.txt"));
    }

    @Test
    void aDirectoryInThePlaceOfTheFileIsRefusedAndNamed() throws IOException {
        Path target = Files.createDirectory(directory.resolve("a.txt"));

        assertThatIOException()
                .isThrownBy(() -> WholeFile.open(target))
                .withMessageContainingAll(target.toString(), "not a file");
    }

    @Test
    void ofSeveralFilesNoneAppearsWhenOneCannot() throws IOException {
        try (WholeFile a = WholeFile.open(directory.resolve("a.txt"));
                WholeFile b = WholeFile.open(directory.resolve("b.txt"))) {
            Path inTheWay = Files.createDirectory(directory.resolve("b.txt"));

            assertThatIOException()
                    .isThrownBy(() -> WholeFile.completeTogether(List.of(a, b)))
                    .withMessageContaining(inTheWay.toString());
        }

        assertThat(list(directory)).containsExactly(directory.resolve("b.txt"));
    }

    @Test
    void aFileIsCompletedOnce() throws IOException {
        try (WholeFile file = WholeFile.open(directory.resolve("a.txt"))) {
            file.complete();

            assertThatIllegalStateException().isThrownBy(file::complete).withMessageContaining("a.txt");
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void permissionsOfTheFileBeforeAreKept() throws IOException {
        Path target = Files.writeString(directory.resolve("a.txt"), "old");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));

        try (WholeFile file = WholeFile.open(target)) {
            file.complete();
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-r-----");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aLinkStaysALink() throws IOException {
        Path real = Files.writeString(directory.resolve("real.txt"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link.txt"), real);

        try (WholeFile file = WholeFile.open(link)) {
            file.writer().write("new");
            file.complete();
        }

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("new");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDeviceIsNotReplaced() {
        assertThatIOException()
                .isThrownBy(() -> WholeFile.open(Path.of("/dev/null")))
                .withMessageContainingAll("/dev/null", "not a file");
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
