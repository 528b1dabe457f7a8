package io.ticketlabeler.labelstudio;

import io.ticketlabeler.ticket.Label;
import io.ticketlabeler.ticket.LabelSet;
import java.util.regex.Pattern;

/**
 * The labelling configuration of a project: the ticket's text, and below it one choice for each label.
 *
 * <pre>
 * &lt;View&gt;
 *   &lt;Text name="text" value="$text"/&gt;
 *   &lt;Choices name="label" toName="text" choice="single" showInLine="true"&gt;
 *     &lt;Choice value="Billing" hint="Invoices, charges, refunds"/&gt;
 *     &lt;Choice value="Q &amp;amp; A"/&gt;
 *   &lt;/Choices&gt;
 * &lt;/View&gt;
 * </pre>
 *
 * <p>{@link LabelStudioTasks} writes predictions for these names. No choice is required: a reviewer who finds that no label fits
 * unticks the proposal and submits.
 *
 * @see <a href="https://labelstud.io/tags/choices">Label Studio, Choices</a> (checked with 1.23.2)
 */
public final class LabelStudioConfig {

    static final String TEXT = "text";
    static final String CHOICES = "label";
    static final String REASON = "reason";

    // what the page replaces by a field of the task, wherever it stands in a value; read in the editor's source, 1.23.2
    private static final Pattern VARIABLE = Pattern.compile("\\$(?=[\\w\\[\\].{}])");

    private LabelStudioConfig() {}

    /**
     * The configuration as XML 1.0, without a declaration, ending with a line feed.
     *
     * <p>Choices stand in the order of the set. A label's description becomes the hint that the page shows under the mouse;
     * characters in it that XML cannot hold become U+FFFD.
     *
     * <p>In a choice's value Label Studio takes {@code $text} for a variable and would show the ticket in its place. A label such
     * as {@code $5 refund} therefore has its name as the alias, which is what predictions and exports use.
     */
    public static String xml(LabelSet labels) {
        return xml(labels, "");
    }

    /**
     * The same with the reason of each task, if it has one, between the text and the choices:
     * {@code <Header value="$reason" size="6"/>}. A task without a reason shows nothing there.
     */
    public static String xmlWithReason(LabelSet labels) {
        return xml(labels, "  <Header value=\"$" + REASON + "\" size=\"6\"/>\n");
    }

    private static String xml(LabelSet labels, String between) {
        StringBuilder xml = new StringBuilder("<View>\n");
        xml.append("  <Text name=\"" + TEXT + "\" value=\"$" + TEXT + "\"/>\n").append(between);
        xml.append("  <Choices name=\"" + CHOICES + "\" toName=\"" + TEXT + "\" choice=\"")
                .append(labels.isMultiple() ? "multiple" : "single")
                .append("\" showInLine=\"true\">\n");
        labels.labels().forEach(label -> xml.append(choice(label)));
        return xml.append("  </Choices>\n</View>\n").toString();
    }

    /** What stands beside the box: the name, in which an invisible word joiner keeps {@code $5} from being a variable. */
    static String shown(String name) {
        return VARIABLE.matcher(name).replaceAll("\\$\u2060");
    }

    private static String choice(Label label) {
        String shown = shown(label.name());
        String alias = shown.equals(label.name()) ? "" : " alias=\"" + attribute(label.name()) + "\"";
        String hint = label.description().isEmpty() ? "" : " hint=\"" + attribute(label.description()) + "\"";
        return "    <Choice value=\"" + attribute(shown) + "\"" + alias + hint + "/>\n";
    }

    private static String attribute(String value) {
        StringBuilder escaped = new StringBuilder();
        value.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n', '\r', '\t' -> escaped.append("&#").append(c).append(';'); // bare ones would become blanks
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    // https://www.w3.org/TR/xml/#charsets, without the three that are escaped above; a lone surrogate is none of them
    private static boolean isXml(int c) {
        return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }
}
