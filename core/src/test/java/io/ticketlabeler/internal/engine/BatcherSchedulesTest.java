package io.ticketlabeler.internal.engine;

import static io.ticketlabeler.internal.engine.Schedules.check;
import static io.ticketlabeler.internal.engine.Schedules.share;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.run.Budget;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** R21: questions that are added, flushed and taken out at the same time: each is in one call, or taken out, and never in two. */
@Tag("schedules")
class BatcherSchedulesTest {

    private static final Engine ENGINE = Engines.of(new PairModel(), MemoryLabelCache.create());
    private static final Lane LANE = ENGINE.lane(Given.LABELS);
    private static final Stage STAGE = ENGINE.stages().get(0);
    private static final CacheKey KEY = LANE.key(0, "?");
    private static final Session STAYING = ENGINE.run(LANE, Budget.NONE);
    private static final Allowance ALLOWANCE = new Allowance(Budget.NONE, Optional.empty());

    @SuppressWarnings("StaticAssignmentOfThrowable") // making one in each schedule costs more than all the rest
    private static final TicketLabelerException INTERRUPTED = new TicketLabelerException("interrupted");

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @Test
    void eachQuestionIsSentOnce() throws Exception {
        Schedules.each(() -> {
            Outside outside = new Outside();
            Question[] asked = {question(STAYING), question(STAYING), question(STAYING)};
            share(outside, asked);

            Schedules.together(
                    () -> outside.batcher.add(asked[0], false),
                    () -> {
                        outside.batcher.add(asked[1], true);
                        outside.timeGoesBy();
                    },
                    () -> {
                        outside.batcher.add(asked[2], false);
                        outside.batcher.flush();
                    });

            outside.timeGoesBy();
            outside.batcher.flush();
            for (Question question : asked) {
                check(outside.timesSent(question) == 1, "sent " + outside.timesSent(question) + " times");
            }
        });
    }

    @Test
    void whatNobodyWantsAnyMoreIsTakenOutOrSentButNotBoth() throws Exception {
        Schedules.each(() -> {
            Outside outside = new Outside();
            Session leaving = new Session("leaving", ENGINE, LANE, false, ALLOWANCE);
            Question wanted = question(STAYING);
            Question unwanted = question(leaving);
            outside.batcher.add(unwanted, false);
            List<Question> out = new ArrayList<>();
            share(outside, leaving, wanted, unwanted, out);

            Schedules.together(
                    () -> {
                        leaving.stop(INTERRUPTED);
                        out.addAll(outside.batcher.sweep());
                    },
                    () -> {
                        outside.batcher.add(wanted, false);
                        outside.batcher.flush(wanted);
                    });

            check(outside.timesSent(wanted) == 1, "sent " + outside.timesSent(wanted) + " times");
            check(!out.contains(wanted), "taken out although it is wanted");
            check(outside.timesSent(unwanted) + out.size() == 1, "lost, or both sent and taken out");
        });
    }

    private static Question question(Session session) {
        Question question = new Question(LANE, KEY, "?");
        question.join(session);
        return question;
    }

    /** Timers and callers; two questions fill a call. */
    private static final class Outside {

        private final List<Runnable> timers = new ArrayList<>(); // guarded by itself
        private final List<Batch> sent = new ArrayList<>(); // guarded by itself
        final Batcher batcher = new Batcher(STAGE, Duration.ZERO, this::later, this::send);

        private boolean later(Duration moment, Runnable flush) {
            synchronized (timers) {
                return timers.add(flush);
            }
        }

        private void send(Batch batch) {
            synchronized (sent) {
                sent.add(batch);
            }
        }

        void timeGoesBy() {
            List<Runnable> due;
            synchronized (timers) {
                due = new ArrayList<>(timers);
                timers.clear();
            }
            for (Runnable timer : due) {
                timer.run();
            }
        }

        int timesSent(Question question) {
            int times = 0;
            for (Batch batch : sent) {
                check(batch.questions().size() <= 2, "more than a call takes");
                for (Question each : batch.questions()) {
                    times += each == question ? 1 : 0;
                }
            }
            return times;
        }
    }
}
