package io.ticketlabeler.labelstudio;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What of a configuration decides whether predictions fit: the choices, and the text that they belong to. Colours, hints, order and
 * further elements are the project's own affair.
 *
 * @param multiple whether a task may get several labels
 * @param labels   as predictions name them, in order
 */
record ConfigShape(boolean multiple, Set<String> labels) {

    private static final int SHOWN_LABELS = 5;

    /** Empty if predictions of this module do not fit at all. */
    static Optional<ConfigShape> of(String xml) {
        return root(xml).flatMap(ConfigShape::of);
    }

    /** Whether nobody has configured anything yet: what the browser makes of a new project. */
    static boolean isUnset(String xml) {
        return xml.isBlank()
                || root(xml)
                        .map(view -> view.getElementsByTagName("*").getLength() == 0)
                        .orElse(false);
    }

    /** What stands in another configuration, in the words of a message; empty when predictions of this one fit there. */
    Optional<String> differenceTo(ConfigShape there) {
        List<String> differences = new ArrayList<>();
        addLabels(differences, "labels that only the run has: ", labels, there.labels);
        addLabels(differences, "labels that only the project has: ", there.labels, labels);
        if (multiple != there.multiple) {
            differences.add("the run is " + mode(multiple) + ", the project is " + mode(there.multiple));
        }
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
    }

    private static void addLabels(List<String> differences, String what, Set<String> some, Set<String> others) {
        List<String> only =
                some.stream().filter(label -> !others.contains(label)).toList();
        if (!only.isEmpty()) {
            String shown = only.stream()
                    .limit(SHOWN_LABELS)
                    .map(label -> "\"" + label.replaceAll("\\s", " ") + "\"")
                    .collect(Collectors.joining(", "));
            String more = only.size() > SHOWN_LABELS ? " and " + (only.size() - SHOWN_LABELS) + " more" : "";
            differences.add(what + shown + more);
        }
    }

    private static String mode(boolean multiple) {
        return multiple ? "multiple choice" : "single choice";
    }

    private static Optional<ConfigShape> of(Element view) {
        boolean shown = elements(view, "Text").stream()
                .anyMatch(text -> text.getAttribute("name").equals(LabelStudioConfig.TEXT)
                        && text.getAttribute("value").equals("$" + LabelStudioConfig.TEXT));
        return elements(view, "Choices").stream()
                .filter(choices -> shown
                        && choices.getAttribute("name").equals(LabelStudioConfig.CHOICES)
                        && choices.getAttribute("toName").equals(LabelStudioConfig.TEXT))
                .findFirst()
                .map(ConfigShape::ofChoices);
    }

    private static ConfigShape ofChoices(Element choices) {
        Set<String> labels = new LinkedHashSet<>();
        for (Element choice : elements(choices, "Choice")) {
            labels.add(choice.getAttribute(choice.hasAttribute("alias") ? "alias" : "value"));
        }
        return new ConfigShape(choices.getAttribute("choice").equals("multiple"), labels);
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static Optional<Element> root(String xml) {
        try {
            return Optional.of(SafeXml.root(xml));
        } catch (SAXException e) {
            return Optional.empty(); // not well-formed: nothing fits
        }
    }
}
