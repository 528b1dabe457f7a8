package io.ticketlabeler.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** This Java, for processes of their own, and what they have used of the processor. */
final class Java {

    private static final double TICKS_A_SECOND = 100; // of Linux, everywhere since long
    private static final int USER_TIME = 11; // counted behind the name; man proc
    private static final int USER_TIME_OF_CHILDREN = 13; // counted behind the name; man proc

    private Java() {}

    static List<String> command() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** Seconds of processor, user and system, that this process used so far; or NaN. */
    static double cpuOfThisOne() {
        return cpu(USER_TIME);
    }

    /** Seconds of processor, user and system, that processes used which this one started and which have ended; or NaN. */
    static double cpuOfEnded() {
        return cpu(USER_TIME_OF_CHILDREN);
    }

    private static double cpu(int field) {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1])) / TICKS_A_SECOND;
        } catch (IOException | RuntimeException e) {
            return Double.NaN; // not Linux
        }
    }
}
