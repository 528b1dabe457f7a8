package io.ticketlabeler.teach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.evaluation.Evaluation;
import io.ticketlabeler.evaluation.Truth;
import io.ticketlabeler.export.CsvExporter;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.prompt.StandardPrompt;
import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.review.Review;
import io.ticketlabeler.run.Settled;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A first run, reviews, and a second run that pays for the rest only. */
@Timeout(60)
class RelabellingTest {

    private static final LabelSet LABELS = LabelSet.of("Bug", "Billing");
    private static final int TICKETS = 1_000;

    @TempDir
    Path folder;

    private final List<Ticket> tickets = IntStream.range(0, TICKETS)
            .mapToObj(i -> Ticket.of("T" + i, (i % 3 == 0 ? "invoice " : "crash ") + i))
            .toList();

    private static Review says(String id, String... labels) {
        return Review.of(id, "anna", labels.length == 0 ? Decision.EMPTY : Decision.CHOSEN, List.of(labels));
    }

    private Truth people() {
        List<Review> reviews = new ArrayList<>();
        for (int i = 100; i < 400; i++) {
            reviews.add(says("T" + i, i % 3 == 0 ? "Billing" : "Bug"));
        }
        reviews.add(says("T400"));
        reviews.add(Review.of("T401", "anna", Decision.SKIPPED, List.of("Bug")));
        return Truth.of(reviews.iterator());
    }

    private RunReport run(
            StubProvider provider, StandardPrompt prompt, MemoryLabelCache cache, Settled settled, String file) {
        try (TicketLabeler labeler = TicketLabeler.builder()
                .labels(LABELS)
                .model(OpenAi.chat("m").baseUrl(provider.baseUrl()).prompt(prompt))
                .batchSize(1)
                .cache(cache)
                .build()) {
            CsvExporter csv = CsvExporter.to(folder.resolve(file));
            return labeler.run(tickets.iterator(), settled, csv);
        }
    }

    private Proposals read(String file) {
        return Proposals.read(folder.resolve(file));
    }

    private static BitSet from(int first) {
        BitSet accepted = new BitSet();
        accepted.set(first, TICKETS);
        return accepted;
    }

    @Test
    void aSecondRunAsksForWhatIsNeitherReviewedNorAcceptedAndAThirdForNothing() throws IOException {
        MemoryLabelCache cache = MemoryLabelCache.create();
        Truth people = people();
        ReviewedExamples examples = ReviewedExamples.none()
                .with(
                        people,
                        id -> Optional.of(
                                tickets.get(Integer.parseInt(id.substring(1))).text()),
                        "stub");
        StandardPrompt taught = PromptStrategies.fewShot(examples.perLabel(1).subList(0, 2));
        try (StubProvider first = StubProvider.labelling(text -> "Bug");
                StubProvider second = StubProvider.labelling(text -> text.contains("invoice") ? "Billing" : "Bug")) {
            run(first, PromptStrategies.zeroShot(), cache, Settled.NOTHING, "first.csv");
            Relabelling again =
                    Relabelling.of(LABELS, read("first.csv"), people).accepting(from(700));

            RunReport report = run(second, taught, cache, again, "second.csv");

            assertThat(first.requests()).hasSize(TICKETS);
            assertThat(second.requests()).hasSize(TICKETS - 301 - 300);
            assertThat(second.asked().keySet())
                    .contains(
                            tickets.get(99).text(),
                            tickets.get(401).text(),
                            tickets.get(699).text())
                    .doesNotContain(
                            tickets.get(100).text(),
                            tickets.get(400).text(),
                            tickets.get(700).text());
            assertThat(report.tickets()).isEqualTo(TICKETS);
            assertThat(report.settled()).isEqualTo(601);
            assertThat(report.toString()).contains("601 settled before");
            List<String> rows = Files.readAllLines(folder.resolve("second.csv"));
            assertThat(rows).hasSize(TICKETS + 1);
            assertThat(rows.get(1 + 99)).isEqualTo("T99,Billing,,model,,stub-model-2026");
            assertThat(rows.get(1 + 102)).isEqualTo("T102,Billing,,person,,");
            assertThat(rows.get(1 + 400)).isEqualTo("T400,,,person,a person decided that no label fits,");
            assertThat(rows.get(1 + 702)).isEqualTo("T702,Bug,,accepted,,stub-model-2026");
            assertThat(rows.stream().skip(1).map(row -> row.substring(0, row.indexOf(','))))
                    .isEqualTo(tickets.stream().map(Ticket::id).toList());

            RunReport third = run(second, taught, cache, again, "third.csv");

            assertThat(third.calls()).isZero();
            assertThat(second.requests()).hasSize(TICKETS - 601);
            assertThat(third.cached()).isEqualTo(TICKETS - 601);
        }
    }

