package io.ticketlabeler.read;

import java.util.List;
import java.util.stream.Collectors;

/** Joins what belongs to the text of a ticket. */
final class Texts {

    private static final String BETWEEN = "\n\n";

    private Texts() {}

    /** Subject, blank line, body; only what is not blank, and no subject that the body begins with. */
    static String join(String subject, String body) {
        if (subject.isBlank()) {
            return body;
        }
        if (body.isBlank()) {
            return subject;
        }
        return beginsWith(body.stripLeading(), subject.strip()) ? body : subject + BETWEEN + body;
    }

    /** All that is not blank, in order, with blank lines between. */
    static String join(List<String> parts) {
        return parts.stream().filter(part -> !part.isBlank()).collect(Collectors.joining(BETWEEN));
    }

    private static boolean beginsWith(String body, String subject) {
        return body.startsWith(subject)
                && (body.length() == subject.length()
                        || !Character.isLetterOrDigit(body.codePointAt(subject.length()))
                        || !Character.isLetterOrDigit(subject.codePointBefore(subject.length())));
    }
}
