package io.ticketlabeler.model;

import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.PromptStrategy;
import io.ticketlabeler.prompt.Reply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cheap sources first: each keeps the tickets of which it is sure enough, and the next one is asked about the rest.
 *
 * <pre>{@code
 * LabelModel model = Cascade.of(learned, OpenAi.chat("gpt-4o-mini"), OpenAi.chat("gpt-4o"))
 *         .bound(0, Bound.of(learned.heldOut(), 0.92, 0.05))
 *         .bound(1, Bound.of(checkedAnswersOfTheSmallModel, 0.92, 0.05));
 * }</pre>
 *
 * <p>A source without a {@link Bound} keeps nothing, the last one keeps all. An answer without a label, or none, goes on. Where a source fails,
 * the next one takes over, as in a {@link Fallback}; a fallback may stand in the last place.
 *
 * <p>A labeler runs the sources as stages, each with its own calls, limits and retries: what one passes on fills the calls of the next.
 * Answers are kept per source, sure or not; bounds decide about them anew each time, so that another bound, or one source more, pays for
 * nothing again. An answer that is there and sure enough counts, even if a source before it has not been asked.
 * {@code RunReport.answeredBy()} says whose word counted how often, {@code usages()} at what cost.
 *
 * <p>Immutable; thread-safe if the sources are.
 */
public final class Cascade implements LabelModel {

    private final List<LabelModel> sources;
    private final List<Bound> bounds;

    private Cascade(List<LabelModel> sources, List<Bound> bounds) {
        this.sources = sources;
        this.bounds = bounds;
    }

    /**
     * {@code first}, and the others in order; none but the last keeps anything before it gets a bound.
     *
     * @throws IllegalArgumentException without any other, with a cascade among them, or with a fallback that is not the last
     */
    public static Cascade of(LabelModel first, LabelModel... others) {
        if (others.length == 0) {
            throw new IllegalArgumentException("nothing to pass tickets on to: give at least two sources");
        }
        List<LabelModel> sources =
                Stream.concat(Stream.of(first), Stream.of(others)).toList();
        for (int i = 0; i < sources.size(); i++) {
            boolean last = i == sources.size() - 1;
            if (sources.get(i) instanceof Cascade || (!last && sources.get(i) instanceof Fallback)) {
                throw new IllegalArgumentException("source " + i + " of the cascade is "
                        + (sources.get(i) instanceof Cascade
                                ? "a cascade: give its sources"
                                : "a fallback: only the last may be one"));
            }
        }
        List<Bound> bounds = new ArrayList<>(Collections.nCopies(sources.size() - 1, Bound.NOTHING));
        bounds.add(Bound.ALL);
        return new Cascade(sources, List.copyOf(bounds));
    }

    /**
     * From which confidence on that source keeps a ticket.
     *
     * @param source from 0; not the last
     */
    public Cascade bound(int source, Bound bound) {
        if (source < 0 || source >= sources.size() - 1) {
            throw new IllegalArgumentException("source " + source + " of " + sources.size()
                    + ": expected one from 0 to " + (sources.size() - 2) + "; the last keeps all");
        }
        List<Bound> changed = new ArrayList<>(bounds);
        changed.set(source, bound);
        return new Cascade(sources, List.copyOf(changed));
    }

    /** In the order in which they are asked; a fallback in the last place as its models. */
    public List<LabelModel> stages() {
        return sources.stream()
                .flatMap(source -> source instanceof Fallback fallback ? fallback.models().stream() : Stream.of(source))
                .toList();
    }

    /** One for each of the {@link #stages()}. */
    public List<Bound> bounds() {
        List<Bound> all = new ArrayList<>(bounds);
        while (all.size() < stages().size()) {
            all.add(Bound.ALL);
        }
        return List.copyOf(all);
    }

    @Override
    public String name() {
        return Several.name(sources);
    }

    @Override
    public String endpoint() {
        return Several.endpoint(sources);
    }

    @Override
    public String fingerprint() {
        return Several.fingerprint("cascade", sources)
                + bounds.stream().map(bound -> "|" + bound.confidence()).collect(Collectors.joining());
    }

    @Override
    public Limits limits() {
        return Several.limits(sources);
    }

    /** The largest of each figure: one of the sources, whichever it is. The price is known only if those of all are. */
    @Override
    public CallSize size(LabelSet labels) {
        return Several.size(sources, labels);
    }

    /**
     * Those that read a prompt with that one, the others as they are. Answers to another prompt need another bound.
     *
     * @throws IllegalArgumentException if none reads a prompt
     */
    @Override
    public Cascade prompt(PromptStrategy strategy) {
        return new Cascade(Several.prompt(sources, strategy), bounds);
    }

    @Override
    public void prepare() {
        sources.forEach(LabelModel::prepare);
    }

    /**
     * Asks one source after the other. Its usage holds that of all calls, failed ones included.
     *
     * @throws ModelCallException the last source's; at once if the thread is interrupted
     */
    @Override
    public ModelReply label(LabelSet labels, List<TicketText> tickets) {
        Map<String, Answer> answers = new LinkedHashMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        Map<String, String> abstentions = new LinkedHashMap<>();
        List<String> answered = new ArrayList<>();
        Usage usage = Usage.NONE;
        List<TicketText> open = tickets;
        for (int i = 0; i < sources.size() && !open.isEmpty(); i++) {
            boolean last = i == sources.size() - 1;
            try {
                ModelReply reply = sources.get(i).label(labels, open);
                usage = usage.plus(reply.usage());
                List<TicketText> rest = new ArrayList<>();
                for (TicketText ticket : open) {
                    Answer answer = reply.reply().answers().get(ticket.id());
                    if (answer != null && (last || bounds.get(i).keeps(answer.labels()))) {
                        answers.put(ticket.id(), answer);
                    } else if (last && reply.reply().abstentions().containsKey(ticket.id())) {
                        abstentions.put(ticket.id(), reply.reply().abstentions().get(ticket.id()));
                    } else if (last) {
                        problems.put(ticket.id(), reply.reply().problems().getOrDefault(ticket.id(), "no answer"));
                    } else {
                        rest.add(ticket);
                    }
                }
                if (rest.size() < open.size()) {
                    answered.add(reply.model());
                }
                open = rest;
            } catch (ModelCallException e) {
                if (last || e.kind() == ModelCallException.Kind.INTERRUPTED) {
                    throw e;
                }
                usage = usage.plus(e.usage());
            }
        }
        return new ModelReply(new Reply(answers, problems, abstentions), usage, String.join(", ", answered));
    }

    @Override
    public String toString() {
        return name();
    }
}
