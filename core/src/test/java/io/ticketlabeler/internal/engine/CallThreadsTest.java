package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.TicketLabeler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls are made on virtual threads where the JVM has them (21 and later), and do not keep the processors to themselves. */
@Timeout(150)
class CallThreadsTest {

    private static boolean jvmHasVirtualThreads() {
        return Arrays.stream(Thread.class.getMethods())
                .anyMatch(method -> method.getName().equals("ofVirtual"));
    }

    private static boolean isVirtual(Thread thread) {
        try {
            return (Boolean) Thread.class.getMethod("isVirtual").invoke(thread);
        } catch (ReflectiveOperationException e) {
            return false; // a JVM that has none
        }
    }

    @Test
    void callsAreMadeOnVirtualThreadsWhereTheJvmHasThem() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (TicketLabeler labeler = Given.labeler(TestModel.doing(tickets -> threads.add(Thread.currentThread())))
                .build()) {
            labeler.run(Given.tickets(200));
        }

        assertThat(threads)
                .isNotEmpty()
                .allMatch(thread -> isVirtual(thread) == jvmHasVirtualThreads(), "virtual where there are such threads")
                .allMatch(Thread::isDaemon)
                .allMatch(thread -> thread.getName().startsWith("ticketlabeler-call-"));
    }

    @Test
    void asManyCallsAreInTheAirAsAllowedOnOneProcessor() throws Exception {
        assertThat(said("calls")).isEqualTo("256 labeled, 256 calls, 0 failed, 64 at once");
    }

    /** Where monitors hold their processor (21 to 23), none may be held there. */
    @ParameterizedTest
    @ValueSource(strings = {"budget", "cache", "size"})
    void whatKeepsOneCallWaitingDoesNotKeepOthers(String part) throws Exception {
        assertThat(said(part)).isEqualTo("1 and 1 labeled");
    }

    private static String said(String what) throws IOException, InterruptedException {
        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CarrierRun.class.getName(),
                        what))
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(java.waitFor(120, TimeUnit.SECONDS)).as("it ended").isTrue();
            return new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } finally {
            java.destroyForcibly();
        }
    }
}
