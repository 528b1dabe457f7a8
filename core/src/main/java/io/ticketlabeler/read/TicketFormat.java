package io.ticketlabeler.read;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a file of tickets is. A help desk's name covers all its exports, CSV as well as JSON.
 */
public enum TicketFormat {
    /** Recognised from the content; the file's name does not matter. */
    AUTO,
    /** A table with a header row, whatever wrote it. */
    CSV,
    /** An array of objects, or an object around one, whatever wrote it. */
    JSON,
    /** One JSON object a line. */
    JSONL,
    ZENDESK,
    FRESHDESK,
    JIRA,
    GITHUB,
    /** Also OTRS, from which Znuny descends, and OTOBO. */
    ZNUNY,
    ZAMMAD,
    INTERCOM,
    HUBSPOT;

    /**
     * The format of that name, e.g. {@code named("zendesk")}; case does not matter, {@code otrs} and {@code ndjson} are
     * understood too.
     *
     * @throws IllegalArgumentException for any other name, listing those that exist
     */
    public static TicketFormat named(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        return switch (wanted) {
            case "otrs", "otobo" -> ZNUNY;
            case "ndjson" -> JSONL;
            default ->
                Stream.of(values())
                        .filter(format -> format.code().equals(wanted))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is no format; known are "
                                + Stream.of(values()).map(TicketFormat::code).collect(Collectors.joining(", "))));
        };
    }

    /** As files and command lines write it, e.g. {@code zendesk}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is a help desk's own, rather than plain CSV or JSON. */
    boolean isHelpDesk() {
        return switch (this) {
            case AUTO, CSV, JSON, JSONL -> false;
            default -> true;
        };
    }
}
