package io.ticketlabeler.internal.similarity;

import io.ticketlabeler.ticket.Label;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What stands for a label when only its name and description are known.
 *
 * @param whole the label as a whole in several wordings, whose vectors are averaged; never empty
 * @param parts each thing that the description lists, one text each: a ticket is about one of them, not about all
 */
record LabelTexts(List<String> whole, List<String> parts) {

    private static final Pattern HUMP = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");
    private static final Pattern JOINT = Pattern.compile("(?<=[\\p{L}\\p{N}])[-_/]+(?=[\\p{L}\\p{N}])|_+");
    private static final Pattern BETWEEN_PARTS =
            Pattern.compile("[,;:.()、，；。]+(?:\\s+|$)|(?<=[、，；。])|\\s+(?:and|or)\\s+");
    private static final int MIN_PART_CHARS = 3;
    private static final String SEPARATORS = "-_/:.";

    /** In the order of {@code labels}. */
    static List<LabelTexts> of(List<Label> labels) {
        int prefix = sharedPrefix(labels.stream().map(Label::name).toList());
        return labels.stream().map(label -> of(label, prefix)).toList();
    }

    private static LabelTexts of(Label label, int prefix) {
        String name = words(label.name().substring(prefix));
        String description = label.description();
        return description.isBlank()
                ? new LabelTexts(List.of(name), List.of())
                : new LabelTexts(
                        List.of(name, description, label.name() + ": " + description), parts(name, description));
    }

    private static List<String> parts(String name, String description) {
        return BETWEEN_PARTS
                .splitAsStream(description)
                .map(String::strip)
                .filter(part -> part.length() >= MIN_PART_CHARS)
                .map(part -> name + ": " + part)
                .toList();
    }

    /** {@code card_not_working}, {@code card-not-working} and {@code cardNotWorking} as people write it. */
    static String words(String name) {
        String spaced = JOINT.matcher(HUMP.matcher(name).replaceAll(" ")).replaceAll(" ");
        return spaced.isBlank() ? name : spaced.strip();
    }

    /** How many characters all names begin with that only say what kind of label it is, as in {@code area-Net}, {@code area-IO}. */
    static int sharedPrefix(List<String> names) {
        String first = names.get(0);
        int shared = names.size() < 2 ? 0 : first.length();
        for (String name : names) {
            int i = 0;
            while (i < Math.min(shared, name.length()) && name.charAt(i) == first.charAt(i)) {
                i++;
            }
            shared = i;
        }
        while (shared > 0 && SEPARATORS.indexOf(first.charAt(shared - 1)) < 0) {
            shared--;
        }
        return shared;
    }
}
