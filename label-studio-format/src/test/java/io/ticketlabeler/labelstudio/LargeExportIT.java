package io.ticketlabeler.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As {@link LargeExportTest}, with an export of 1 GB. */
class LargeExportIT {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void jsonOfOneGigabyteIsReadIn256Megabytes() throws Exception {
        Path file = LargeExportTest.json(directory, 640_000);

        assertThat(LargeExportTest.readInSmallHeap(file, 1_000_000_000, "-Xmx256m"))
                .startsWith("640000 accepted");
    }
}
