package io.ticketlabeler.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.ticket.LabelSet;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class LabelStudioConfigTest {

    @Test
    void theConfigurationShowsTheTextAndOneChoiceForEachLabel() {
        LabelSet labels = LabelSet.builder()
                .add("Billing", "Invoices, charges, refunds")
                .add("Q & A")
                .build();

        assertThat(LabelStudioConfig.xml(labels))
                .isEqualTo(
                        """
                <View>
                  <Text name="text" value="$text"/>
                  <Choices name="label" toName="text" choice="single" showInLine="true">
                    <Choice value="Billing" hint="Invoices, charges, refunds"/>
                    <Choice value="Q &amp; A"/>
                  </Choices>
                </View>
                """);
    }

    @Test
    void aSetThatAllowsSeveralLabelsIsMultipleChoice() {
        LabelSet labels = LabelSet.builder().add("Bug").multiple().build();

        assertThat(LabelStudioConfig.xml(labels)).contains("choice=\"multiple\"");
    }

    @Test
    void everyNameReadsBackAsItIsAndInOrder() {
        List<String> names = List.of(
                "<b>\"urgent\"</b>",
                "it's",
                "]]>",
                "a\tb\nc\rd",
                " lead",
                "double  blank ",
                "Größe 😀",
                "فاتورة",
                "&amp;",
                "x\u0085y",
                "\u2028z",
                "=cmd");
        LabelSet labels = LabelSet.of(names.toArray(String[]::new));

        assertThat(values(LabelStudioConfig.xml(labels), "value")).isEqualTo(names);
    }

    @Test
    void aLabelThatLooksLikeAVariableIsNotReplacedByTheTicket() {
        assertThat(LabelStudioConfig.xml(LabelSet.of("$text", "a $5 refund", "US$", "5 $ off")))
                .contains(
                        "<Choice value=\"$\u2060text\" alias=\"$text\"/>",
                        "<Choice value=\"a $\u20605 refund\" alias=\"a $5 refund\"/>",
                        "<Choice value=\"US$\"/>",
                        "<Choice value=\"5 $ off\"/>");
    }

    @Test
    void charactersThatXmlCannotHoldAreReplacedInAHint() {
        LabelSet labels = LabelSet.builder().add("Bug", "a\0b\bc\uD800d").build();

        assertThat(values(LabelStudioConfig.xml(labels), "hint")).containsExactly("a\uFFFDb\uFFFDc\uFFFDd");
    }

    @Property
    void anyDescriptionGivesWellFormedXml(@ForAll String description) {
        LabelSet labels = LabelSet.builder().add("Bug", description).build();

        assertThat(values(LabelStudioConfig.xml(labels), "value")).containsExactly("Bug");
    }

    private static List<String> values(String xml, String attribute) {
        NodeList choices = HardenedXml.parse(xml).getElementsByTagName("Choice");
        List<String> values = new ArrayList<>();
        for (int i = 0; i < choices.getLength(); i++) {
            values.add(((Element) choices.item(i)).getAttribute(attribute));
        }
        return values;
    }
}
