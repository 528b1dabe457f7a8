package io.ticketlabeler.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void theCodeInTheReadmeIsTheCodeThatIsCompiled() throws IOException {
        String source = Files.readString(Path.of("src/main/java/io/ticketlabeler/examples/ReadmeExample.java"));
        String compiled = between(source, "// README begins\n", "        // README ends")
                        .stripTrailing()
                        .stripIndent() + "\n";

        String shown = between(Files.readString(Path.of("../README.md")), "```java\n", "```");

        assertThat(shown).isEqualTo(compiled);
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
