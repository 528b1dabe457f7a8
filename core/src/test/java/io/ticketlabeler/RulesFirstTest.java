package io.ticketlabeler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.contract.ScriptedModel;
import io.ticketlabeler.model.Fallback;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.rules.LabelingRule;
import io.ticketlabeler.rules.Rules;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance.Source;
import io.ticketlabeler.ticket.Ticket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesFirstTest {

    private static final LabelSet LABELS = LabelSet.of("Billing", "Bug");
    private static final Rules WITH_FIELDS = Rules.of(
            LabelingRule.keywords("money", "Billing", "refund"),
            LabelingRule.field("phone", "Bug", "channel", "phone"));
    private static final Rules TEXTS = Rules.of(
            LabelingRule.keywords("money", "Billing", "refund"), LabelingRule.keywords("crash", "Bug", "crash*"));

    private static Ticket ticket(String id, String text, String channel) {
        return new Ticket(id, text, Map.of("channel", channel));
    }

    private final ScriptedModel model = ScriptedModel.answering(text -> "Bug");

    private List<String> asked() {
        return model.calls().stream().flatMap(List::stream).toList();
    }

    @Test
    void whatRulesDecideIsNeverAskedAndEqualTextsMayDifferByField() {
        Collected sink = new Collected();
        try (TicketLabeler labeler = TicketLabeler.builder()
                .labels(LABELS)
                .rules(WITH_FIELDS)
                .model(model)
                .build()) {
            RunReport report = labeler.run(
                    List.of(
                            ticket("1", "refund", "mail"),
                            ticket("2", "it stopped", "phone"),
                            ticket("3", "it stopped", "mail"),
                            ticket("4", "refund", "phone"),
                            ticket("5", "", "phone"),
                            ticket("6", "", "mail")),
                    sink);

            assertThat(report.byRules()).isEqualTo(3);
            assertThat(report.labeled()).isEqualTo(5);
            assertThat(report.abstained()).isEqualTo(1);
            assertThat(report.calls()).isEqualTo(1);
            assertThat(report).asString().contains("3 by rules");
        }
        assertThat(asked()).containsExactlyInAnyOrder("it stopped", "refund");
        assertThat(sink.outcomes)
                .extracting(outcome -> outcome.provenance().source().code())
                .containsExactly("rules", "rules", "model", "model", "rules", "not-asked");
        Labeled first = (Labeled) sink.outcomes.get(0);
        assertThat(first.label()).isEqualTo("Billing");
        assertThat(first.confidence()).hasValue(1);
        assertThat(first.provenance().model()).isEqualTo("rules");
    }

    @Test
    void aChangedRuleCountsAtOnceWhateverIsCached() {
        try (TicketLabeler before =
                TicketLabeler.builder().labels(LABELS).rules(TEXTS).model(model).build()) {
            assertThat(before.label(Ticket.of("1", "please help")).provenance().source())
                    .isEqualTo(Source.MODEL);
            assertThat(before.label(Ticket.of("1", "please help")).provenance().source())
                    .isEqualTo(Source.CACHE);
            assertThat(before.label(Ticket.of("2", "crashed")).provenance().source())
                    .isEqualTo(Source.RULES);
            assertThat(before.label(Ticket.of("2", "crashed")).provenance().source())
                    .isEqualTo(Source.RULES);
        }
    }

    @Test
    void aloneTheyLeaveTheRestToPeople() {
        try (TicketLabeler labeler =
                TicketLabeler.builder().labels(LABELS).rules(WITH_FIELDS).build()) {
            assertThat(labeler.modelName()).isEqualTo("rules");
            assertThat(((Labeled) labeler.label(ticket("1", "it stopped", "phone"))).label())
                    .isEqualTo("Bug");
            assertThat(((Abstained) labeler.label(ticket("2", "it stopped", "mail"))).reason())
                    .isEqualTo("no rule fires");
            assertThat(((Abstained) labeler.labelAsync(ticket("3", "refund", "phone"))
                                    .join())
                            .reason())
                    .isEqualTo("the rules are tied between Billing and Bug");
        }
    }

    @Test
    void anEstimateLeavesOutWhatRulesDecide() {
        try (TicketLabeler labeler = TicketLabeler.builder()
                .labels(LABELS)
                .rules(WITH_FIELDS)
                .model(model)
                .build()) {
            Estimate estimate = labeler.estimate(
                    List.of(ticket("1", "refund", "mail"), ticket("2", "x", "mail"), ticket("3", "x", "mail")));

            assertThat(estimate.byRules()).isEqualTo(1);
            assertThat(estimate.duplicates()).isEqualTo(1);
            assertThat(estimate.calls()).isEqualTo(1);
        }
    }

    @Test
    void asAModelTheyAreCachedAndPassOnWhatTheyAbstainFrom() {
        LabelModel both = Fallback.of(TEXTS, model);
        List<Ticket> tickets =
                List.of(Ticket.of("1", "refund"), Ticket.of("2", "hello"), Ticket.of("3", "refund or crash"));
        try (TicketLabeler labeler =
                TicketLabeler.builder().labels(LABELS).model(both).build()) {
            List<Outcome> first = labeler.label(tickets);
            List<Outcome> second = labeler.label(tickets);

            assertThat(first)
                    .extracting(outcome -> outcome.provenance().model())
                    .containsExactly("rules", "scripted-1", "scripted-1");
            assertThat(first).allMatch(outcome -> outcome instanceof Labeled);
            assertThat(second).allMatch(outcome -> outcome.provenance().source() == Source.CACHE);
            assertThat(asked()).containsExactlyInAnyOrder("hello", "refund or crash");
        }
    }

    @Test
    void asTheOnlyModelTheyAbstainOnceAndAreNotAskedAgain() {
        try (TicketLabeler labeler =
                TicketLabeler.builder().labels(LABELS).model(TEXTS).build()) {
            Collected sink = new Collected();

            RunReport report = labeler.run(List.of(Ticket.of("1", "hello"), Ticket.of("2", "hello")), sink);

            assertThat(report.calls()).isEqualTo(1);
            assertThat(report.abstained()).isEqualTo(2);
            assertThat(sink.outcomes).allSatisfy(outcome -> {
                assertThat(((Abstained) outcome).reason()).isEqualTo("no rule fires");
                assertThat(outcome.provenance().model()).isEqualTo("rules");
            });
        }
    }

    @Test
    void rulesThatLookAtFieldsAreRefusedWhereThereAreNone() {
        for (LabelModel wrong : List.of(WITH_FIELDS, Fallback.of(WITH_FIELDS, model))) {
            assertThatThrownBy(() ->
                            TicketLabeler.builder().labels(LABELS).model(wrong).build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("give them to rules(...) instead of model(...)");
        }
    }

    @Test
    void aRuleForAnUnknownLabelEndsTheRunAndIsNamed() {
        try (TicketLabeler labeler = TicketLabeler.builder()
                .labels(LabelSet.of("Bug", "Question"))
                .rules(TEXTS)
                .model(model)
                .build()) {
            assertThatThrownBy(() -> labeler.run(List.of(Ticket.of("1", "refund"))))
                    .hasMessageContaining("rule \"money\" votes for \"Billing\"");
        }
    }
}
