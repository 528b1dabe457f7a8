package io.ticketlabeler.cli;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The review tools. */
enum Tool {
    LABEL_STUDIO,
    DOCCANO,
    KILI;

    /** As it is given after {@code --tool}. */
    static Tool of(String name) {
        return switch (name) {
            case "label-studio" -> LABEL_STUDIO;
            case "doccano" -> DOCCANO;
            case "kili" -> KILI;
            default ->
                throw new IllegalArgumentException("--tool " + name + ": expected label-studio, doccano or kili");
        };
    }

    /** As {@link #of}, for what needs a server that we can talk to. */
    static Tool served(String name) {
        Tool tool = of(name);
        if (tool == KILI) {
            throw new IllegalArgumentException("--tool kili has files only: label --kili writes them, Kili's own Python"
                    + " package takes them in, and pull --tool kili --export reads its exports");
        }
        return tool;
    }

    /** The value of {@code --url}. */
    static URI address(String option, String url) {
        try {
            return URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    option + " is no address; expected something like http://localhost:8080", e);
        }
    }

    /** Whether a project is given by its number. */
    static boolean isNumber(String project) {
        return project.matches("\\d{1,18}");
    }

    /**
     * Refuses options that this tool knows nothing of.
     *
     * @param given what was given, by the option's name; null or false where it was not
     */
    void refuse(Map<String, ? extends @Nullable Object> given) {
        given.forEach((option, value) -> {
            if (value != null && !value.equals(false)) {
                throw new IllegalArgumentException(option + " means nothing to "
                        + name().toLowerCase(Locale.ROOT).replace('_', '-') + "; leave it out");
            }
        });
    }

    /** A secret of the environment. */
    static String needed(String variable, String option) {
        String value = System.getenv(variable);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(option + " needs the variable " + variable);
        }
        return value;
    }
}
