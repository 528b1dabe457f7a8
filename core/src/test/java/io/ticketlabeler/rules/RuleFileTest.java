package io.ticketlabeler.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.read.TicketFileException;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTest {

    private static final LabelSet LABELS = LabelSet.builder()
            .add("Billing")
            .add("Bug")
            .add("Incident")
            .add("Partner")
            .alias("Invoice", "Billing")
            .build();
    private static final String GOOD =
            """
            # comments are fine
            rules:
              - name: refund words
                label: Invoice
                keywords: [refund*, money back]
              - name: trace
                label: Bug
                regex: '\\bat [\\w.$]+\\(\\w+\\.java:\\d+\\)'
              - name: phone
                label: Incident
                field: channel
                equals: [phone, 007]
              - name: partners
                label: Partner
                sender: partner.example
            """;

    @TempDir
    private Path dir;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(dir.resolve(name), content);
    }

    private Map<String, String> votes(Rules rules, String text, Map<String, String> fields) {
        return rules.vote(new Ticket("ZD-1", text, fields)).votes();
    }

    @Test
    void yamlIsReadWithAllKindsOfRules() throws IOException {
        Rules rules = RuleFile.read(file("rules.yaml", GOOD), LABELS);

        assertThat(rules.rules())
                .extracting(LabelingRule::name)
                .containsExactly("refund words", "trace", "phone", "partners");
        assertThat(votes(
                        rules,
                        "refunds? at a.b.C$1(C.java:17)",
                        Map.of("channel", "Phone", "from", "x@partner.example")))
                .containsExactly(
                        Map.entry("refund words", "Billing"),
                        Map.entry("trace", "Bug"),
                        Map.entry("phone", "Incident"),
                        Map.entry("partners", "Partner"));
        assertThat(votes(rules, "hello", Map.of("channel", "007"))).containsOnlyKeys("phone");
        assertThat(votes(rules, "hello", Map.of())).isEmpty();
    }

    @Test
    void jsonIsTheSameAndKeepsItsFingerprint() throws IOException {
        Rules yaml = RuleFile.read(file("rules.yml", GOOD), LABELS);
        Rules json = RuleFile.read(
                file(
                        "rules.json",
                        "\uFEFF"
                                + """
                                [{"name": "refund words", "label": "Billing", "keywords": ["refund*", "money back"]},
                                 {"name": "trace", "label": "Bug", "regex": "\\\\bat [\\\\w.$]+\\\\(\\\\w+\\\\.java:\\\\d+\\\\)"},
                                 {"name": "phone", "label": "Incident", "field": "channel", "equals": ["phone", "007"]},
                                 {"name": "partners", "label": "Partner", "sender": ["partner.example"]}]
                                """),
                LABELS);

        assertThat(json.fingerprint()).isEqualTo(yaml.fingerprint());
    }

    @Test
    void withoutLabelsAnyLabelIsTaken() throws IOException {
        Rules rules = RuleFile.read(file("rules.yaml", GOOD));

        assertThat(votes(rules, "refund", Map.of())).containsEntry("refund words", "Invoice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "label: Bug;keywords: x                       | 1:3  | a rule needs a name",
                "name: a;keywords: x                          | 1:3  | a rule needs a label",
                "name: a;label: Bug                           | 1:3  | rule \"a\" has no condition",
                "name: a;label: Bug;keywords: x;regex: y      | 1:3  | has the conditions keywords and regex",
                "name: a;label: Refund;keywords: x            | 2:10 | \"Refund\" is none of the 4 labels",
                "name: a;label: Bug;keyword: x                | 3:3  | \"keyword\" is unknown",
                "name: a;label: Bug;regex: '(x'               | 3:10 | rule \"a\": the regular expression is wrong at its character",
                "name: a;label: Bug;keywords: [x, '++']       | 3:13 | keyword without a letter or digit",
                "name: a;label: Bug;keywords: []              | 3:13 | at least one keyword",
                "name: a;label: Bug;field: channel            | 3:10 | add equals: VALUE",
                "name: a;label: Bug;keywords: x;equals: y     | 4:11 | \"equals\" belongs to a field",
                "name: a;label: Bug;keywords:                 | 3:12 | \"keywords\" needs a value",
                "name: a;label: Bug;keywords: {x: y}          | 3:13 | \"keywords\" needs a value",
                "name: a;label: Bug;keywords: *b              | 3:13 | refers to another place with *",
                "name: a;label: [Bug, Billing];keywords: x    | 2:10 | \"label\" needs one value",
                "name: a;label: Bug;label: Bug;keywords: x    | 3:3  | \"label\" comes twice",
                "name: a;label: Bug;sender: '@x.example'      | 3:11 | for a domain",
                "name: a;label: Bug;keywords: 'x              | 3:11 | not YAML",
            })
    void errorsSayWhere(String rule, String place, String message) throws IOException {
        Path file = file("rules.yaml", "- " + rule.strip().replace(";", "\n  ") + "\n");

        assertThatThrownBy(() -> RuleFile.read(file, LABELS))
                .isInstanceOf(TicketFileException.class)
                .hasMessageStartingWith(file + ":" + place + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void aRepeatedNameSaysWhereTheFirstOneIs() throws IOException {
        Path file = file(
                "rules.yaml",
                "- {name: a, label: Bug, keywords: x}\n- {name: b, label: Bug, keywords: x}\n- {name: a, label: Bug, keywords: y}\n");

        assertThatThrownBy(() -> RuleFile.read(file, LABELS))
                .hasMessageStartingWith(file + ":3:10: ")
                .hasMessageContaining("the name of the one in line 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rules.json | [{\"name\": \"a\",] | not JSON",
                "rules.json | {\"rule\": []} | \"rule\" is unknown",
                "rules.json | {\"rules\": {}} | \"rules\" must be a list",
                "rules.json | [] | there is no rule",
                "rules.json | [\"x\"] | a rule has name, label and a condition",
                "rules.json | [{\"name\":\"a\",\"label\":\"Bug\",\"keywords\":\"x\"}] [] | something follows the rules",
                "rules.json | `` | expected is a list of rules",
                "rules.yaml | `# nothing` | expected is a list of rules",
                "rules.txt  | [] | ends in .yaml, .yml or .json",
            })
    void filesThatAreNoRulesAreRefused(String name, String content, String message) throws IOException {
        Path file = file(name, content);

        assertThatThrownBy(() -> RuleFile.read(file, LABELS))
                .isInstanceOf(TicketFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void aFileThatCannotBeReadSaysSo() throws IOException {
        Path latin = Files.write(dir.resolve("rules.yaml"), "- name: Größe".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> RuleFile.read(latin, LABELS)).hasMessage(latin + ": is not UTF-8; save it as UTF-8");
        assertThatThrownBy(() -> RuleFile.read(dir.resolve("none.yaml"), LABELS))
                .isInstanceOf(TicketFileException.class)
                .hasMessageContaining("cannot be read (NoSuchFileException)");
    }

    @Test
    void withoutTheYamlLibraryJsonIsReadAndYamlSaysWhatIsMissing() throws Exception {
        Path yaml = file("rules.yaml", GOOD);
        Path json = file("rules.json", "[{\"name\":\"a\",\"label\":\"Bug\",\"keywords\":\"x\"}]");
        URL[] classes = {location(RuleFile.class)};
        try (URLClassLoader withoutYaml = new URLClassLoader(classes, new NoYaml())) {
            Class<?> reader = withoutYaml.loadClass(RuleFile.class.getName());
            assertThat(reader).isNotEqualTo(RuleFile.class);
            var read = reader.getMethod("read", Path.class);

            assertThat(read.invoke(null, json)).hasToString("1 rules");
            assertThatThrownBy(() -> read.invoke(null, yaml))
                    .cause()
                    .hasMessageContaining(
                            "YAML needs com.fasterxml.jackson.dataformat:jackson-dataformat-yaml on the class path");
        }
    }

    private static URL location(Class<?> type) {
        return Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                .getLocation();
    }

    /** Knows all libraries but that one, and none of our classes. */
    private static final class NoYaml extends ClassLoader {

        private NoYaml() {
            super(RuleFileTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.ticketlabeler.") || name.startsWith("com.fasterxml.jackson.dataformat.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
