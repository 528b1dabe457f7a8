package io.ticketlabeler.model;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.ticketlabeler.contract.LabelModelContract;
import io.ticketlabeler.ticket.LabelSet;
import java.util.List;

/** The contract with a real model, which runs native code on several threads. */
class MiniLmTest extends LabelModelContract {

    @Override
    protected LabelModel model() {
        return EmbeddingLabelModel.of(new AllMiniLmL6V2QuantizedEmbeddingModel())
                .identity("all-minilm-l6-v2-q");
    }

    @Override
    protected LabelSet labels() {
        return LabelSet.builder()
                .add("Billing", "Invoices, charges, refunds")
                .add("Bug", "Something crashes, is broken, or shows an error")
                .add("Größe 😀 فاتورة")
                .build();
    }

    @Override
    protected List<String> texts() {
        return List.of(
                "You charged my card twice, please refund one of them",
                "Since the update the app crashes \"always\" & <b>everywhere</b>",
                "half an emoji \uD83D and a null \u0000 in the middle of a text",
                "a long log\n" + "java.lang.IllegalStateException at line 48213\n".repeat(500),
                "مرحبا، لقد تم خصم المبلغ مرتين من حسابي",
                "\u200E\u200F\u00AD\u200B\u2060\uFEFF".repeat(5), // not blank, and yet no token
                "\u0301".repeat(30),
                "🙂🙃".repeat(20));
    }
}
