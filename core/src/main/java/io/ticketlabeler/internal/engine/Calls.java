package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.AttemptEnd;
import io.ticketlabeler.cache.AttemptEnd.State;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.internal.Departure;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.model.RateLimits;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.run.CallEvent;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketLabelerException;
import io.ticketlabeler.ticket.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes calls: of what is still wanted, when the gate and the budget allow it, and stores what is good. What follows from the rest
 * is decided by {@link Repeats}.
 */
final class Calls {

    private static final Duration UNTIL_SETTLED = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(5); // closed for longer: another model is the quicker way

    private final Engine engine;
    private final EngineSettings settings;
    private final Repeats repeats;

    Calls(Engine engine) {
        this.engine = engine;
        this.settings = engine.settings();
        this.repeats = new Repeats(engine);
    }

    /** Makes one call; never throws. */
    void make(Batch batch) {
        try {
            Optional<Batch> wanted = stillWanted(batch);
            if (wanted.isEmpty()) {
                return;
            }
            Stage stage = batch.stage();
            if (stage.hasNext() && stage.gate.isClosedFor(LONG)) {
                engine.passOn(wanted.get().questions());
                return;
            }
            Lane lane = batch.lane();
            boolean first = lane.size(stage.index).prefixTokens() >= Lane.WarmUp.LEAST_PREFIX_TOKENS
                    && lane.warmUp(stage.index).begin();
            try {
                enter(wanted.get());
            } finally {
                if (first) {
                    lane.warmUp(stage.index).end();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            engine.stopAll(batch, new TicketLabelerException("the labeler was closed"));
        } catch (RuntimeException e) { // a mistake in a model, a strategy or a cache: going on would repeat it
            engine.stopAll(batch, e);
        } catch (Error e) { // whoever waits must not wait forever
            engine.stopAll(
                    batch,
                    new TicketLabelerException(
                            "a call of the model ended with " + e.getClass().getName(), e));
        }
    }

    /** The batch without questions whose sessions were all stopped; empty if nothing is left. */
    private Optional<Batch> stillWanted(Batch batch) {
        List<Question> wanted = new ArrayList<>(batch.questions().size());
        for (Question question : batch.questions()) {
            if (question.payer().isPresent()) {
                wanted.add(question);
            } else {
                engine.abandon(question);
            }
        }
        return wanted.isEmpty() ? Optional.empty() : Optional.of(batch.only(wanted));
    }

    private void enter(Batch batch) throws InterruptedException {
        Optional<Gate.Pass> entered = batch.stage()
                .gate
                .enter(Flight.tokens(Flight.estimate(batch)), batch.stage().hasNext() ? LONG : Gate.FOREVER);
        if (entered.isEmpty()) {
            engine.passOn(batch.questions());
            return;
        }
        Gate.Pass pass = entered.get();
        if (!hasTurn(batch, pass)) {
            return;
        }
        Flight flight;
        try {
            Optional<Batch> wanted = stillWanted(batch); // it may have waited for long
            if (wanted.isEmpty()) {
                pass.unused();
                return;
            }
            flight = new Flight(wanted.get(), engine);
            if (!flight.reserve()) {
                pass.unused();
                stillWanted(wanted.get()).ifPresent(again -> engine.sendLater(again, UNTIL_SETTLED));
                return;
            }
        } catch (RuntimeException | Error e) {
            pass.unused();
            throw e;
        }
        engine.takeOff();
        flight.takeOff();
        try {
            depart(flight, pass);
        } finally {
            flight.land();
            engine.land();
        }
    }

    /** The call is counted among those in the air already: whoever leaves from here on waits for it. */
    private void depart(Flight flight, Gate.Pass pass) {
        if (!flight.isWanted()) {
            flight.billNothing();
            pass.unused();
            stillWanted(flight.batch).ifPresent(engine::send);
            return;
        }
        try {
            flight.board();
            flight.mayBePaidAgain(engine.noteSending(flight.attempt));
        } catch (RuntimeException | Error e) {
            flight.alight();
            flight.billNothing();
            pass.unused();
            throw e;
        }
        try {
            fly(flight, pass);
        } catch (RuntimeException | Error e) {
            flight.alight();
            throw e;
        }
    }

    /** Where other processes use the same limits, the call waits for its turn among theirs; without one it is dealt with here. */
    private boolean hasTurn(Batch batch, Gate.Pass pass) throws InterruptedException {
        Stage stage = batch.stage();
        if (stage.turns.isEmpty()) {
            return true;
        }
        Turns turns = stage.turns.get();
        Turns.Turn turn;
        try {
            turn = turns.await(
                    Flight.tokens(Flight.estimate(batch)),
                    stage.hasNext() ? LONG : Gate.FOREVER,
                    () -> batch.questions().stream()
                            .anyMatch(question -> question.payer().isPresent()));
        } catch (InterruptedException | RuntimeException | Error e) {
            pass.unused();
            throw e;
        }
        if (turn == Turns.Turn.TAKEN) {
            pass.turnTaken(turns);
            return true;
        }
        pass.unused();
        if (turn == Turns.Turn.CLOSED) {
            engine.passOn(batch.questions());
        } else {
            stillWanted(batch); // nothing of it is
        }
        return false;
    }

    private void fly(Flight flight, Gate.Pass pass) {
        Stage stage = flight.batch.stage();
        ModelReply reply;
        try {
            reply = Objects.requireNonNull(
                    Departure.only(
                            pass::isValid,
                            () -> stage.model.label(flight.batch.lane().labels(), flight.texts())),
                    "the model returned no reply");
        } catch (Departure.CancelledException e) {
            turnedBack(flight, pass);
            return;
        } catch (ModelCallException e) {
            failed(flight, pass, e);
            return;
        } catch (RuntimeException | Error e) {
            pass.neither(RateLimits.NONE, 0);
            flight.billFailure(Usage.NONE, true, false);
            engine.commit(
                    flight, new AttemptEnd(State.UNKNOWN, e.getClass().getSimpleName(), "", Usage.NONE), Map.of());
            throw e;
        }
        pass.succeeded(reply.limits(), Flight.tokens(reply.usage()));
        stage.answered();
        take(flight, reply);
    }

    /** Nothing was sent: the gate was closed while the call was prepared. */
    private void turnedBack(Flight flight, Gate.Pass pass) {
        pass.unused();
        flight.billNothing();
        engine.commit(flight, new AttemptEnd(State.FAILED, "NOT_SENT", "", Usage.NONE), Map.of());
        engine.send(flight.batch);
    }

    private void take(Flight flight, ModelReply reply) {
        LabelSet labels = flight.batch.lane().labels();
        Usage share = flight.ticketShare(reply.usage());
        Map<Question, CachedLabel> good = new LinkedHashMap<>();
        Map<Question, String> silent = new LinkedHashMap<>();
        List<Question> rest = new ArrayList<>();
        flight.asked.forEach((id, question) -> {
            Answer answer = reply.reply().answers().get(id);
            String abstention = reply.reply().abstentions().get(id);
            if (answer == null && abstention != null) {
                silent.put(question, abstention);
            } else if (answer != null && flight.batch.stage().fits(answer.labels(), labels)) {
                good.put(question, cached(question, answer, reply.model(), share));
            } else {
                question.problem = answer != null
                        ? "the model gave an answer that does not fit the label set"
                        : reply.reply().problems().getOrDefault(id, "the model gave no answer");
                question.asks++;
                rest.add(question);
            }
        });
        if (!good.isEmpty()) {
            flight.batch.stage().useful();
        }
        flight.billAnswer(reply.model(), reply.usage());
        engine.commit(flight, new AttemptEnd(State.ANSWERED, "", reply.model(), reply.usage()), good);
        settings.events()
                .accept(new CallEvent.Answered(
                        flight.batch.stage().model.name(),
                        reply.model(),
                        flight.asked.size(),
                        good.size(),
                        reply.usage(),
                        took(flight)));
        Stage stage = flight.batch.stage();
        List<Question> unsure = good.entrySet().stream()
                .filter(each -> !stage.keeps(each.getValue().labels()))
                .map(Map.Entry::getKey)
                .toList();
        if (!unsure.isEmpty()) {
            engine.notSure(unsure);
        }
        engine.abstain(stage, silent, reply.model());
        repeats.askAgain(flight.batch, rest, !good.isEmpty() || !silent.isEmpty());
    }

    private CachedLabel cached(Question question, Answer answer, String model, Usage share) {
        return new CachedLabel(
                answer.labels(),
                model,
                share,
                settings.clock().instant(),
                settings.cache().keepsTexts() ? Optional.of(question.text) : Optional.empty());
    }

    private Duration took(Flight flight) {
        return Duration.ofNanos(settings.nanoTime().getAsLong() - flight.since);
    }

    private void failed(Flight flight, Gate.Pass pass, ModelCallException e) {
        Stage stage = flight.batch.stage();
        Kind kind = e.kind();
        long used = Flight.tokens(e.usage());
        if (kind == Kind.RATE_LIMITED) {
            Duration wait = pass.throttled(e.limits(), e.retryAfter().orElse(null));
            settings.events().accept(new CallEvent.Throttled(stage.model.name(), wait));
        } else if (kind.passing()) {
            pass.failed(e.limits(), used);
        } else if (kind != Kind.INTERRUPTED && kind.stopsRun() && stage.hasNext()) {
            pass.useless(e.limits(), used);
        } else if (kind.stopsRun()) {
            pass.neither(e.limits(), used);
        } else {
            pass.refused(e.limits(), used);
        }
        boolean unread = kind == Kind.UNUSABLE_REPLY && used == 0; // it may have cost something, but does not say so
        boolean unknown = kind == Kind.TIMEOUT || kind == Kind.BROKEN || kind == Kind.INTERRUPTED || unread;
        flight.billFailure(e.usage(), unknown, kind == Kind.RATE_LIMITED);
        State state = unknown ? State.UNKNOWN : kind == Kind.UNUSABLE_REPLY ? State.ANSWERED : State.FAILED;
        engine.commit(flight, new AttemptEnd(state, kind.name(), "", e.usage()), Map.of());
        settings.events()
                .accept(new CallEvent.FailedCall(
                        stage.model.name(), kind, e.status().orElse(0), flight.asked.size(), e.usage(), took(flight)));
        repeats.decide(flight.batch, e);
    }
}
