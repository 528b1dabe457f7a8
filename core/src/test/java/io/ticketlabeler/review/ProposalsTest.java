package io.ticketlabeler.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposalsTest {

    @TempDir
    Path folder;

    @Test
    void whatARunWroteIsReadBack() throws IOException {
        Files.writeString(
                folder.resolve("labels.csv"),
                "id,label,confidence,source,reason\nZD-1,Billing,0.93,model,\nZD-2,,,not-asked,the text is empty\n'=1+1,\"[\"\"Bug\"\",\"\"Größe\"\"]\",0.5,cache,\n");
        Files.writeString(folder.resolve("report.json"), "{\"model\":\"gpt-4o-mini\",\"prompt\":\"p1\"}");
        Files.createDirectories(folder.resolve("doccano"));
        Files.writeString(folder.resolve("doccano/labels.json"), "[{\"text\":\"Question\"},{\"text\":\"Bug\"}]");

        Proposals proposals = Proposals.read(folder);

        assertThat(proposals.size()).isEqualTo(3);
        assertThat(proposals.labels(0)).containsExactly("Billing");
        assertThat(proposals.confidence(0)).hasValue(0.93);
        assertThat(proposals.isLabeled(1)).isFalse();
        assertThat(proposals.confidence(1)).isEmpty();
        assertThat(proposals.indexOf("=1+1")).hasValue(2);
        assertThat(proposals.labels(2)).containsExactly("Bug", "Größe");
        assertThat(proposals.labelNames()).containsExactly("Question", "Bug", "Billing", "Größe");
        assertThat(proposals.model()).isEqualTo("gpt-4o-mini");
        assertThat(proposals.prompt()).isEqualTo("p1");
        assertThat(proposals.indexOf("ZD-9")).isEqualTo(OptionalInt.empty());
    }

    @Test
    void columnsMayComeInAnyOrderWithABomAndSemicolons() throws IOException {
        Path file = folder.resolve("p.csv");
        Files.writeString(file, "\uFEFFConfidence;Label;ID\r\n0.5;Bug;1\r\n;\"Zwei; Wörter\";2\r\n\r\n");

        Proposals proposals = Proposals.read(file);

        assertThat(proposals.size()).isEqualTo(2);
        assertThat(proposals.labels(1)).containsExactly("Zwei; Wörter");
        assertThat(proposals.confidence(1)).isEmpty();
    }

    @Test
    void whatIsWrongIsNamedWithItsLine() throws IOException {
        Path file = folder.resolve("p.csv");
        Files.writeString(file, "id,label,confidence\n1,Bug,0.5\n2,Bug,1.5\n");
        assertThatThrownBy(() -> Proposals.read(file))
                .hasMessageEndingWith("p.csv:3:3: the confidence is no number from 0 to 1; correct it");

        Files.writeString(file, "id,label\n1,Bug\n2,Bug\n1,Bug\n");
        assertThatThrownBy(() -> Proposals.read(file))
                .hasMessageEndingWith("p.csv:4:1: ticket 1 has a second proposal; keep one of them");

        Files.writeString(file, "id,confidence\n1,0.5\n");
        assertThatThrownBy(() -> Proposals.read(file)).hasMessageContaining("p.csv:1:1: there is no column \"label\"");

        assertThatThrownBy(() -> Proposals.read(folder))
                .isInstanceOf(TicketLabelerException.class)
                .hasMessageContaining("there is no labels.csv");
    }

    @Test
    void theHashChangesWithEverythingThatMatters() {
        String hash = two("1", "Bug", 0.5, "m").hash();

        assertThat(two("1", "Bug", 0.5, "m").hash()).isEqualTo(hash).matches("[0-9a-f]{64}");
        assertThat(List.of(
                        two("3", "Bug", 0.5, "m").hash(),
                        two("1", "Question", 0.5, "m").hash(),
                        two("1", "Bug", 0.50001, "m").hash(),
                        two("1", "Bug", 0.5, "n").hash()))
                .doesNotHaveDuplicates()
                .doesNotContain(hash);
        assertThat(two("1", "Question", 0.5, "n").scoresHash())
                .isEqualTo(two("1", "Bug", 0.5, "m").scoresHash());
    }

    @Test
    void thousandsOfTicketsAreFoundByTheirIds() {
        Proposals.Builder builder = Proposals.builder();
        for (int i = 0; i < 50_000; i++) {
            builder.add("T-" + i, List.of("L" + i % 77), OptionalDouble.empty());
        }
        Proposals proposals = builder.build();

        for (int i = 0; i < 50_000; i++) {
            assertThat(proposals.indexOf("T-" + i).getAsInt()).isEqualTo(i);
        }
        assertThat(proposals.indexOf("T-50000")).isEmpty();
    }

    private static Proposals two(String id, String label, double confidence, String model) {
        return Proposals.builder()
                .model(model)
                .labelNames(List.of("Bug", "Question"))
                .add(id, label, confidence)
                .add("2", List.of(), OptionalDouble.empty())
                .build();
    }
}
