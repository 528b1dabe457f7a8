package io.ticketlabeler.contract.testbed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What an integration test needs from the machine it runs on. */
public final class Needed {

    private Needed() {}

    /** A variable of the environment, e.g. {@code LABEL_STUDIO_URL}, as {@code testbed/all start} prints it. */
    public static String variable(String name) {
        return Optional.ofNullable(System.getenv(name))
                .filter(value -> !value.isBlank())
                .orElseGet(() -> missing(name + " is not set; run: export $(testbed/all start)"));
    }

    /** The directory that holds all modules. */
    public static Path repository() {
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            if (Files.exists(p.resolve("core/pom.xml"))) {
                return p;
            }
        }
        throw new IllegalStateException("not inside the repository");
    }

    /** A file or directory. */
    public static Path path(Path path, String advice) {
        return Files.exists(path) ? path : Path.of(missing(path + " does not exist; " + advice));
    }

    private static String missing(String what) {
        if ("true".equals(System.getenv("CI"))) {
            return Assertions.fail(what);
        }
        System.err.println("skipped: " + what); // Maven's own output gives no reason
        return Assumptions.abort(what);
    }
}
