package io.ticketlabeler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.ScriptedModel;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FallbackTest {

    private static final LabelSet LABELS = LabelSet.of("Billing", "Bug");
    private static final List<TicketText> TICKETS = List.of(new TicketText("k3f9", "Where is my invoice?"));

    private final ScriptedModel first = ScriptedModel.answering(text -> "Billing");
    private final ScriptedModel second = ScriptedModel.answering(text -> "Bug");
    private final Fallback both = Fallback.of(first, second);

    private static ModelCallException failure(Kind kind) {
        return new ModelCallException(kind, kind.name());
    }

    @Test
    void theFirstModelAnswersAsLongAsItCan() {
        both.label(LABELS, TICKETS);

        assertThat(first.calls()).hasSize(1);
        assertThat(second.calls()).isEmpty();
    }

    @Test
    void anotherProviderTakesOverAndIsNamedInTheReply() {
        try (StubProvider down = StubProvider.answering(request -> Response.error(503, "overloaded"));
                StubProvider up = StubProvider.labelling(text -> "Billing")) {
            Fallback model = Fallback.of(
                    OpenAi.chat("big").baseUrl(down.baseUrl()),
                    OpenAi.chat("small").baseUrl(up.baseUrl()));

            ModelReply reply = model.label(LABELS, TICKETS);

            assertThat(reply.model()).isEqualTo("stub-model-2026");
            assertThat(reply.reply().answers()).containsOnlyKeys("k3f9");
            assertThat(model.name()).isEqualTo("big, else small");
            assertThat(model.endpoint()).isEqualTo(down.baseUrl() + " big, else " + up.baseUrl() + " small");
        }
    }

    @Test
    void whatFailedCallsCostIsInTheReply() {
        Usage paid = new Usage(50, 0, 5, OptionalDouble.of(0.25));
        first.failNext(new ModelCallException(Kind.REFUSED, "no", 200, null, paid, null));

        assertThat(both.label(LABELS, TICKETS).usage()).isEqualTo(paid);
    }

    @Test
    void theLastFailureIsThrownWithTheOthersSuppressed() {
        ModelCallException one = failure(Kind.NO_CREDIT);
        ModelCallException two = failure(Kind.UNAVAILABLE);
        first.failNext(one);
        second.failNext(two);

        ModelCallException thrown = catchThrowableOfType(ModelCallException.class, () -> both.label(LABELS, TICKETS));

        assertThat(thrown).isSameAs(two).hasSuppressedException(one);
    }

    @Test
    void anInterruptIsNoReasonToAskAnother() {
        first.failNext(failure(Kind.INTERRUPTED));

        ModelCallException thrown = catchThrowableOfType(ModelCallException.class, () -> both.label(LABELS, TICKETS));

        assertThat(thrown.kind()).isEqualTo(Kind.INTERRUPTED);
        assertThat(second.calls()).isEmpty();
    }

    @Test
    void limitsAreTheTightestOfAll() {
        Fallback model = Fallback.of(
                first.limits(new Limits(200, 2_000, 16_000, true)), second.limits(new Limits(64, 4_000, 4_000, false)));

        assertThat(model.limits()).isEqualTo(new Limits(64, 2_000, 4_000, true));
    }

    @Test
    void sizeIsThatOfTheLargestAndThePriceThatOfTheDearest() {
        OpenAi cheapIn = OpenAi.chat("a").price(Price.perMillion(1, 9));
        OpenAi cheapOut = OpenAi.chat("b").price(Price.perMillion(2, 3));
        CallSize size = cheapIn.size(LABELS);

        assertThat(Fallback.of(cheapIn, cheapOut).size(LABELS))
                .isEqualTo(new CallSize(
                        size.prefixTokens(), size.ticketTokens(), size.outputTokens(), Price.perMillion(2, 9)));
        assertThat(Fallback.of(first, cheapIn).size(LABELS)).isEqualTo(size);
        assertThat(Fallback.of(cheapIn, OpenAi.chat("c")).size(LABELS).knownPrice())
                .isEmpty();
    }

    @Test
    void onlyModelsThatReadAPromptGetIt() {
        OpenAi chat = OpenAi.chat("m");

        Fallback prompted =
                Fallback.of(chat, first).prompt(PromptStrategies.zeroShot().instruction("Refunds are Billing."));

        assertThat(prompted.models().get(0).fingerprint()).isNotEqualTo(chat.fingerprint());
        assertThat(prompted.models().get(1)).isSameAs(first);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> both.prompt(PromptStrategies.zeroShot()))
                .withMessageContaining("reads no prompt");
    }

    @Test
    void nestedFallbacksAreOneListAndOneIsNone() {
        OpenAi third = OpenAi.chat("m");

        assertThat(Fallback.of(third, both).models()).containsExactly(third, first, second);
        assertThat(Fallback.of(third, both).fingerprint())
                .isEqualTo(Fallback.of(third, first, second).fingerprint())
                .isNotEqualTo(Fallback.of(first, second, third).fingerprint())
                .contains(third.fingerprint());
        assertThatIllegalArgumentException().isThrownBy(() -> Fallback.of(first));
    }
}
