package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.ticket.Label;
import io.ticketlabeler.ticket.LabelSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What a project asks about its tasks, read from any labelling configuration.
 *
 * @param controls at least one
 */
record ProjectConfig(List<Control> controls) {

    private static final int MAX_CHARS = 1_000_000;
    // as the page replaces them
    private static final Pattern VARIABLE = Pattern.compile("\\$([\\p{L}\\p{N}_]+(?:[.\\[][\\p{L}\\p{N}_\\]]+)*)");
    private static final Pattern STEP = Pattern.compile("[.\\[\\]]+");

    ProjectConfig {
        controls = List.copyOf(controls);
    }

    /**
     * One group of choices.
     *
     * @param text of the object that they belong to, e.g. {@code $text}
     */
    record Control(String name, String toName, String text, List<Label> labels, boolean multiple, boolean required) {

        Control {
            labels = List.copyOf(labels);
        }

        /**
         * What people may choose.
         *
         * @param none whether a ticket may get no label, if the configuration allows it too
         * @throws IllegalArgumentException if the labels cannot be told apart
         */
        LabelSet labelSet(boolean none) {
            LabelSet.Builder set = LabelSet.builder();
            labels.forEach(label -> set.add(label.name(), label.description()));
            if (multiple) {
                set.multiple();
            }
            boolean taken = labels.stream().anyMatch(label -> label.name().equalsIgnoreCase(LabelSet.NONE));
            if (none && !required && !taken) {
                set.allowNone();
            }
            return set.build();
        }

        /** What the page shows of a task. */
        String textOf(JsonNode data) {
            Matcher variable = VARIABLE.matcher(text);
            return variable.replaceAll(found -> Matcher.quoteReplacement(value(data, found.group(1))));
        }

        private static String value(JsonNode data, String path) {
            JsonNode whole = data.path(path);
            JsonNode value = data;
            if (whole.isMissingNode()) {
                for (String step : STEP.split(path, 0)) { // nothing after the last bracket
                    value = value.isArray() && step.matches("[0-9]{1,6}")
                            ? value.path(Integer.parseInt(step))
                            : value.path(step);
                }
            } else {
                value = whole;
            }
            return value.isNull()
                    ? ""
                    : value.isValueNode() ? value.asText() : value.isMissingNode() ? "" : value.toString();
        }
    }

    /**
     * Reads a configuration.
     *
     * @throws IllegalArgumentException if there is nothing in it that can be answered, in words for whoever wrote it
     */
    static ProjectConfig of(String xml) {
        Element view = root(xml);
        Map<String, Element> byName = new HashMap<>();
        List<Element> choices = new ArrayList<>();
        NodeList all = view.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (element.getTagName().equals("Choices")) {
                choices.add(element);
            } else if (element.getAttribute("value").contains("$")) {
                byName.putIfAbsent(element.getAttribute("name"), element);
            }
        }
        List<Control> controls = new ArrayList<>();
        for (Element element : choices) {
            String toName = element.getAttribute("toName");
            Element shown = byName.get(toName);
            if (shown != null && isText(shown) && isPlain(element)) {
                controls.add(new Control(
                        element.getAttribute("name"),
                        toName,
                        shown.getAttribute("value"),
                        labels(element),
                        element.getAttribute("choice").equals("multiple"),
                        element.getAttribute("required").equals("true")));
            }
        }
        if (controls.isEmpty()) {
            throw new IllegalArgumentException(
                    "the configuration has no <Choices> with choices of their own that belong to a <Text>");
        }
        controls.forEach(control -> control.labelSet(false));
        return new ProjectConfig(controls);
    }

    private static boolean isText(Element shown) {
        return List.of("Text", "HyperText", "Header").contains(shown.getTagName())
                && !shown.getAttribute("valueType").equals("url");
    }

    /** Choices that stand in the configuration, not one within the other, one answer for the whole text. */
    private static boolean isPlain(Element choices) {
        if (choices.getAttribute("value").contains("$")
                || choices.getAttribute("perRegion").equals("true")) {
            return false;
        }
        NodeList all = choices.getElementsByTagName("Choice");
        for (int i = 0; i < all.getLength(); i++) {
            for (Node up = all.item(i).getParentNode(); up != choices && up != null; up = up.getParentNode()) {
                if (up.getNodeName().equals("Choice")) {
                    return false;
                }
            }
        }
        return all.getLength() > 0;
    }

    private static List<Label> labels(Element choices) {
        Map<String, Label> labels = new LinkedHashMap<>();
        NodeList all = choices.getElementsByTagName("Choice");
        for (int i = 0; i < all.getLength(); i++) {
            Element choice = (Element) all.item(i);
            String alias = choice.getAttribute("alias");
            String name = alias.isEmpty() ? choice.getAttribute("value") : alias;
            if (!name.isEmpty()) { // the page drops those, and the second of two equal ones
                labels.putIfAbsent(name, new Label(name, choice.getAttribute("hint")));
            }
        }
        return List.copyOf(labels.values());
    }

    private static Element root(String xml) {
        if (xml.length() > MAX_CHARS) {
            throw new IllegalArgumentException("the configuration has more than " + MAX_CHARS + " characters");
        }
        try {
            return SafeXml.root(xml);
        } catch (SAXException e) {
            throw new IllegalArgumentException("the configuration is no XML that can be read safely", e);
        }
    }
}
