package io.ticketlabeler.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys and what customers write about themselves are told to nobody but the model, in a JVM of its own with all logs on. */
@Timeout(120)
class CanaryTest {

    private static String said(String what) throws IOException, InterruptedException {
        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dfile.encoding=UTF-8",
                        "-Dslf4j.provider=" + TraceLog.class.getName(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CanaryRun.class.getName(),
                        what))
                .redirectErrorStream(true)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(java.exitValue()).as(said).isZero();
        return said;
    }

    @Test
    void logsReportsExceptionsEventsAndBooksHoldNeitherKeyNorPersonalData() throws Exception {
        String said = said("library");

        assertThat(said)
                .as("that the logs were on, and all kinds of failures were met")
                .contains("TRACE " + CanaryRun.class.getName() + " the log is on", "java.util.logging is on")
                .contains("RunStoppedException", "Failed[", "FailedCall[", "Retrying[", "Throttled[")
                .contains("UNKNOWN", "FAILED", "ANSWERED")
                .contains("UNAVAILABLE", "TIMEOUT", "BROKEN", "REFUSED", "BAD_REQUEST", "UNUSABLE_REPLY");
        for (String canary : CanaryRun.CANARIES) {
            assertThat(said.contains(canary)).as("\"%s\" was told", canary).isFalse();
        }
    }

    @Test
    void aModelThatLogsItsRequestsIsFoundOut() throws Exception {
        String said = said("logging");

        assertThat(CanaryRun.CANARIES.stream().filter(said::contains))
                .as("what a LangChain4j model with logRequests tells")
                .hasSize(CanaryRun.CANARIES.size() - 1); // it masks the key
    }
}
