package io.ticketlabeler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.ticket.ScoredLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrepareTest {

    @Test
    void preparingLeavesNoFile() {
        SqliteLabelCache.prepare();
        SqliteLabelCache.prepare();

        assertThat(Files.exists(Path.of("memory"))).isFalse();
        assertThat(Files.exists(Path.of(":memory:"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Billing", "Größe 😀", "a \"b\" \\", "line\nbreak", "half \uD83D", "nul \0", ""})
    void aLabelIsStoredAsJacksonWritesItAndReadBack(String name) throws IOException {
        String json = Texts.labels(List.of(ScoredLabel.of(name)));

        assertThat(new ObjectMapper().readTree(json))
                .isEqualTo(new ObjectMapper().valueToTree(List.of(Map.of("label", name))));
        assertThat(Texts.labels(json)).containsExactly(ScoredLabel.of(name));
    }
}
