package io.ticketlabeler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.contract.StubProvider.Response;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.Reply;
import io.ticketlabeler.ticket.ConfidenceSource;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.TicketText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenConfidenceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LabelSet LABELS = LabelSet.builder()
            .add("Billing")
            .add("Bug")
            .add("Say \"hi\"")
            .alias("Invoice", "Billing")
            .allowNone()
            .build();

    private final ArrayNode tokens = JSON.createArrayNode();

    /** @param others alternatives and their probabilities, in turn */
    private TokenConfidenceTest token(String text, double probability, Object... others) {
        ObjectNode token = tokens.addObject().put("token", text).put("logprob", Math.log(probability));
        ArrayNode top = token.putArray("top_logprobs");
        top.addObject().put("token", text).put("logprob", Math.log(probability));
        for (int i = 0; i < others.length; i += 2) {
            top.addObject().put("token", (String) others[i]).put("logprob", Math.log((double) others[i + 1]));
        }
        return this;
    }

    private ScoredLabel scored(String id, ScoredLabel said) {
        return scored(Map.of(id, Answer.of(said))).get(id);
    }

    private Map<String, ScoredLabel> scored(Map<String, Answer> answers) {
        Map<String, ScoredLabel> scored = new LinkedHashMap<>();
        TokenConfidence.of(tokens, LABELS, new Reply(answers, Map.of()))
                .answers()
                .forEach((id, answer) -> scored.put(id, answer.labels().get(0)));
        return scored;
    }

    @Test
    void tokensOfALabelAreComparedWithThoseThatLeadToOtherLabels() {
        token("{\"labels\":[{\"id\":\"", 1).token("ab", 1).token("\",\"label\":\"", 1);
        token("B", 0.6, "N", 0.1, "Say", 0.2, "Weather", 0.05);
        token("illing", 0.5, "ug", 0.25, "anana", 0.2);
        token("\"}]}", 1);

        ScoredLabel label = scored("ab", ScoredLabel.of("Billing", 0.99));

        assertThat(label.source()).isEqualTo(ConfidenceSource.TOKENS);
        // "N" begins "none of these"; "Weather" and "Banana" are no labels
        assertThat(label.confidence().getAsDouble()).isCloseTo(0.6 / 0.9 * (0.5 / 0.75), within(1e-12));
    }

    @Test
    void anotherWayToWriteTheSameLabelSpeaksNeitherForNorAgainstIt() {
        token("{\"id\":\"ab\",\"label\":", 1).token("\"Bill", 0.5, "\"Billing", 0.2, "\"Bug", 0.1, " \"Bug", 0.2);
        token("ing\"}", 0.9, "ing \"", 0.1);

        assertThat(scored("ab", ScoredLabel.of("Billing")).confidence().getAsDouble())
                .isCloseTo(0.5 / 0.6, within(1e-12));
    }

    @Test
    void eachTicketGetsItsOwn() {
        token("[{\"id\":\"ab\",\"label\":\"", 1)
                .token("Bug", 0.9, "Billing", 0.1)
                .token("\"},", 1);
        token("{\"id\":\"cd\",\"label\":\"", 1)
                .token("Bug", 0.3, "Billing", 0.1)
                .token("\"},", 1);
        token("{\"id\":\"ef\",\"label\":\"", 1)
                .token("Invoice", 0.4, "Bug", 0.4)
                .token("\"}]", 1);
        Map<String, Answer> answers = new LinkedHashMap<>();
        answers.put("ab", Answer.of(ScoredLabel.of("Bug")));
        answers.put("cd", Answer.of(ScoredLabel.of("Bug")));
        answers.put("ef", Answer.of(ScoredLabel.of("Billing")));

        Map<String, ScoredLabel> scored = scored(answers);

        assertThat(scored.get("ab").confidence().getAsDouble()).isCloseTo(0.9, within(1e-12));
        assertThat(scored.get("cd").confidence().getAsDouble()).isCloseTo(0.75, within(1e-12));
        assertThat(scored.get("ef").confidence().getAsDouble()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void escapedNamesAndHiddenTokensAreFound() {
        token("```json\n", 1).token("{\"id\":\"ab\",\"label\":\"Say \\\"", 0.8, "{\"id\":\"ab\",\"label\":\"Bug", 0.2);
        token("hi\\\"", 1).token("\"}", 1);

        assertThat(scored("ab", ScoredLabel.of("Say \"hi\"")).confidence().getAsDouble())
                .isCloseTo(0.8, within(1e-12));
    }

    @Test
    void whatIsNotFoundStaysAsItWasSaid() {
        ScoredLabel said = ScoredLabel.of("Bug", 0.7);
        token("{\"id\":\"ab\",\"label\":\"Billing\"}", 0.9);

        assertThat(scored("ab", said)).isEqualTo(said);
        Reply reply = new Reply(Map.of("ab", Answer.of(said)), Map.of());
        for (JsonNode odd : List.of(
                MissingNode.getInstance(),
                JSON.createArrayNode(),
                JSON.createArrayNode().add(3),
                JSON.createObjectNode())) {
            assertThat(TokenConfidence.of(odd, LABELS, reply)).isEqualTo(reply);
        }
    }

    @Test
    void itIsAskedForAndLeftOutOnceTheModelRefuses() throws Exception {
        ObjectNode completion = JSON.createObjectNode().put("model", "m");
        token("{\"id\":\"ab\",\"label\":\"", 1)
                .token("Bug", 0.75, "Billing", 0.25)
                .token("\"}", 1);
        ObjectNode choice = completion.putArray("choices").addObject().put("finish_reason", "stop");
        choice.putObject("message").put("content", "{\"id\":\"ab\",\"label\":\"Bug\"}");
        choice.putObject("logprobs").set("content", tokens);
        ObjectNode refusal = JSON.createObjectNode();
        refusal.putObject("error")
                .put("message", "logprobs are not supported with this model")
                .put("param", "logprobs");
        boolean[] refuses = {false};
        try (StubProvider provider =
                StubProvider.answering(request -> refuses[0] && request.json().has("logprobs")
                        ? Response.of(400, refusal.toString())
                        : Response.of(200, completion.toString()))) {
            OpenAi model = OpenAi.chat("m").baseUrl(provider.baseUrl()).tokenConfidence();
            List<TicketText> tickets = List.of(new TicketText("ab", "it crashes"));

            ModelReply reply = model.label(LABELS, tickets);

            assertThat(provider.requests().get(0).json().path("logprobs").asBoolean())
                    .isTrue();
            assertThat(provider.requests().get(0).json().path("top_logprobs").asInt())
                    .isEqualTo(TokenConfidence.ALTERNATIVES);
            ScoredLabel label = reply.reply().answers().get("ab").labels().get(0);
            assertThat(label.name()).isEqualTo("Bug");
            assertThat(label.confidence().getAsDouble()).isCloseTo(0.75, within(1e-12));

            refuses[0] = true;
            model.label(LABELS, tickets);
            model.label(LABELS, tickets);
            assertThat(provider.requests()).hasSize(4); // the refusal is told once
            assertThat(provider.requests().get(3).json().has("logprobs")).isFalse();
            assertThat(model.fingerprint())
                    .isNotEqualTo(OpenAi.chat("m").baseUrl(provider.baseUrl()).fingerprint());
        }
    }
}
