package io.ticketlabeler.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Looks after each job at what this process holds: the last quarter must not hold more than the first. For one thread. */
final class SoakWatch {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private final List<Look> looks = new ArrayList<>();

    /**
     * What was held.
     *
     * @param heap        bytes, after a collection
     * @param descriptors open files and connections; 0 where the system does not tell
     */
    record Look(long heap, long threads, long descriptors) {}

    void look() {
        System.gc();
        looks.add(new Look(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                descriptors()));
    }

    private static long descriptors() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        } catch (IOException e) {
            throw new IllegalStateException("open files cannot be counted", e);
        }
    }

    /** The middle one of the first quarter. */
    Look early() {
        return middle(looks.subList(0, Math.max(1, looks.size() / 4)));
    }

    /** The middle one of the last quarter. */
    Look late() {
        return middle(looks.subList(looks.size() - Math.max(1, looks.size() / 4), looks.size()));
    }

    private static Look middle(List<Look> some) {
        return new Look(middle(some, Look::heap), middle(some, Look::threads), middle(some, Look::descriptors));
    }

    private static long middle(List<Look> some, ToLongFunction<Look> what) {
        return some.stream().mapToLong(what).sorted().toArray()[some.size() / 2];
    }

    @Override
    public String toString() {
        return looks.isEmpty() ? "" : looks.get(looks.size() - 1).toString();
    }
}
