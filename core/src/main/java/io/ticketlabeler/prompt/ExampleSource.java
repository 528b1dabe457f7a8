package io.ticketlabeler.prompt;

import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.List;

/** Which examples a prompt shows. */
interface ExampleSource {

    /** The same for each call; shown in the static part. */
    List<Example> fixedExamples();

    /** Chosen for these tickets; shown right before them. */
    List<Example> examplesFor(LabelSet labels, List<TicketText> tickets);

    /** As many and as long as those chosen for so many tickets usually are, without looking for them. */
    default List<Example> usualExamplesFor(LabelSet labels, int tickets) {
        return List.of();
    }

    /** Part of the strategy's fingerprint. */
    String fingerprint();

    static ExampleSource none() {
        return fixed(List.of());
    }

    static ExampleSource fixed(List<Example> examples) {
        List<Example> copy = List.copyOf(examples);
        String fingerprint = Fingerprints.of(copy);
        return new ExampleSource() {
            @Override
            public List<Example> fixedExamples() {
                return copy;
            }

            @Override
            public List<Example> examplesFor(LabelSet labels, List<TicketText> tickets) {
                return List.of();
            }

            @Override
            public String fingerprint() {
                return fingerprint;
            }
        };
    }
}
