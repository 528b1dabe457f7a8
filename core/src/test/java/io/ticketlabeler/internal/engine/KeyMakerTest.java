package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.internal.Digest;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.ticket.LabelSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyMakerTest {

    private static final OpenAi MODEL = OpenAi.chat("m");

    private static CacheKey key(LabelSet labels, OpenAi model, int batch, String text) {
        return new KeyMaker(labels, model, batch).key(text);
    }

    @Test
    void everythingThatMayChangeAnAnswerMakesAnotherKey() {
        LabelSet labels = LabelSet.of("a", "b");

        assertThat(List.of(
                        key(labels, MODEL, 20, "text"),
                        key(labels, MODEL, 20, "Text"),
                        key(LabelSet.of("a", "c"), MODEL, 20, "text"),
                        key(LabelSet.builder().add("a", "described").add("b").build(), MODEL, 20, "text"),
                        key(LabelSet.builder().add("a").add("b").multiple().build(), MODEL, 20, "text"),
                        key(LabelSet.builder().add("a").add("b").allowNone().build(), MODEL, 20, "text"),
                        key(labels, OpenAi.chat("n"), 20, "text"),
                        key(labels, MODEL.baseUrl("https://other.example.com/v1"), 20, "text"),
                        key(labels, MODEL.temperature(1.0), 20, "text"),
                        key(labels, MODEL.prompt(PromptStrategies.zeroShot().instruction("x")), 20, "text"),
                        key(labels, MODEL, 1, "text")))
                .doesNotHaveDuplicates();
    }

    @Test
    void theOrderOfLabelsAndASimilarBatchSizeMakeNone() {
        assertThat(key(LabelSet.of("b", "a"), MODEL, 25, "text"))
                .isEqualTo(key(LabelSet.of("a", "b"), MODEL, 20, "text"));
    }

    @Test
    void fieldsCannotRunIntoEachOther() {
        assertThat(new Digest().field("ab").field("c").bytes())
                .isNotEqualTo(new Digest().field("a").field("bc").bytes());
        assertThat(key(LabelSet.of("a", "b c"), MODEL, 20, "t"))
                .isNotEqualTo(key(LabelSet.of("a b", "c"), MODEL, 20, "t"));
    }
}
