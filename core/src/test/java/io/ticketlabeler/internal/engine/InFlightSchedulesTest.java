package io.ticketlabeler.internal.engine;

import static io.ticketlabeler.internal.engine.Schedules.check;
import static io.ticketlabeler.internal.engine.Schedules.share;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.run.Budget;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.TicketLabelerException;
import io.ticketlabeler.ticket.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R21: sessions that ask the same at the same time, and leave, in ever other schedules: asked once, never twice, answered for all who
 * stay.
 */
@Tag("schedules")
class InFlightSchedulesTest {

    private static final Engine ENGINE = Engines.of(new PairModel(), MemoryLabelCache.create());
    private static final Lane LANE = ENGINE.lane(Given.LABELS);
    private static final Stage STAGE = ENGINE.stages().get(0);
    private static final String TEXT = "🙁?";
    private static final CacheKey KEY = LANE.key(0, TEXT);
    private static final Session STAYING = ENGINE.run(LANE, Budget.NONE);
    private static final Allowance ALLOWANCE = new Allowance(Budget.NONE, Optional.empty());

    @SuppressWarnings("StaticAssignmentOfThrowable") // making one in each schedule costs more than all the rest
    private static final TicketLabelerException INTERRUPTED = new TicketLabelerException("interrupted");

    private static final Verdict BUG = new Verdict.Given(List.of(ScoredLabel.of("Bug")), "pair-1", false, Usage.NONE);

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @Test
    void whoStaysIsAnsweredWhoeverElseLeaves() throws Exception {
        Schedules.each(() -> {
            Desk desk = new Desk();
            share(desk);

            Schedules.together(desk::askAndLeave, desk::askAndStay);

            check(desk.allAreAnswered(), "who stayed got no answer");
            check(desk.asked.get() <= 1, "asked twice");
            check(desk.isFree(), "left in flight");
        });
    }

    @Test
    void whoDoesNotWantToWaitIsAnsweredWhoeverElseLeaves() throws Exception {
        Schedules.each(() -> {
            Desk desk = new Desk();
            share(desk);

            Schedules.together(desk::askAndLeave, desk::askInAHurry);

            check(desk.allAreAnswered(), "who stayed got no answer");
            check(desk.asked.get() <= 1, "asked twice");
            check(desk.isFree(), "left in flight");
        });
    }

    @Test
    void allWhoAskAtTheSameTimeGetTheOneAnswer() throws Exception {
        Schedules.each(() -> {
            Desk desk = new Desk();
            share(desk);

            Schedules.together(desk::askAndStay, desk::askInAHurry, desk::work);

            check(desk.allAreAnswered(), "who stayed got no answer");
            check(desk.asked.get() == 1, "asked " + desk.asked + " times");
            check(desk.isFree(), "left in flight");
        });
    }

    /** What sessions, timers and callers do with one question, without their threads. */
    private static final class Desk {

        final InFlight inFlight = new InFlight();
        final AtomicInteger asked = new AtomicInteger();
        private final AtomicBoolean known = new AtomicBoolean(); // whether the cache has the answer
        private final List<Runnable> work = new ArrayList<>(); // guarded by itself
        private final List<Question> waiting = new ArrayList<>(); // guarded by itself
        private final Batcher batcher =
                new Batcher(STAGE, Duration.ZERO, (moment, flush) -> put(flush), batch -> put(() -> call(batch)));

        void askAndLeave() {
            Session session = new Session("leaving", ENGINE, LANE, false, ALLOWANCE);
            Question unused = ask(session);
            session.stop(INTERRUPTED);
            for (Question question : batcher.sweep()) {
                inFlight.settle(question, new Verdict.Abandoned());
            }
        }

        void askAndStay() {
            Question question = ask(STAYING);
            batcher.flush(question);
            await(question);
        }

        void askInAHurry() {
            Question question = ask(STAYING);
            batcher.hurry(question);
            await(question);
        }

        /** Answers are looked at in the end: a thread that waits would only be asked again and again whether it still does. */
        private void await(Question question) {
            synchronized (waiting) {
                waiting.add(question);
            }
        }

        boolean allAreAnswered() {
            work();
            boolean all = true;
            for (Question question : waiting) {
                all &= question.verdict.getNow(null) == BUG;
            }
            return all;
        }

        /** Whether whoever asks now is the first again. */
        boolean isFree() {
            Question another = question(STAYING);
            return inFlight.join(another, STAYING) == another;
        }

        private static Question question(Session session) {
            Question question = new Question(LANE, KEY, TEXT);
            question.join(session);
            return question;
        }

        private Question ask(Session session) {
            Question mine = question(session);
            Question first = inFlight.join(mine, session);
            if (first == mine && known.get()) {
                inFlight.settle(mine, BUG);
            } else if (first == mine) {
                batcher.add(mine, false);
            }
            return first;
        }

        private boolean put(Runnable next) {
            synchronized (work) {
                return work.add(next);
            }
        }

        void work() {
            for (Runnable next = next(); next != null; next = next()) {
                next.run();
            }
        }

        private @Nullable Runnable next() {
            synchronized (work) {
                return work.isEmpty() ? null : work.remove(0);
            }
        }

        private void call(Batch batch) {
            for (Question question : batch.questions()) {
                if (question.payer().isEmpty()) {
                    inFlight.settle(question, new Verdict.Abandoned());
                } else {
                    asked.incrementAndGet();
                    known.set(true);
                    inFlight.settle(question, BUG);
                }
            }
        }
    }
}
