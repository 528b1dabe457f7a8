package io.ticketlabeler.model;

import io.ticketlabeler.contract.LabelModelContract;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.ticket.LabelSet;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Without and with examples. */
class EmbeddingLabelModelContractTest {

    private static final LabelSet LABELS = LabelSet.builder()
            .add("Billing", "Invoices, charges, refunds")
            .add("Bug", "Something crashes, is broken, or shows an error")
            .add("how_to_question", "Asks how something works")
            .build();
    private static final List<String> TEXTS = List.of(
            "Two charges on my invoice",
            "The app crashes \"always\"\nsince <yesterday> & today 🙂",
            "Wie kündige ich? Größe, Straße, Übung",
            "How does this question works?",
            "x".repeat(20_000) + " error");

    @Nested
    class WithoutExamples extends LabelModelContract {

        @Override
        protected LabelModel model() {
            return EmbeddingLabelModel.of(new WordVectors());
        }

        @Override
        protected LabelSet labels() {
            return LABELS;
        }

        @Override
        protected List<String> texts() {
            return TEXTS;
        }
    }

    @Nested
    class WithExamples extends LabelModelContract {

        @Override
        protected LabelModel model() {
            return EmbeddingLabelModel.of(new WordVectors())
                    .examples(List.of(
                            Example.of("wrong amount on the bill", "Billing"),
                            Example.of("amount charged twice", "Billing"),
                            Example.of("white screen after login", "Bug"),
                            Example.of("screen stays white", "Bug"),
                            Example.of("where can I find the manual", "how_to_question")));
        }

        @Override
        protected LabelSet labels() {
            return LABELS;
        }

        @Override
        protected List<String> texts() {
            return TEXTS;
        }
    }
}
