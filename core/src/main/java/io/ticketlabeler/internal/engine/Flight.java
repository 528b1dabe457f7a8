package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.Attempt;
import io.ticketlabeler.internal.engine.Allowance.Reservation;
import io.ticketlabeler.internal.engine.Allowance.Reserved;
import io.ticketlabeler.run.BudgetSpentException;
import io.ticketlabeler.ticket.TicketLabelerException;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * One call on its way: the ids its tickets travel under, and who pays for how many of them. Used by one thread.
 */
final class Flight {

    final Batch batch;
    final Map<String, Question> asked;
    final Attempt attempt;
    final long since;

    private final Map<Session, Integer> payers = new LinkedHashMap<>();
    private final Map<Session, Usage> estimates = new LinkedHashMap<>();
    private final Map<Session, Reservation> reservations = new LinkedHashMap<>();

    /** @param batch with questions that are all still wanted */
    Flight(Batch batch, Engine engine) {
        this.batch = batch;
        this.since = engine.settings().nanoTime().getAsLong();
        this.asked = withIds(batch.questions(), engine.settings());
        for (Question question : batch.questions()) {
            question.payerInTheAir().ifPresent(payer -> payers.merge(payer, 1, Integer::sum));
        }
        Usage estimate = estimate(batch);
        payers.forEach((payer, tickets) -> estimates.put(payer, share(estimate, 0, tickets, asked.size())));
        this.attempt = new Attempt(
                UUID.randomUUID().toString(),
                payers.isEmpty() ? "" : payers.keySet().iterator().next().id(),
                engine.owner(),
                batch.stage().model.name(),
                batch.questions().stream().map(Question::stageKey).toList(),
                tokens(estimate));
    }

    /** What a call is going to use. */
    static Usage estimate(Batch batch) {
        return batch.lane().size(batch.stage().index).of(batch.questions().size(), batch.textTokens());
    }

    static long tokens(Usage usage) {
        return usage.inputTokens() + usage.outputTokens();
    }

    private static Map<String, Question> withIds(List<Question> questions, EngineSettings settings) {
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

    List<TicketText> texts() {
        List<TicketText> texts = new ArrayList<>(asked.size());
        asked.forEach((id, question) -> texts.add(new TicketText(id, question.text)));
        return texts;
    }

    /**
     * Takes the call out of everybody's budget. Whoever cannot pay any more is stopped.
     *
     * @return false if somebody cannot pay, now or ever; nothing is reserved then
     */
    boolean reserve() {
        for (Map.Entry<Session, Usage> each : estimates.entrySet()) {
            Session session = each.getKey();
            Reservation reservation = session.allowance().reserve(each.getValue());
            if (reservation.result() == Reserved.YES) {
                reservations.put(session, reservation);
                continue;
            }
            if (reservation.result() == Reserved.NO) {
                session.stop(new BudgetSpentException(
                        "the budget of " + session.allowance() + " is spent; run again with a new one to go on"));
            } else if (reservation.result() == Reserved.PRICE_UNKNOWN) {
                session.stop(new TicketLabelerException("a budget in US dollars needs a price: the provider of "
                        + batch.stage().model.name() + " reports no cost; give the model a price(...)"));
            }
            reservations.forEach((other, theirs) -> other.allowance().settle(theirs, Usage.NONE));
            return false;
        }
        return true;
    }

    /**
     * From here on the questions keep their claims until the call has ended, even if the labeler is closed.
     *
     * @throws TicketLabelerException if it has been closed
     */
    void board() {
        for (Question question : batch.questions()) {
            if (!question.board()) {
                throw Engine.closed();
            }
        }
    }

    /** How the call ended is noted, or it is not sent after all. */
    void alight() {
        batch.questions().forEach(Question::alight);
    }

    /** The call is sent. It is counted once, for the first of those who pay. */
    void takeOff() {
        payers.keySet().forEach(Session::takeOff);
        first().ifPresent(session -> session.bill().called());
    }

    /** Whether any of those who pay is still there. */
    boolean isWanted() {
        return payers.keySet().stream().anyMatch(session -> session.stopped().isEmpty());
    }

    private Optional<Session> first() {
        return payers.keySet().stream().findFirst();
    }

    /** The call has ended, and what it brought is stored. */
    void land() {
        payers.keySet().forEach(Session::land);
    }

    /** Some of the tickets may have been paid before. */
    void mayBePaidAgain(long tickets) {
        if (tickets > 0) {
            first().ifPresent(session -> session.bill().paidAgain(tickets));
        }
    }

    void billAnswer(String model, Usage usage) {
        bill(usage, (bill, share) -> bill.answered(model, share));
        first().ifPresent(session -> session.bill().answeredCall(model));
    }

    void billFailure(Usage usage, boolean unknown, boolean throttled) {
        bill(usage, Bill::used);
        first().ifPresent(session -> session.bill().failedCall(unknown, throttled));
    }

    /** The call was not sent after all. */
    void billNothing() {
        bill(Usage.NONE, Bill::used);
        first().ifPresent(session -> session.bill().calledOff());
    }

    private void bill(Usage usage, BiConsumer<Bill, Usage> to) {
        int before = 0;
        for (Map.Entry<Session, Integer> payer : payers.entrySet()) {
            Session session = payer.getKey();
            Usage share = share(usage, before, payer.getValue(), asked.size());
            before += payer.getValue();
            Reservation reservation = reservations.get(session);
            if (reservation != null) {
                session.allowance().settle(reservation, share);
            }
            to.accept(session.bill(), share);
        }
    }

    /** One ticket's share, rounded down. */
    Usage ticketShare(Usage usage) {
        return share(usage, 0, 1, asked.size());
    }

    /** The share of {@code count} tickets that come after {@code before} others; all shares together are the whole. */
    private static Usage share(Usage usage, int before, int count, int all) {
        if (count == all) {
            return usage;
        }
        OptionalDouble cost = usage.costUsd().isPresent()
                ? OptionalDouble.of(usage.costUsd().getAsDouble() * count / all)
                : OptionalDouble.empty();
        return new Usage(
                part(usage.inputTokens(), before, count, all),
                part(usage.cachedInputTokens(), before, count, all),
                part(usage.outputTokens(), before, count, all),
                cost);
    }

    private static long part(long whole, int before, int count, int all) {
        return whole * (before + count) / all - whole * before / all;
    }
}
