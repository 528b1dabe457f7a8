package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketLabelerException;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Makes calls and decides what follows from each: store what is good, ask again about the rest, wait, halve, give up, or stop. The
 * only place of the library that repeats anything.
 */
final class Calls {

    private static final int MAX_ASKS = 3; // once in company, once more, once alone
    private static final int MAX_FAILURES = 10; // with the waits below more than three minutes
    private static final int MAX_TIMEOUTS = 3; // each may have been billed, and a model that runs on would run on again
    private static final int HOPELESS = 8; // refused calls before the first answer: the request itself is wrong
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration FIRST_WAIT_THROTTLED = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Engine engine;
    private final EngineSettings settings;

    Calls(Engine engine) {
        this.engine = engine;
        this.settings = engine.settings();
    }

    /** Makes one call; never throws. */
    void make(Batch batch) {
        Session session = batch.session();
        try {
            engine.gate().enter();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            batch.questions().forEach(engine::abandon);
            return;
        }
        if (session.stopped().isPresent()) {
            engine.gate().failed();
            batch.questions().forEach(engine::abandon);
            return;
        }
        Map<String, Question> asked = withIds(batch.questions());
        session.bill().called();
        try {
            take(batch, asked, ask(session, asked, batch.failures()));
        } catch (ModelCallException e) {
            session.bill().failed(e.usage());
            decide(batch, e);
        } catch (RuntimeException e) { // a mistake in a model, a strategy or a cache: going on would repeat it
            stop(batch, e);
        }
    }

    /** Asks the model and leaves the gate, however that ends. */
    private ModelReply ask(Session session, Map<String, Question> asked, int failures) {
        try {
            ModelReply reply = settings.model().label(session.labels(), texts(asked));
            engine.gate().succeeded();
            return reply;
        } catch (ModelCallException e) {
            if (e.kind() == Kind.RATE_LIMITED) {
                engine.gate().throttled(e.retryAfter().orElseGet(() -> jitter(FIRST_WAIT_THROTTLED, failures)));
            } else {
                engine.gate().failed();
            }
            throw e;
        } catch (RuntimeException e) {
            engine.gate().failed();
            throw e;
        }
    }

    private static List<TicketText> texts(Map<String, Question> asked) {
        List<TicketText> texts = new ArrayList<>();
        asked.forEach((id, question) -> texts.add(new TicketText(id, question.text)));
        return texts;
    }

    private Map<String, Question> withIds(List<Question> questions) {
        Map<String, Question> asked = new LinkedHashMap<>();
        for (Question question : questions) {
            String id = ShortIds.next(settings.random());
            while (asked.containsKey(id)) {
                id = ShortIds.next(settings.random());
            }
            asked.put(id, question);
        }
        return asked;
    }

    private void take(Batch batch, Map<String, Question> asked, ModelReply reply) {
        LabelSet labels = batch.session().labels();
        Usage share = share(reply.usage(), asked.size());
        Map<Question, CachedLabel> good = new LinkedHashMap<>();
        List<Question> rest = new ArrayList<>();
        asked.forEach((id, question) -> {
            Answer answer = reply.reply().answers().get(id);
            if (answer != null && Answers.fits(answer.labels(), labels)) {
                good.put(
                        question,
                        new CachedLabel(
                                answer.labels(),
                                reply.model(),
                                share,
                                settings.clock().instant()));
            } else {
                question.problem = answer != null
                        ? "the model gave an answer that does not fit the label set"
                        : reply.reply().problems().getOrDefault(id, "the model gave no answer");
                question.asks++;
                rest.add(question);
            }
        });
        batch.session().bill().answered(reply.model(), good.size(), reply.usage());
        if (!good.isEmpty()) {
            engine.commit(good);
        }
        askAgain(batch, rest, !good.isEmpty());
    }

    private void askAgain(Batch batch, List<Question> rest, boolean someWereGood) {
        List<Question> again = new ArrayList<>();
        for (Question question : rest) {
            if (question.asks >= MAX_ASKS) {
                engine.refuse(
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

    private void decide(Batch batch, ModelCallException e) {
        boolean hopeless = e.kind() == Kind.BAD_REQUEST
                && !batch.session().bill().hasAnswers()
                && batch.session().bill().failedCalls() >= HOPELESS;
        if (e.kind().stopsRun() || hopeless) {
            stop(batch, e);
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
                engine.refuse(question, e);
            }
        }
    }

    private void later(Batch batch, ModelCallException e) {
        Batch again = batch.failedOnceMore(e.kind() == Kind.TIMEOUT);
        if (again.failures() >= MAX_FAILURES || again.timeouts() >= MAX_TIMEOUTS) {
            batch.questions().forEach(question -> engine.refuse(question, e));
        } else if (e.kind() == Kind.RATE_LIMITED) {
            engine.send(again); // the gate makes it wait, together with all others
        } else {
            Duration own = jitter(FIRST_WAIT, batch.failures());
            Duration asked = e.retryAfter().orElse(Duration.ZERO);
            engine.sendLater(again, own.compareTo(asked) > 0 ? own : asked);
        }
    }

    /** Full jitter, so that calls that failed together do not come back together. */
    private Duration jitter(Duration first, int failures) {
        double most = Math.min((double) LONGEST_WAIT.toNanos(), first.toNanos() * Math.pow(2, failures));
        return Duration.ofNanos((long) (most * (0.5 + settings.random().nextDouble() / 2)));
    }

    private void stop(Batch batch, RuntimeException reason) {
        batch.session().stop(reason);
        batch.questions().forEach(engine::abandon);
    }

    private static Usage share(Usage usage, int tickets) {
        OptionalDouble cost = usage.costUsd().isPresent()
                ? OptionalDouble.of(usage.costUsd().getAsDouble() / tickets)
                : OptionalDouble.empty();
        return new Usage(
                usage.inputTokens() / tickets,
                usage.cachedInputTokens() / tickets,
                usage.outputTokens() / tickets,
                cost);
    }
}
