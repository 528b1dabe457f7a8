package io.ticketlabeler.model;

import io.ticketlabeler.prompt.PromptStrategy;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Another model or provider takes over where one fails.
 *
 * <pre>{@code
 * LabelModel model = Fallback.of(OpenAi.chat("gpt-4o-mini"), OpenRouter.chat("mistralai/mistral-small"));
 * }</pre>
 *
 * <p>A labeler runs the models as stages, each with its own calls, limits and retries: what one could not do is collected for the
 * next. The model that really answered is recorded with each answer, and answers are kept per model, so that adding a fallback
 * pays for nothing again. For other models at OpenRouter alone, {@link OpenRouter#orElse} is simpler: OpenRouter falls back itself.
 *
 * <p>Immutable; thread-safe if the models are.
 */
public final class Fallback implements LabelModel {

    private final List<LabelModel> models;

    private Fallback(List<LabelModel> models) {
        this.models = models;
    }

    /**
     * {@code first}, and the others in order where those before them fail. A fallback among them is replaced by its models.
     *
     * @throws IllegalArgumentException without any other
     */
    public static Fallback of(LabelModel first, LabelModel... others) {
        if (others.length == 0) {
            throw new IllegalArgumentException("nothing to fall back to: give at least two models");
        }
        return new Fallback(Stream.concat(Stream.of(first), Stream.of(others))
                .flatMap(model -> model instanceof Fallback nested ? nested.models.stream() : Stream.of(model))
                .toList());
    }

    /** In the order in which they are asked; two or more, none of them a {@code Fallback}. */
    public List<LabelModel> models() {
        return models;
    }

    @Override
    public String name() {
        return Several.name(models);
    }

    @Override
    public String endpoint() {
        return Several.endpoint(models);
    }

    @Override
    public String fingerprint() {
        return Several.fingerprint("fallback", models);
    }

    /** What each of the models can take. */
    @Override
    public Limits limits() {
        return Several.limits(models);
    }

    /** The largest of each figure: one of the models, whichever it is. The price is known only if those of all are. */
    @Override
    public CallSize size(LabelSet labels) {
        return Several.size(models, labels);
    }

    /**
     * Those that read a prompt with that one, the others as they are.
     *
     * @throws IllegalArgumentException if none reads a prompt
     */
    @Override
    public Fallback prompt(PromptStrategy strategy) {
        return new Fallback(Several.prompt(models, strategy));
    }

    @Override
    public void prepare() {
        models.forEach(LabelModel::prepare);
    }

    /**
     * The answer of the first model whose call does not fail as a whole. Its usage holds that of the calls that failed before it.
     *
     * @throws ModelCallException the last model's, with those of the others suppressed in it, each with its own usage; at once if
     *     the thread is interrupted
     */
    @Override
    public ModelReply label(LabelSet labels, List<TicketText> tickets) {
        List<ModelCallException> failures = new ArrayList<>();
        for (LabelModel model : models) {
            try {
                return withUsageOf(failures, model.label(labels, tickets));
            } catch (ModelCallException e) {
                failures.add(e);
                if (e.kind() == ModelCallException.Kind.INTERRUPTED) {
                    break;
                }
            }
        }
        ModelCallException last = failures.get(failures.size() - 1);
        failures.stream().filter(failure -> failure != last).forEach(last::addSuppressed);
        throw last;
    }

    private static ModelReply withUsageOf(List<ModelCallException> failures, ModelReply reply) {
        Usage usage = failures.stream().map(ModelCallException::usage).reduce(reply.usage(), Usage::plus);
        return new ModelReply(reply.reply(), usage, reply.model(), reply.limits());
    }

    @Override
    public String toString() {
        return name();
    }
}
