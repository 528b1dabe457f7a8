package io.ticketlabeler.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExampleStoreTest {

    private static final LabelSet TOPICS = LabelSet.of("Bug", "Billing");

    private final List<String> embedded = new ArrayList<>();
    private final ExampleStore store = ExampleStore.holding(3);
    private final StandardPrompt prompt = PromptStrategies.nearestExamples(this::embed, store, 1);

    /** How often which of two letters occurs. */
    private List<float[]> embed(List<String> texts) {
        embedded.addAll(texts);
        return texts.stream()
                .map(text -> new float[] {count(text, 'a') + 0.1f, count(text, 'b') + 0.1f})
                .toList();
    }

    private static long count(String text, char letter) {
        return text.chars().filter(c -> c == letter).count();
    }

    private String userMessage(LabelSet labels, String text) {
        List<Prompt.Message> messages =
                prompt.prompt(labels, List.of(new TicketText("k1", text))).messages();
        return messages.get(messages.size() - 1).text();
    }

    @Test
    void theOldestExampleMakesRoomAndAKeyHasOne() {
        store.put("1", Example.of("a", "Bug"));
        store.put("2", Example.of("b", "Bug"));
        store.put("1", Example.of("c", "Bug"));
        store.put("3", Example.of("d", "Bug"));
        store.put("4", Example.of("e", "Bug"));
        store.remove("3");
        store.remove("unknown");

        assertThat(store.examples()).containsExactly(Example.of("c", "Bug"), Example.of("e", "Bug"));
        assertThatIllegalArgumentException().isThrownBy(() -> ExampleStore.holding(0));
    }

    @Test
    void aCallShowsWhatIsThereAtThatTime() {
        assertThat(userMessage(TOPICS, "aaa")).doesNotContain("examples");

        store.put("1", Example.of("a a", "Bug"));
        assertThat(userMessage(TOPICS, "aaa")).contains("{\"text\":\"a a\",\"label\":\"Bug\"}");

        store.put("2", Example.of("aaaa", "Billing"));
        store.put("3", Example.of("bbb", "Bug"));
        store.remove("1");
        assertThat(userMessage(TOPICS, "aaa"))
                .contains("aaaa")
                .doesNotContain("a a")
                .doesNotContain("bbb");
    }

    @Test
    void examplesForOtherLabelsArePassedOver() {
        store.put("1", Example.of("aaa", "high"));
        store.put("2", new Example("aa", List.of("Bug", "Billing")));
        store.put("3", Example.of("bbb", "Bug"));

        assertThat(userMessage(TOPICS, "aaa")).contains("bbb").doesNotContain("high");
        assertThat(userMessage(LabelSet.of("high", "low"), "aaa")).contains("high");
    }

    @Test
    void whatIsKnownIsNotEmbeddedAgain() {
        store.put("1", Example.of("a", "Bug"));
        userMessage(TOPICS, "x");
        store.put("2", Example.of("b", "Bug"));
        userMessage(TOPICS, "y");

        assertThat(embedded).containsExactly("a", "x", "b", "y");
    }

    @Test
    void examplesAreNoPartOfTheFingerprint() {
        String before = prompt.fingerprint();
        store.put("1", Example.of("a", "Bug"));

        assertThat(prompt.fingerprint()).isEqualTo(before);
    }
}
