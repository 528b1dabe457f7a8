package io.ticketlabeler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where calls have virtual threads (Java 21 and later), cache, limit and budget in one file do not keep them from being made at once. */
@Timeout(150)
class OneProcessorTest {

    @TempDir
    private Path folder;

    @Test
    void asManyCallsAreInTheAirAsAllowed() {
        List<String> one =
                List.of("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1");
        try (Child child =
                Child.start(OneProcessor.class, one, folder.resolve("labels.db").toString())) {
            assertThat(child.line("run: ")).isEqualTo("run: 256 labeled, 256 calls, 64 at once");
        }
    }
}
