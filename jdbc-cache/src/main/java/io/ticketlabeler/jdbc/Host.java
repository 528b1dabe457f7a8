package io.ticketlabeler.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which processes this one can see, so that the end of one of them is noticed at once.
 *
 * @param name    equal for processes that see each other; random when nobody can be seen
 * @param pid     of this process
 * @param started tells it from a later one with the same number
 */
record Host(String name, long pid, long started) {

    private static final Path PROC = Path.of("/proc");

    /**
     * This process.
     *
     * @param oneMachine whether the store is used on one machine only, so that a machine's name is enough
     */
    static Host here(boolean oneMachine) {
        long pid = ProcessHandle.current().pid();
        return new Host(name(oneMachine), pid, started(pid).orElse(0L));
    }

    private static String name(boolean oneMachine) {
        if (onLinux()) {
            try {
                // the machine as it was booted, and the container: process numbers mean something inside of both only
                String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id"))
                        .strip();
                String namespace =
                        Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
                // with hidepid one does not see the processes of other users, and would take them for dead
                boolean seesAll = Files.isReadable(PROC.resolve("1/stat"));
                return seesAll ? boot + "/" + namespace : unknown();
            } catch (IOException | RuntimeException e) {
                return unknown(); // a sandbox without /proc: leases have to do
            }
        }
        try {
            return oneMachine ? InetAddress.getLocalHost().getHostName() : unknown();
        } catch (UnknownHostException e) {
            return unknown();
        }
    }

    private static String unknown() {
        return "unknown/" + UUID.randomUUID();
    }

    private static boolean onLinux() {
        return Files.exists(PROC.resolve("self/stat"));
    }

    /** Whether that process has certainly ended. */
    boolean knowsDead(String otherName, long otherPid, long otherStarted) {
        return name.equals(otherName)
                && started(otherPid).filter(now -> now == otherStarted).isEmpty();
    }

    /** When a process was started, in a unit of the system's own; empty when it does not run (any more). */
    private static Optional<Long> started(long pid) {
        if (!onLinux()) {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(process -> process.info()
                    .startInstant()
                    .map(Instant::toEpochMilli)
                    .orElse(0L));
        }
        try {
            // not ProcessHandle: it computes the time of day, which changes when the clock is set
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean ended = fields[0].equals("Z") || fields[0].equals("X");
            return ended ? Optional.empty() : Optional.of(Long.parseLong(fields[19])); // ticks since the boot, man proc
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
