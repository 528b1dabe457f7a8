package io.ticketlabeler.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.contract.testbed.LabeledTickets;
import io.ticketlabeler.internal.json.ExportJson;
import io.ticketlabeler.ticket.LabelSet;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectConfigTest {

    private static ProjectConfig.Control only(String xml) {
        ProjectConfig config = ProjectConfig.of(xml);
        assertThat(config.controls()).hasSize(1);
        return config.controls().get(0);
    }

    private static JsonNode json(String text) throws IOException {
        return ExportJson.tree(text);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ourOwnConfigurationIsReadBackWhole(boolean multiple) {
        LabelSet labels = LabeledTickets.hostile(multiple).labels();

        ProjectConfig.Control control = only(LabelStudioConfig.xml(labels));

        assertThat(control.labelSet(true)).isEqualTo(labels);
        assertThat(control.name()).isEqualTo("label");
        assertThat(control.toName()).isEqualTo("text");
    }

    @Test
    void aliasesHintsAndOtherNamesAreUnderstood() {
        ProjectConfig.Control control =
                only("<View><Header value=\"Choose\"/><HyperText name=\"mail\" value=\"$mail.body\"/>"
                        + "<Choices name=\"topic\" toName=\"mail\" choice=\"multiple\" required=\"true\"><View><Choice value=\"Bug"
                        + " report\" alias=\"bug\" hint=\"It breaks\"/></View><Choice value=\"Q &amp; A\"/><Choice value=\"\"/>"
                        + "<Choice value=\"Q &amp; A\"/></Choices></View>");

        assertThat(control.labelSet(true))
                .isEqualTo(LabelSet.builder()
                        .add("bug", "It breaks")
                        .add("Q & A")
                        .multiple()
                        .build());
        assertThat(control.text()).isEqualTo("$mail.body");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$text | hello",
                "$mail.body | a $b \\ c",
                "$parts[1].x | two",
                "$gone | ''",
                "$number | 7",
                "$none | ''",
                "Subject: $text, $number | Subject: hello, 7",
                "$dotted.key | whole"
            })
    void textComesFromWhereThePageTakesIt(String value, String expected) throws IOException {
        JsonNode data = json(
                "{\"text\":\"hello\",\"mail\":{\"body\":\"a $b \\\\ c\"},\"parts\":[{\"x\":\"one\"},{\"x\":\"two\"}],"
                        + "\"number\":7,\"none\":null,\"dotted.key\":\"whole\"}");
        ProjectConfig.Control control = only("<View><Text name=\"t\" value=\"" + value
                + "\"/><Choices name=\"c\" toName=\"t\"><Choice value=\"A\"/></Choices></View>");

        assertThat(control.textOf(data)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<View>",
                "<View/>",
                "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><View>&a;</View>",
                "<View><Text name=\"t\" value=\"$t\"/><Choices name=\"c\" toName=\"t\" value=\"$opts\"/></View>",
                "<View><Text name=\"t\" value=\"$t\"/><Choices name=\"c\" toName=\"x\"><Choice value=\"A\"/></Choices></View>",
                "<View><Text name=\"t\" value=\"$t\" valueType=\"url\"/><Choices name=\"c\" toName=\"t\"><Choice value=\"A\"/></Choices></View>",
                "<View><Text name=\"t\" value=\"$t\"/><Choices name=\"c\" toName=\"t\" perRegion=\"true\"><Choice value=\"A\"/></Choices></View>",
                "<View><Text name=\"t\" value=\"$t\"/><Choices name=\"c\" toName=\"t\"><Choice value=\"A\"><Choice value=\"B\"/></Choice></Choices></View>",
                "<View><Text name=\"t\" value=\"$t\"/><Choices name=\"c\" toName=\"t\"><Choice value=\"A\"/><Choice value=\"a\"/></Choices></View>"
            })
    void whatCannotBeAnsweredIsRefused(String xml) {
        assertThatIllegalArgumentException().isThrownBy(() -> ProjectConfig.of(xml));
    }

    @Test
    void severalControlsAreAllAnswered() {
        assertThat(ProjectConfig.of(
                                "<View><Text name=\"t\" value=\"$t\"/><Choices name=\"c\" toName=\"t\"><Choice value=\"A\"/></Choices>"
                                        + "<Choices name=\"d\" toName=\"t\"><Choice value=\"B\"/></Choices></View>")
                        .controls())
                .extracting(ProjectConfig.Control::name)
                .containsExactly("c", "d");
    }
}
