package io.ticketlabeler.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.ticket.LabelSet;
import org.junit.jupiter.api.Test;

class ConfigShapeTest {

    private static final LabelSet LABELS = LabelSet.of("Billing", "$5 refund");

    @Test
    void coloursOrderAndFurtherElementsMakeNoDifference() {
        String tuned = LabelStudioConfig.xmlWithReason(LABELS)
                .replace("<Choice ", "<Choice background=\"red\" hotkey=\"b\" ")
                .replace("showInLine=\"true\"", "");

        assertThat(difference(LABELS, tuned)).isNull();
        assertThat(difference(LabelSet.of("$5 refund", "Billing"), tuned)).isNull();
    }

    @Test
    void otherLabelsAreNamed() {
        String there = LabelStudioConfig.xml(
                LabelSet.builder().add("Billing").add("Spam").multiple().build());

        assertThat(difference(LABELS, there))
                .isEqualTo("labels that only the run has: \"$5 refund\"; labels that only the project has: \"Spam\";"
                        + " the run is single choice, the project is multiple choice");
    }

    @Test
    void manyLabelsAreCutShort() {
        LabelSet many = LabelSet.of("a", "b", "c", "d", "e", "f", "g");

        assertThat(difference(many, LabelStudioConfig.xml(LabelSet.of("a"))))
                .isEqualTo("labels that only the run has: \"b\", \"c\", \"d\", \"e\", \"f\" and 1 more");
    }

    @Test
    void configurationsOfOtherKindsDoNotFit() {
        assertThat(ConfigShape.of("<View><Image name=\"i\" value=\"$i\"/></View>"))
                .isEmpty();
        assertThat(ConfigShape.of("<View>")).isEmpty();
        assertThat(ConfigShape.of("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><View>&e;</View>"))
                .isEmpty();
    }

    @Test
    void whatTheBrowserMakesOfANewProjectIsUnset() {
        assertThat(ConfigShape.isUnset("<View></View>")).isTrue();
        assertThat(ConfigShape.isUnset("")).isTrue();
        assertThat(ConfigShape.isUnset("<View><Text name=\"a\" value=\"$b\"/></View>"))
                .isFalse();
    }

    private static String difference(LabelSet run, String there) {
        return ConfigShape.of(LabelStudioConfig.xml(run))
                .orElseThrow()
                .differenceTo(ConfigShape.of(there).orElseThrow())
                .orElse(null);
    }
}
