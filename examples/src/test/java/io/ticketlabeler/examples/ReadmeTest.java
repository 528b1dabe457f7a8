package io.ticketlabeler.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadmeTest {

    @ParameterizedTest
    @CsvSource({"ReadmeExample, try (TicketLabeler labeler", "HowGoodWasIt, Proposals proposals = "})
    void theCodeInTheReadmeIsTheCodeThatIsCompiled(String example, String begins) throws IOException {
        String source = Files.readString(Path.of("src/main/java/io/ticketlabeler/examples/" + example + ".java"));
        String compiled = between(source, "// README begins\n", "        // README ends")
                        .stripTrailing()
                        .stripIndent() + "\n";

        String shown = begins + between(Files.readString(Path.of("../README.md")), "```java\n" + begins, "```");

        assertThat(shown).isEqualTo(compiled);
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
