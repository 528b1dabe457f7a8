package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.RunListener;
import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.model.CallSize;
import io.ticketlabeler.model.Fallback;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.run.CallEvent;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the first model fails, the second one answers, and is asked no more than that. */
@Timeout(30)
class FallbackStagesTest {

    private final List<CallEvent> events = new CopyOnWriteArrayList<>();
    private final MemoryLabelCache cache = MemoryLabelCache.create();
    private final TestModel second = new TestModel("second", CallSize.FREE, tickets -> {});

    private static TestModel first(Consumer<List<TicketText>> before) {
        return new TestModel("first", CallSize.FREE, before);
    }

    private static TestModel failing(Kind kind) {
        return first(tickets -> {
            throw new ModelCallException(kind, "does not work");
        });
    }

    private TicketLabeler labeler(TestModel first) {
        RunListener watching = new RunListener() {
            @Override
            public void progress(RunReport soFar) {}

            @Override
            public void call(CallEvent event) {
                events.add(event);
            }
        };
        return Given.labeler(Fallback.of(first, second))
                .cache(cache)
                .listener(watching)
                .build();
    }

    private <E extends CallEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private RunReport everythingIsLabelled(TestModel first) {
        try (TicketLabeler labeler = labeler(first)) {
            RunReport report = labeler.run(Given.tickets(400));
            assertThat(report.labeled()).isEqualTo(400);
            return report;
        }
    }

    private void theNextRunAsksNobody(TestModel first) {
        int calls = first.calls().size() + second.calls().size();
        assertThat(everythingIsLabelled(first).cached()).isEqualTo(400);
        assertThat(first.calls().size() + second.calls().size()).isEqualTo(calls);
    }

    @Test
    void aWrongKeyIsTriedAFewTimesAndThenTheSecondModelAnswers() {
        TestModel first = failing(Kind.AUTHENTICATION);

        RunReport report = everythingIsLabelled(first);

        assertThat(first.calls()).hasSizeLessThanOrEqualTo(9);
        assertThat(second.calls()).hasSizeBetween(20, 24);
        assertThat(second.asked()).isEqualTo(400);
        assertThat(report.models()).containsOnlyKeys("second-1");
        assertThat(events(CallEvent.FellBack.class).stream()
                        .mapToInt(CallEvent.FellBack::tickets)
                        .sum())
                .isEqualTo(400);
        assertThat(events(CallEvent.FellBack.class))
                .allMatch(event -> event.model().equals("first") && event.next().equals("second"));
        theNextRunAsksNobody(first);
    }

    @Test
    void inAnOutageTheSecondModelAnswers() {
        TestModel first = failing(Kind.UNAVAILABLE);

        everythingIsLabelled(first);

        assertThat(first.calls()).hasSizeLessThanOrEqualTo(40);
        assertThat(second.asked()).isEqualTo(400);
        assertThat(events(CallEvent.CircuitOpened.class)).isNotEmpty();
        theNextRunAsksNobody(first);
    }

    @Test
    void whenTheFirstIsThrottledForLongTheSecondAnswers() {
        TestModel first = first(tickets -> {
            throw new ModelCallException(Kind.RATE_LIMITED, "too many", 429, Duration.ofMinutes(1), Usage.NONE, null);
        });

        RunReport report = everythingIsLabelled(first);

        assertThat(report.wall()).isLessThan(Duration.ofSeconds(20));
        assertThat(first.calls()).hasSizeLessThanOrEqualTo(8);
        assertThat(second.asked()).isEqualTo(400);
    }

    @Test
    void aTicketThatTheFirstRefusesGoesToTheSecondAlone() {
        TestModel first = first(tickets -> {
            if (tickets.stream().anyMatch(ticket -> ticket.text().contains(" 77 "))) {
                throw new ModelCallException(Kind.REFUSED, "not this one");
            }
        });

        everythingIsLabelled(first);

        assertThat(second.calls()).hasSize(1);
        assertThat(second.calls().get(0)).singleElement().asString().contains(" 77 ");
        theNextRunAsksNobody(first);
    }

    @Test
    void whatNeitherCanAnswerFailsWithTheReasonOfTheLast() {
        TestModel first = failing(Kind.REFUSED);
        TestModel last = new TestModel("second", CallSize.FREE, tickets -> {
            throw new ModelCallException(Kind.REFUSED, "neither do I");
        });
        try (TicketLabeler labeler = Given.labeler(Fallback.of(first, last)).build()) {
            assertThat(labeler.label(Given.tickets(1)).get(0).toString()).contains("neither do I");
        }
    }

    /** The limit makes all threads wait at the gate when the breaker opens. */
    @Test
    void nobodyGoesOnWaitingAtAGateThatCloses() {
        TestModel first = failing(Kind.UNAVAILABLE);
        try (TicketLabeler labeler = Given.labeler(Fallback.of(first, second))
                .requestsPerMinute(1_200)
                .build()) {
            RunReport report = labeler.run(Given.tickets(800));

            assertThat(report.labeled()).isEqualTo(800);
            assertThat(report.wall()).isLessThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void anAnswerBelongsToTheModelThatGaveIt() {
        everythingIsLabelled(failing(Kind.AUTHENTICATION));
        TestModel first = first(tickets -> {});
        second.forget();
        try (TicketLabeler secondAlone = Given.labeler(second).cache(cache).build();
                TicketLabeler firstAlone = Given.labeler(first).cache(cache).build()) {
            assertThat(secondAlone.run(Given.tickets(400)).cached()).isEqualTo(400);
            assertThat(firstAlone.run(Given.tickets(400)).cached()).isZero();
        }
    }
}
