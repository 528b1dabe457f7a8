package io.ticketlabeler.read;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How columns and properties are called, in whatever spelling. */
final class Names {

    private Names() {}

    /** Letters and digits without case and accents, and {@code #}: {@code Ticket ID}, {@code ticket_id} are {@code ticketid}. */
    static String fold(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD);
        StringBuilder folded = new StringBuilder(plain.length());
        plain.codePoints().filter(c -> Character.isLetterOrDigit(c) || c == '#').forEach(folded::appendCodePoint);
        return folded.toString().toLowerCase(Locale.ROOT);
    }

    /** The first of the folded {@code wanted} that one of the names has; the name as it is written. */
    static Optional<String> first(Collection<String> names, List<String> wanted) {
        for (String one : wanted) {
            for (String name : names) {
                if (fold(name).equals(one)) {
                    return Optional.of(name);
                }
            }
        }
        return Optional.empty();
    }

    /** The name that a user means: exactly this one, or the only one that folds alike. */
    static Optional<String> meant(Collection<String> names, String said) {
        if (names.contains(said)) {
            return Optional.of(said);
        }
        List<String> alike = new ArrayList<>();
        for (String name : names) {
            if (!fold(said).isEmpty() && fold(name).equals(fold(said))) {
                alike.add(name);
            }
        }
        return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    }

    /** For messages: the names in their order, quoted, the first 40 of them. */
    static String list(Collection<String> names) {
        StringBuilder list = new StringBuilder();
        int n = 0;
        for (String name : names) {
            if (n == 40) {
                return list.append(" and ")
                        .append(names.size() - n)
                        .append(" more")
                        .toString();
            }
            list.append(n++ == 0 ? "" : ", ")
                    .append('"')
                    .append(shortened(name))
                    .append('"');
        }
        return list.toString();
    }

    /** A name that is not a name but a text (a file without a header) is cut, so that no message carries it. */
    static String shortened(String name) {
        String line = name.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= 60 ? line : line.substring(0, line.offsetByCodePoints(0, 40)) + "…";
    }
}
