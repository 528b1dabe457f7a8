package io.ticketlabeler.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.review.Reviews;
import io.ticketlabeler.ticket.LabelSet;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large exports in a small heap, in a JVM of its own. */
class LargeExportTest {

    private static final String TEXT =
            "Since the update on Monday the client cannot connect; it says ‘timeout’ after 30 s. ".repeat(12);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void jsonOf200MegabytesIsReadIn64() throws Exception {
        assertThat(readInSmallHeap(json(directory, 125_000), 200_000_000, "-Xmx64m"))
                .startsWith("125000 accepted")
                .doesNotContain("unknown");
    }

    @Test
    void csvOf200MegabytesIsReadIn64() throws Exception {
        Path file = directory.resolve("export.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("\"annotation_id\",\"annotator\",\"id\",\"label\",\"lead_time\",\"text\",\"ticket_id\"\n");
            for (int i = 0; i < 180_000; i++) {
                out.write(i + ",\"1\"," + i + ",\"Bug\",2.5,\"" + TEXT + "\",\"ZD-" + i + "\"\n");
            }
        }

        assertThat(readInSmallHeap(file, 180_000_000, "-Xmx64m")).startsWith("180000 chosen");
    }

    static Path json(Path directory, int tasks) throws IOException {
        Path file = directory.resolve("export.json");
        String prediction = "{\"id\":34,\"result\":[{\"value\":{\"choices\":[\"Bug\"]},\"from_name\":\"label\","
                + "\"to_name\":\"text\",\"type\":\"choices\"}],\"model_version\":\"m1\",\"score\":0.5}";
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("[");
            for (int i = 0; i < tasks; i++) {
                out.write((i == 0 ? "" : ", ") + "{\"id\": " + i
                        + ", \"annotations\": [{\"id\":3,\"completed_by\":1,\"result\":[{\"value\":{\"choices\":[\"Bug\"]},"
                        + "\"id\":\"FtGPi6-3pg\",\"from_name\":\"label\",\"to_name\":\"text\",\"type\":\"choices\","
                        + "\"origin\":\"prediction\"}],\"was_cancelled\":false,\"updated_at\":\"2026-11-24T12:38:27.594520Z\","
                        + "\"lead_time\":2.464,\"parent_prediction\":34,\"prediction\":" + prediction
                        + "}], \"drafts\": [], \"predictions\": [34], \"data\": {\"ticket_id\": \"ZD-" + i
                        + "\", \"text\": \"" + TEXT + "\"}, \"meta\": {}}");
            }
            out.write("]");
        }
        return file;
    }

    static String readInSmallHeap(Path file, long atLeast, String heap) throws IOException, InterruptedException {
        assertThat(Files.size(file)).isGreaterThan(atLeast);
        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReadAll.class.getName(),
                        file.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Files.delete(file);
        assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** What runs in the small heap: goes through the reviews of a file and prints the report. */
    static final class ReadAll {

        private ReadAll() {}

        public static void main(String[] files) {
            try (Reviews reviews = LabelStudioReviews.of(LabelSet.of("Bug")).read(Path.of(files[0]))) {
                reviews.forEachRemaining(review -> {});
                System.out.println(reviews.report());
            }
        }
    }
}
