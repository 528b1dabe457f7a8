package io.ticketlabeler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.contract.ScriptedModel;
import org.junit.jupiter.api.Test;

class CascadeTest {

    private final LabelModel one = ScriptedModel.answering(text -> "Bug");
    private final LabelModel other = ScriptedModel.answering(text -> "Billing");

    @Test
    void onlyTheLastSourceKeepsAnythingBeforeThereIsABound() {
        Cascade cascade = Cascade.of(one, other, Fallback.of(one, other));

        assertThat(cascade.bounds()).containsExactly(Bound.NOTHING, Bound.NOTHING, Bound.ALL, Bound.ALL);
        assertThat(cascade.stages()).containsExactly(one, other, one, other);
        assertThat(cascade.bound(1, Bound.from(0.7)).bounds())
                .containsExactly(Bound.NOTHING, Bound.from(0.7), Bound.ALL, Bound.ALL);
        assertThat(cascade.bound(1, Bound.from(0.7)).fingerprint()).isNotEqualTo(cascade.fingerprint());
    }

    @Test
    void whatCannotBeRunAsStagesIsRefused() {
        assertThatThrownBy(() -> Cascade.of(one)).hasMessageContaining("at least two");
        assertThatThrownBy(() -> Cascade.of(Fallback.of(one, other), one)).hasMessageContaining("only the last");
        assertThatThrownBy(() -> Cascade.of(one, Cascade.of(one, other))).hasMessageContaining("give its sources");
        assertThatThrownBy(() -> Cascade.of(one, other).bound(1, Bound.ALL)).hasMessageContaining("the last keeps all");
    }
}