    @Test
    void nothingIsAskedWhenAllIsSettled() {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
            run(provider, PromptStrategies.zeroShot(), MemoryLabelCache.create(), Settled.NOTHING, "first.csv");
            Relabelling all =
                    Relabelling.of(LABELS, read("first.csv"), people()).accepting(from(0));

            RunReport report = run(provider, PromptStrategies.zeroShot(), MemoryLabelCache.create(), all, "second.csv");

            assertThat(report.calls()).isZero();
            assertThat(report.settled()).isEqualTo(TICKETS);
            assertThat(all)
                    .hasToString(
                            "of the 1,000 tickets of the first run 301 are decided by people and 699 accepted; they are not asked again");
        }
    }

    @Test
    void whatPeopleDecidedIsNoProposalOfTheSecondRunAndStaysDecidedInAThird() {
        Proposals before = Proposals.builder()
                .add("T1", "Bug", 0.9)
                .addDecided("T2", List.of("Billing"))
                .add("T3", "Bug", 0.95)
                .build();
        Truth people =
                Truth.of(List.of(says("T1", "Billing"), says("T3", "Bug")).iterator());

        Relabelling again = Relabelling.of(LABELS, before, people).acceptingFrom(0.9);

        assertThat(again.outcome(Ticket.of("T2", "x")))
                .hasValueSatisfying(outcome ->
                        assertThat(outcome.provenance().source().code()).isEqualTo("person"));
        assertThat(again.outcome(Ticket.of("T1", "x")))
                .as("people before acceptance")
                .hasValueSatisfying(outcome ->
                        assertThat(outcome.provenance().source().code()).isEqualTo("person"));
        assertThat(again.outcome(Ticket.of("T4", "x")))
                .as("unknown to the first run")
                .isEmpty();
        assertThat(Evaluation.of(
                                Truth.of(List.of(says("T2", "Billing"), says("T3", "Bug"))
                                        .iterator()),
                                before)
                        .reviewed())
                .as("T2 says nothing about the model")
                .isEqualTo(1);
    }

    @Test
    void theFinishedSetOfACertificateIsAcceptedAndAnotherRunsIsRefused() {
        Proposals before = Proposals.builder()
                .add("T1", "Bug", 0.9)
                .add("T2", "Bug", 0.4)
                .add("T3", "Billing", 0.95)
                .build();
        Proposals finished = Proposals.builder()
                .add("T1", "Bug", 0.9)
                .addDecided("T2", List.of("Billing"))
                .build();
        Relabelling none = Relabelling.of(LABELS, before, Truth.builder().build());

        Relabelling again = none.accepting(finished);

        assertThat(again.outcome(Ticket.of("T1", "x"))).isPresent();
        assertThat(again.outcome(Ticket.of("T2", "x"))).as("needs its review").isEmpty();
        assertThat(again.outcome(Ticket.of("T3", "x"))).isEmpty();
        assertThatThrownBy(() ->
                        none.accepting(Proposals.builder().add("T3", "Bug", 0.9).build()))
                .hasMessageContaining("ticket T3 is accepted with a label that the first run did not propose");
        assertThatThrownBy(() -> none.acceptingFrom(Double.NaN)).hasMessageContaining("expected 0..1");
    }

    @Test
    void labelsThatTheSetDoesNotHaveAreRefusedBeforeAnythingIsPaid() {
        Proposals before = Proposals.builder()
                .add("T1", List.of("Praise"), OptionalDouble.of(0.9))
                .build();

        assertThatThrownBy(() -> Relabelling.of(
                        LABELS, before, Truth.of(List.of(says("T7", "Refund")).iterator())))
                .hasMessageContaining("ticket T7: people chose Refund, which the label set does not have");
        assertThatThrownBy(() -> Relabelling.of(
                        LABELS,
                        before,
                        Truth.of(List.of(says("T7", "Bug", "Billing")).iterator())))
                .hasMessageContaining("2 labels, but the label set is single choice");
        Relabelling fine = Relabelling.of(LABELS, before, Truth.builder().build());
        assertThatThrownBy(() -> fine.acceptingFrom(0.5)).hasMessageContaining("the first run proposed Praise");
    }
}
