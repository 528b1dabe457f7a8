package io.ticketlabeler.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketlabeler.RunStoppedException;
import io.ticketlabeler.cache.AttemptEnd;
import io.ticketlabeler.cache.AttemptEnd.State;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.prompt.Prompt;
import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.prompt.PromptStrategy;
import io.ticketlabeler.prompt.Reply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A strategy of the user's own with a mistake in it: the run ends and says so, the paid call is in the books. */
@Timeout(30)
class MistakesOfOthersTest {

    @Test
    void anExceptionWhileReadingEndsTheRun() {
        endsTheRun(new Mistaken(() -> {
            throw new IllegalStateException("a mistake");
        }));
    }

    @Test
    void anErrorWhileReadingEndsTheRun() {
        endsTheRun(new Mistaken(() -> {
            throw new StackOverflowError("a deep mistake");
        }));
    }

    private static void endsTheRun(PromptStrategy strategy) {
        try (StubProvider provider = Trial.provider();
                Trial trial = Trial.of(Trial.settings(Trial.model(provider)).prompt(strategy))) {
            RunStoppedException stopped =
                    catchThrowableOfType(RunStoppedException.class, () -> trial.run(Trial.tickets(1_000)));

            assertThat(stopped).hasStackTraceContaining("mistake");
            assertThat(stopped.report().unknownCalls())
                    .isEqualTo(stopped.report().calls());
            assertThat(trial.ledger.ended(State.UNKNOWN))
                    .hasSize((int) stopped.report().calls())
                    .extracting(AttemptEnd::detail)
                    .allMatch(detail -> !detail.isEmpty());
            assertThat(provider.counts().requests()).isLessThanOrEqualTo(2 * 8);
        }
    }

    private record Mistaken(Supplier<Reply> reading) implements PromptStrategy {

        @Override
        public Prompt prompt(LabelSet labels, List<TicketText> tickets) {
            return PromptStrategies.zeroShot().prompt(labels, tickets);
        }

        @Override
        public Reply read(Prompt prompt, String reply) {
            return reading.get();
        }

        @Override
        public String fingerprint() {
            return "mistaken";
        }
    }
}
