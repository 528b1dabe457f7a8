package io.ticketlabeler.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.ScriptedModel;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Ticket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {

    @Test
    void theSampleIsLabelledOverTheWireAndWrittenForBothTools(@TempDir Path out) throws Exception {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
            RunReport report = LabelCsvWithOpenAi.run(
                    OpenAi.chat("gpt-4o-mini").baseUrl(provider.baseUrl()), Path.of("sample"), out);

            assertThat(report.tickets()).isEqualTo(320);
            assertThat(report.labeled()).isEqualTo(320);
            assertThat(provider.requests()).hasSizeLessThan(30);
            assertThat(Files.readString(out.resolve("label-studio/tasks.json"))).contains("NL-10002");
            assertThat(Files.readAllLines(out.resolve("doccano/tickets.jsonl"))).hasSize(320);
        }
    }

    @Test
    void aHelpDeskGetsALabelOrAPerson() {
        assertThat(InsideAHelpDesk.queueFor(ScriptedModel.answering(text -> "Bug"), Ticket.of("1", "It crashes")))
                .isEqualTo("Bug");
        assertThat(InsideAHelpDesk.queueFor(ScriptedModel.answering(text -> ""), Ticket.of("1", "Hello")))
                .isEqualTo("a person decides");
    }

    @Test
    void anyChatModelGetsExamplesAndTheRule() {
        List<ChatRequest> asked = new ArrayList<>();
        ChatModel chat = new ChatModel() {
            @Override
            public ChatResponse chat(ChatRequest request) {
                asked.add(request);
                return ChatResponse.builder().aiMessage(AiMessage.from("Bug")).build();
            }
        };
        try (TicketLabeler labeler = FewShot.labeler(chat)) {
            assertThat(labeler.label(Ticket.of("1", "blank page"))).isInstanceOf(Labeled.class);

            assertThat(asked.get(0).messages().toString())
                    .contains("The invoice page is blank")
                    .contains("whatever it shows");
        }
    }
}
