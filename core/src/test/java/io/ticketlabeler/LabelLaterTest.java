package io.ticketlabeler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.contract.ScriptedModel;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many tickets at once, for callers that do not wait. */
@Timeout(60)
class LabelLaterTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final CountDownLatch slow = new CountDownLatch(1);
    private final ScriptedModel model = ScriptedModel.answering(text -> {
        if (text.startsWith("slow")) {
            await();
        }
        return "Bug";
    });

    private void await() {
        try {
            slow.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private TicketLabeler labeler() {
        return TicketLabeler.builder()
                .labels(LabelSet.of("Bug", "Billing"))
                .model(model)
                .batchSize(3)
                .liveDeadline(Duration.ofMillis(1))
                .build();
    }

    private static List<Ticket> tickets(String... texts) {
        return java.util.stream.IntStream.range(0, texts.length)
                .mapToObj(i -> Ticket.of("T-" + i, texts[i]))
                .toList();
    }

    @Test
    void theyShareCallsAndAreNotBoundByTheLiveDeadline() {
        try (TicketLabeler labeler = labeler()) {
            List<CompletableFuture<Outcome>> futures = labeler.labelAsync(tickets("slow", "b", "c", "", "slow"), HOUR);
            slow.countDown();

            List<Outcome> outcomes =
                    futures.stream().map(CompletableFuture::join).toList();

            assertThat(outcomes).extracting(Outcome::ticketId).containsExactly("T-0", "T-1", "T-2", "T-3", "T-4");
            assertThat(outcomes.get(0)).isInstanceOf(Labeled.class);
            assertThat(outcomes.get(3)).isInstanceOf(Abstained.class);
            assertThat(model.calls()).containsExactly(List.of("slow", "b", "c"));
            assertThat(labeler.modelName()).isEqualTo("scripted");
        }
    }

    @Test
    void afterTheGivenTimeTheyFailAndTheAnswerIsKeptAllTheSame() {
        try (TicketLabeler labeler = labeler()) {
            Outcome late = labeler.labelAsync(tickets("slow"), Duration.ofMillis(300))
                    .get(0)
                    .join();
            slow.countDown();
            Outcome next = labeler.labelAsync(tickets("slow"), HOUR).get(0).join();

            assertThat(late).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.reason())
                    .contains("no answer within 0.3 s"));
            assertThat(next).isInstanceOf(Labeled.class);
            assertThat(model.calls()).hasSize(1);
        }
    }

    @Test
    void whatStopsEverythingComesAsAnException() {
        model.failNext(new ModelCallException(ModelCallException.Kind.AUTHENTICATION, "wrong key"));
        try (TicketLabeler labeler = labeler()) {
            CompletableFuture<Outcome> future =
                    labeler.labelAsync(tickets("a", "b", "c"), HOUR).get(2);

            assertThatThrownBy(future::join).hasCauseInstanceOf(TicketLabelerException.class);
        }
        assertThat(labelerThatIsClosed().get(0)).isCompletedExceptionally();
    }

    private List<CompletableFuture<Outcome>> labelerThatIsClosed() {
        TicketLabeler labeler = labeler();
        labeler.close();
        List<CompletableFuture<Outcome>> futures = labeler.labelAsync(tickets("a", "b", "c"), HOUR);
        assertThatThrownBy(() -> futures.get(0).join()).isInstanceOf(RuntimeException.class);
        return futures;
    }
}
