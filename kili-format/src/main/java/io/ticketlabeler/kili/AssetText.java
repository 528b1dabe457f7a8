package io.ticketlabeler.kili;

/**
 * A ticket's text as Kili's Python package takes it for a text (checked with 26.1.5).
 *
 * <p>The package looks at each text of an import: if one begins like an address, all of them are taken for addresses; if one is the name of
 * a file on the machine that imports, all of them are taken for names of files, whose content is then sent. So an address at the
 * beginning gets a blank in front, and a text of one line, which could be a name, a line feed behind it; neither shows on the page. Python's
 * reader refuses a whole file for one cell of more than 131,072 characters; longer texts are cut and say so. An empty text becomes
 * {@value #EMPTY}.
 */
final class AssetText {

    static final String EMPTY = "(empty ticket)";

    private static final int MOST_CHARS =
            131_000; // csv.field_size_limit() of Python, with room for what is said at the end
    private static final int LONGEST_NAME = 4_096; // Linux, in bytes; Windows has less

    private AssetText() {}

    static String of(String text) {
        String whole = text.isEmpty() ? EMPTY : cut(text);
        String noAddress = isAddress(whole) ? " " + whole : whole;
        return couldBeName(noAddress) ? noAddress + "\n" : noAddress;
    }

    private static String cut(String text) {
        int chars = text.codePointCount(0, text.length()); // as Python counts
        if (chars <= MOST_CHARS) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, MOST_CHARS)) + "\n… (" + (chars - MOST_CHARS)
                + " more characters)";
    }

    private static boolean isAddress(String text) {
        return text.regionMatches(true, 0, "http://", 0, 7) || text.regionMatches(true, 0, "https://", 0, 8);
    }

    private static boolean couldBeName(String text) {
        return text.length() <= LONGEST_NAME && text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
    }
}
