package io.ticketlabeler.cli;

import io.ticketlabeler.model.LabelRanker;
import io.ticketlabeler.model.Shortlist;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.ticket.LabelSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** Whether a language model is asked among the likely labels first. */
final class ShortlistOptions {

    private static final int LEAST_TO_MEASURE = 40;

    @Option(
            names = "--shortlist",
            paramLabel = "K",
            defaultValue = "0",
            description =
                    "for many labels: ask among the K that the offline model (better with --examples) or the learned one (--learned)"
                            + " picks; whoever finds none of them fitting is asked about all")
    private int labels;

    /**
     * Who picks.
     *
     * @param ranker from examples
     * @param examples may be empty
     */
    record Source(Function<List<Example>, LabelRanker> ranker, List<Example> examples) {}

    boolean isWanted() {
        return labels > 0;
    }

    /** The lists; says on the error stream how often the right label is on them, where there are examples to measure it with. */
    Shortlist of(LabelSet set, Source source) {
        List<Example> all = source.examples();
        if (all.size() >= LEAST_TO_MEASURE) {
            Shortlist half = of(set, source, half(all, 0));
            System.err.println(half + ": the right ones are on the list for " + half.recall(half(all, 1))
                    + " of half of the examples, with lists from the other half");
        }
        return of(set, source, all);
    }

    private Shortlist of(LabelSet set, Source source, List<Example> known) {
        return Shortlist.of(
                source.ranker().apply(known),
                set,
                known.stream().map(Example::text).toList(),
                labels);
    }

    /** Every other one, so that a file that is sorted by label gives both halves all labels. */
    private static List<Example> half(List<Example> all, int rest) {
        return IntStream.range(0, all.size())
                .filter(i -> i % 2 == rest)
                .mapToObj(all::get)
                .toList();
    }
}
