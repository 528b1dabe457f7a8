package io.ticketlabeler.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.ticket.Ticket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleReportTest {

    private static final Rules RULES = Rules.of(
            LabelingRule.keywords("money", "Billing", "refund", "invoice"),
            LabelingRule.keywords("=crash", "Bug", "crash*"),
            LabelingRule.regex("hostile", "Bug", "(a+)+\\1b$"),
            LabelingRule.keywords("never", "Bug", "zzz"));
    private static final List<Ticket> TICKETS = List.of(
            Ticket.of("1", "refund"),
            Ticket.of("2", "invoice after crash"),
            Ticket.of("3", "crashes"),
            Ticket.of("4", "hello"),
            Ticket.of("5", "a".repeat(40) + "!"));

    @TempDir
    private Path dir;

    @Test
    void thePartThatPeopleDecidedGivesTheAccuracy() {
        Map<String, List<String>> reviewed =
                Map.of("1", List.of("Billing"), "2", List.of("Bug"), "3", List.of("Billing", "Bug"), "4", List.of());

        RuleReport report = RuleReport.of(RULES, TICKETS.iterator(), id -> Optional.ofNullable(reviewed.get(id)));

        assertThat(report.lines().get(0))
                .isEqualTo(new RuleLine("money", List.of("Billing"), 2, 0.4, 0.2, 0.2, 1, 1, 0));
        assertThat(report.lines().get(0).accuracy()).hasValue(0.5);
        assertThat(report.lines().get(1)).isEqualTo(new RuleLine("=crash", List.of("Bug"), 2, 0.4, 0.2, 0.2, 2, 0, 0));
        assertThat(report.lines().get(2)).isEqualTo(new RuleLine("hostile", List.of(), 0, 0, 0, 0, 0, 0, 1));
        assertThat(report.lines().get(3).accuracy()).isEmpty();
        assertThat(report.reviewed()).isEqualTo(4);
    }

    @Test
    void theTableIsForPeopleAndTheFileForSpreadsheets() throws Exception {
        RuleReport report = RuleReport.of(
                RULES, TICKETS.iterator(), id -> id.equals("3") ? Optional.of(List.of("Bug")) : Optional.empty());

        report.write(dir.resolve("rules.csv"));

        assertThat(report.table())
                .isEqualTo(
                        """
                        5 tickets: 3 with a vote, 1 with several, 1 with conflicting ones; 1 reviewed
                        rule     polarity  coverage  overlaps  conflicts  correct  incorrect  accuracy  votes  gave_up
                        money    Billing      0.400     0.200      0.200        0          0                2        0
                        =crash   Bug          0.400     0.200      0.200        1          0     1.000      2        0
                        hostile               0.000     0.000      0.000        0          0                0        1
                        never                 0.000     0.000      0.000        0          0                0        0
                        """);
        assertThat(Files.readString(dir.resolve("rules.csv")))
                .isEqualTo(
                        """
                        rule,polarity,coverage,overlaps,conflicts,correct,incorrect,accuracy,votes,gave_up
                        money,Billing,0.4,0.2,0.2,0,0,,2,0
                        '=crash,Bug,0.4,0.2,0.2,1,0,1.0,2,0
                        hostile,,0.0,0.0,0.0,0,0,,0,1
                        never,,0.0,0.0,0.0,0,0,,0,0
                        """);
    }

    @Test
    void noTicketsMeanNoShares() {
        RuleReport report = RuleReport.of(RULES, List.<Ticket>of().iterator());

        assertThat(report.tickets()).isZero();
        assertThat(report.lines()).allMatch(line -> line.coverage() == 0);
    }

    @Test
    void votesOfOtherRulesAreRefused() {
        RuleReport.Counter counter = RuleReport.counter(RULES);

        assertThatThrownBy(() -> counter.add(new RuleVotes("1", Map.of("other", "Bug"), List.of()), Optional.empty()))
                .hasMessageContaining("rule \"other\" is not one of those reported");
    }
}
