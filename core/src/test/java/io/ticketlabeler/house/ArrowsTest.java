package io.ticketlabeler.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.TicketLabeler;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** The arrows of the house: which package may use which, by what {@code jdeps} sees in the compiled classes. */
class ArrowsTest {

    private static final String BASE = "io.ticketlabeler";
    private static final Set<String> FREE = Set.of("internal", "internal.json"); // small tools that know no topic
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("ticket", Set.of()),
            Map.entry("read", Set.of("ticket")),
            Map.entry("prompt", Set.of("ticket")),
            Map.entry("model", Set.of("ticket", "prompt", "internal.http", "internal.similarity", "internal.stats")),
            Map.entry("internal.similarity", Set.of("ticket", "prompt")),
            Map.entry("cache", Set.of("ticket")),
            Map.entry("export", Set.of("ticket")),
            Map.entry("review", Set.of("ticket", "read", "export", "internal.stats")),
            Map.entry("evaluation", Set.of("ticket", "export", "review", "internal.stats")),
            Map.entry("report", Set.of("ticket", "export", "run", "review", "evaluation", "")),
            Map.entry("teach", Set.of("ticket", "prompt", "export", "run", "review", "evaluation")),
            Map.entry("serve", Set.of("export")),
            Map.entry("internal.reading", Set.of("ticket", "prompt", "review")),
            Map.entry("rules", Set.of("ticket", "read", "prompt", "model", "export")),
            Map.entry("internal.stats", Set.of()),
            Map.entry("internal", Set.of()),
            Map.entry("internal.json", Set.of()),
            Map.entry("internal.http", Set.of()),
            Map.entry("run", Set.of("ticket", "model")),
            Map.entry("metrics", Set.of("ticket", "model", "run", "")),
            Map.entry("internal.engine", Set.of("ticket", "prompt", "model", "cache", "run")),
            Map.entry(
                    "",
                    Set.of("ticket", "read", "prompt", "model", "rules", "cache", "run", "export", "internal.engine")));
    private static final Pattern ARROW = Pattern.compile("\\s+(io\\.ticketlabeler[\\w.]*)\\s+->\\s+([\\w.]+)\\s+.*");

    private final Map<String, Set<String>> arrows = arrows();

    private static Map<String, Set<String>> arrows() {
        Path classes = Path.of(TicketLabeler.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        StringWriter out = new StringWriter();
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        jdeps.run(
                new PrintWriter(out),
                new PrintWriter(out),
                "-verbose:package",
                "--multi-release",
                "17",
                classes.toString());
        Map<String, Set<String>> found = new TreeMap<>();
        out.toString().lines().forEach(line -> {
            Matcher arrow = ARROW.matcher(line);
            if (arrow.matches()) {
                found.computeIfAbsent(arrow.group(1), from -> new TreeSet<>()).add(arrow.group(2));
            }
        });
        return found;
    }

    private static String topic(String packageName) {
        return packageName.equals(BASE) ? "" : packageName.substring(BASE.length() + 1);
    }

    @Test
    void packagesUseOnlyWhatThePlanAllows() {
        assertThat(arrows)
                .as("packages that jdeps sees")
                .containsKeys(BASE + ".ticket", BASE + ".internal.engine", BASE);
        arrows.forEach((from, targets) -> targets.stream()
                .filter(target -> target.startsWith(BASE) && !target.equals(from))
                .map(ArrowsTest::topic)
                .filter(target -> !FREE.contains(target))
                .forEach(target -> assertThat(MAY_USE.getOrDefault(topic(from), Set.of()))
                        .as("%s may use (add a package to the plan in ArrowsTest and CONTRIBUTING.md first)", from)
                        .contains(target)));
    }

    @Test
    void langChain4jIsKnownToModelsOnly() {
        assertThat(usersOf("dev.langchain4j")).isSubsetOf(BASE + ".model", BASE + ".internal.http");
    }

    @Test
    void theTicketPackageKnowsTheJdkOnly() {
        assertThat(arrows.get(BASE + ".ticket"))
                .allMatch(target -> target.startsWith("java.") || target.startsWith("org.jspecify"));
    }

    private Set<String> usersOf(String library) {
        Set<String> users = new TreeSet<>();
        arrows.forEach((from, targets) -> {
            if (targets.stream().anyMatch(target -> target.startsWith(library))) {
                users.add(from);
            }
        });
        assertThat(users).as("users of " + library + " that jdeps sees").isNotEmpty();
        return users;
    }
}
