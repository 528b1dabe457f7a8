package io.ticketlabeler.internal.engine;

import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.run.CallEvent;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows from an answer that is not whole, or from none: ask again, wait, halve, pass on, give up, or stop. The only place of
 * the library that repeats anything.
 *
 * <p>Failures count against tickets only while the model answers others; when it answers nobody, everything waits, until
 * patience ends and the run stops with its state kept.
 */
final class Repeats {

    private static final int MAX_ASKS = 3; // once in company, once more, once alone
    private static final int MAX_FAILURES = 10; // with the waits below more than three minutes
    private static final int MAX_TIMEOUTS = 3; // each may have been billed, and a model that runs on would run on again
    private static final int HUNG = 3; // calls that ran out of time that often, and no other was answered meanwhile
    private static final int MAX_FAILURES_WITH_NEXT = 2;
    private static final int MAX_THROTTLED_WITH_NEXT = 3;
    private static final int HOPELESS = 8; // such calls before the first answer: the request is wrong, or the address
    private static final int IN_VAIN = 20; // such answers before the first usable one: the model cannot do this
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final int LONGEST_DOUBLING = 10;

    private final Engine engine;
    private final EngineSettings settings;

    Repeats(Engine engine) {
        this.engine = engine;
        this.settings = engine.settings();
    }

    /** The call was answered, but not for these. */
    void askAgain(Batch batch, List<Question> rest, boolean someWereGood) {
        Stage stage = batch.stage();
        if (!rest.isEmpty() && !someWereGood && stage.inVainFromTheStart() >= IN_VAIN) {
            useless(
                    batch,
                    new ModelCallException(
                            Kind.UNUSABLE_REPLY,
                            IN_VAIN + " answers of " + stage.model.name() + " held no usable label, and no other did; "
                                    + "try fewer tickets a call, or another model; the last problem: "
                                    + rest.get(0).problem));
            return;
        }
        List<Question> again = new ArrayList<>();
        for (Question question : rest) {
            if (question.asks >= MAX_ASKS) {
                engine.giveUp(
                        question, new TicketLabelerException(question.problem + " (asked " + MAX_ASKS + " times)"));
            } else if (question.asks == MAX_ASKS - 1) {
                engine.send(batch.of(List.of(question)));
            } else {
                again.add(question);
            }
        }
        if (again.size() > 1 && !someWereGood) {
            halve(batch, again); // an answer that was cut at the start, say: less at once may fit
        } else if (!again.isEmpty()) {
            engine.send(batch.of(again));
        }
    }

    private void halve(Batch batch, List<Question> questions) {
        int half = questions.size() / 2;
        engine.send(batch.of(questions.subList(0, half)));
        engine.send(batch.of(questions.subList(half, questions.size())));
    }

    /** The call failed as a whole. */
    void decide(Batch batch, ModelCallException e) {
        Stage stage = batch.stage();
        boolean amiss = e.kind() == Kind.BAD_REQUEST || e.kind() == Kind.UNUSABLE_REPLY;
        boolean hopeless = amiss && stage.refusedFromTheStart() >= HOPELESS;
        if (e.kind() == Kind.INTERRUPTED) {
            engine.stopAll(batch, e);
        } else if (e.kind().stopsRun() || hopeless) {
            useless(batch, e);
        } else if (e.kind().passing()) {
            later(batch, e);
        } else if (batch.questions().size() > 1) {
            halve(batch, batch.questions());
        } else {
            Question question = batch.questions().get(0);
            question.asks++;
            if (e.kind() == Kind.UNUSABLE_REPLY && question.asks < MAX_ASKS) {
                engine.send(batch.of(batch.questions()));
            } else {
                engine.giveUp(question, e);
            }
        }
    }

    /** This model is not going to answer anything. */
    private void useless(Batch batch, ModelCallException e) {
        if (batch.stage().hasNext()) {
            batch.stage().gate.shut();
            engine.passOn(batch.questions());
        } else {
            engine.stopAll(batch, e);
        }
    }

    private void later(Batch batch, ModelCallException e) {
        Stage stage = batch.stage();
        boolean throttled = e.kind() == Kind.RATE_LIMITED;
        Batch again = batch.failedOnceMore(e.kind() == Kind.TIMEOUT, !throttled);
        if (stage.hasNext() && isEnough(again, throttled)) {
            engine.passOn(batch.questions());
        } else if (again.timeouts() >= MAX_TIMEOUTS && stage.hungInARow() >= HUNG) {
            useless(batch, e); // not these tickets, the model
        } else if (again.failures() >= MAX_FAILURES || again.timeouts() >= MAX_TIMEOUTS) {
            batch.questions().forEach(question -> engine.giveUp(question, e));
        } else if (stage.silence(again.since()).compareTo(settings.patience()) >= 0) {
            useless(batch, e);
        } else if (throttled) {
            retrying(again, e, e.retryAfter().orElse(Duration.ZERO));
            engine.send(again); // the gate makes it wait, together with all others
        } else {
            Duration wait =
                    longer(jitter(batch.repeats()), longer(e.retryAfter().orElse(Duration.ZERO), stage.retries.take()));
            retrying(again, e, wait);
            engine.sendLater(again, wait);
        }
    }

    /** With another model at hand nobody waits for long. */
    private static boolean isEnough(Batch again, boolean throttled) {
        return again.timeouts() > 0
                || again.repeats() >= (throttled ? MAX_THROTTLED_WITH_NEXT : MAX_FAILURES_WITH_NEXT);
    }

    private void retrying(Batch batch, ModelCallException e, Duration wait) {
        settings.events()
                .accept(new CallEvent.Retrying(
                        batch.stage().model.name(), e.kind(), batch.questions().size(), wait));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** With jitter, so that calls that failed together do not come back together. */
    private Duration jitter(int repeats) {
        double most = Math.min(
                (double) LONGEST_WAIT.toNanos(),
                FIRST_WAIT.toNanos() * Math.pow(2, Math.min(repeats, LONGEST_DOUBLING)));
        return Duration.ofNanos((long) (most * (0.5 + settings.random().nextDouble() / 2)));
    }
}
