package io.ticketlabeler.model;

import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.PromptStrategy;
import io.ticketlabeler.prompt.Reply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks a model about each ticket with the labels of the ticket's list. The engine hands in tickets of one list at a time. */
final class Shortlisted implements LabelModel {

    private final Shortlist shortlist;
    private final LabelModel model;

    Shortlisted(Shortlist shortlist, LabelModel model) {
        this.shortlist = shortlist;
        this.model = model;
    }

    @Override
    public String name() {
        return model.name() + " among " + shortlist.size();
    }

    @Override
    public String fingerprint() {
        return shortlist.fingerprint() + "|" + model.fingerprint();
    }

    @Override
    public String endpoint() {
        return model.endpoint();
    }

    @Override
    public Limits limits() {
        return model.limits();
    }

    /** That of the list with the longest prompt. */
    @Override
    public CallSize size(LabelSet labels) {
        check(labels);
        CallSize largest = model.size(shortlist.list(0));
        for (int list = 1; list < shortlist.lists(); list++) {
            CallSize size = model.size(shortlist.list(list));
            largest = size.prefixTokens() > largest.prefixTokens() ? size : largest;
        }
        return largest;
    }

    @Override
    public void prepare() {
        model.prepare();
    }

    @Override
    public Grouping grouping(LabelSet labels) {
        check(labels);
        return new Grouping() {
            @Override
            public int groups() {
                return shortlist.lists();
            }

            @Override
            public List<Integer> of(List<String> texts) {
                return shortlist.lists(texts);
            }
        };
    }

    @Override
    public LabelModel prompt(PromptStrategy strategy) {
        return new Shortlisted(shortlist, model.prompt(strategy));
    }

    /** One call for each list; a failure of a later one is a problem of its tickets. */
    @Override
    public ModelReply label(LabelSet labels, List<TicketText> tickets) {
        check(labels);
        List<Integer> lists =
                shortlist.lists(tickets.stream().map(TicketText::text).toList());
        Map<Integer, List<TicketText>> byList = new TreeMap<>();
        for (int i = 0; i < tickets.size(); i++) {
            byList.computeIfAbsent(lists.get(i), list -> new ArrayList<>()).add(tickets.get(i));
        }
        Map<String, Answer> answers = new LinkedHashMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        Map<String, String> abstentions = new LinkedHashMap<>();
        Usage usage = Usage.NONE;
        ModelReply last = null;
        for (Map.Entry<Integer, List<TicketText>> each : byList.entrySet()) {
            try {
                last = model.label(shortlist.list(each.getKey()), each.getValue());
                usage = usage.plus(last.usage());
                answers.putAll(last.reply().answers());
                problems.putAll(last.reply().problems());
                abstentions.putAll(last.reply().abstentions());
            } catch (ModelCallException e) {
                if (last == null || e.kind() == ModelCallException.Kind.INTERRUPTED) {
                    throw e;
                }
                usage = usage.plus(e.usage());
                String problem = "its call failed: " + e.kind();
                each.getValue().forEach(ticket -> problems.put(ticket.id(), problem));
            }
        }
        if (last == null) {
            throw new IllegalArgumentException("there are no tickets to label");
        }
        return new ModelReply(new Reply(answers, problems, abstentions), usage, last.model(), last.limits());
    }

    private void check(LabelSet labels) {
        if (!labels.equals(shortlist.labels())) {
            throw new IllegalArgumentException("the shortlists were made for other labels ("
                    + shortlist.labels().names().size() + " of them); make new ones for this set");
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
