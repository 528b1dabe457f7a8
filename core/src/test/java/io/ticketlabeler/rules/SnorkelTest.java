package io.ticketlabeler.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.contract.testbed.RealTickets;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three rule sets over real tickets, of which Snorkel 0.10.0 gave the figures; {@code core/src/test/python/rule_report.py} made them. */
class SnorkelTest {

    private static final double NEAR = 1e-9;

    /** What {@code rule_report.py} wrote. */
    static JsonNode fixture(String name) throws IOException {
        try (InputStream packed = SnorkelTest.class.getResourceAsStream(name + ".json.gz")) {
            return new ObjectMapper().readTree(new GZIPInputStream(packed));
        }
    }

    static RuleVotes votes(JsonNode fixture, int ticket) {
        Map<String, String> votes = new LinkedHashMap<>();
        for (JsonNode vote : fixture.get("votes").get(ticket)) {
            votes.put(
                    fixture.get("lines").get(vote.get(0).asInt()).get("rule").asText(),
                    fixture.get("labels").get(vote.get(1).asInt()).asText());
        }
        return new RuleVotes("T" + ticket, votes, List.of());
    }

    private static List<String> gold(JsonNode fixture, int ticket) {
        return List.of(fixture.get("labels")
                .get(fixture.get("gold").get(ticket).asInt())
                .asText());
    }

    private static List<String> names(JsonNode fixture) {
        List<String> names = new ArrayList<>();
        fixture.get("lines").forEach(line -> names.add(line.get("rule").asText()));
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"banking77", "corefx-issues", "sumo-multilang"})
    void theReportIsThatOfSnorkel(String name) throws IOException {
        JsonNode fixture = fixture(name);
        RuleReport.Counter counter = RuleReport.counter(names(fixture));
        RuleReport.Counter half = RuleReport.counter(names(fixture));
        int tickets = fixture.get("votes").size();

        for (int i = 0; i < tickets; i++) {
            counter.add(votes(fixture, i), Optional.of(gold(fixture, i)));
            half.add(votes(fixture, i), i % 2 == 0 ? Optional.of(gold(fixture, i)) : Optional.empty());
        }

        RuleReport report = counter.report();
        assertThat(report.tickets()).isEqualTo(tickets).isGreaterThanOrEqualTo(500);
        near(fixture.get("coverage"), (double) report.covered() / tickets);
        near(fixture.get("overlap"), (double) report.overlapped() / tickets);
        near(fixture.get("conflict"), (double) report.conflicted() / tickets);
        assertThat(report.lines()).hasSameSizeAs(fixture.get("lines")).hasSizeGreaterThan(18);
        for (int i = 0; i < report.lines().size(); i++) {
            JsonNode expected = fixture.get("lines").get(i);
            RuleLine line = report.lines().get(i);
            assertThat(line.rule()).isEqualTo(expected.get("rule").asText());
            assertThat(line.polarity()).containsExactlyElementsOf(texts(expected.get("polarity")));
            near(expected.get("coverage"), line.coverage());
            near(expected.get("overlaps"), line.overlaps());
            near(expected.get("conflicts"), line.conflicts());
            assertThat(line.correct()).isEqualTo(expected.get("correct").asLong());
            assertThat(line.incorrect()).isEqualTo(expected.get("incorrect").asLong());
            near(expected.get("accuracy"), line.accuracy().orElse(0));
            RuleLine part = half.report().lines().get(i);
            assertThat(part.correct()).isEqualTo(expected.get("half").get(0).asLong());
            assertThat(part.incorrect()).isEqualTo(expected.get("half").get(1).asLong());
            near(expected.get("half").get(2), part.accuracy().orElse(0));
        }
    }

    /** The votes, too: those of the rule file are those that a few lines of Python find. */
    @ParameterizedTest
    @ValueSource(strings = {"banking77", "corefx-issues", "sumo-multilang"})
    void theRulesVoteAsTheyDoInPython(String name) throws Exception {
        List<Ticket> tickets = RealTickets.of(name + ".csv");
        JsonNode fixture = fixture(name);
        Rules rules = RuleFile.read(
                Path.of(SnorkelTest.class.getResource(name + ".yaml").toURI()));
        assertThat(tickets).hasSameSizeAs(fixture.get("votes"));

        for (int i = 0; i < tickets.size(); i++) {
            Ticket row = tickets.get(i);
            String title = row.fields().getOrDefault("title", "");
            Ticket ticket =
                    new Ticket(row.id(), title.isEmpty() ? row.text() : title + "\n\n" + row.text(), row.fields());

            RuleVotes votes = rules.vote(ticket);

            assertThat(votes.votes()).as(row.id()).isEqualTo(votes(fixture, i).votes());
            assertThat(votes.gaveUp()).as(row.id()).isEmpty();
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static void near(JsonNode expected, double actual) {
        assertThat(actual).isCloseTo(expected.asDouble(), within(NEAR));
    }
}
