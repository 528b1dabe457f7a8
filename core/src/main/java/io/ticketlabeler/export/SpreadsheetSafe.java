package io.ticketlabeler.export;

import java.util.regex.Pattern;

/**
 * Keeps spreadsheets from running a field as a formula.
 *
 * <p>A field that starts with one of {@code = + - @}, their full-width forms, a tab, a line break or U+0000 gets an apostrophe in
 * front: {@code =cmd|'/c calc'!A1} becomes {@code '=cmd|'/c calc'!A1}. Plain numbers such as {@code -3.5} stay as they are.
 * A field that already has apostrophes before such a character gets one more, so that {@link #restore} always finds the
 * original: {@code restore(protect(s))} is {@code s}.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV injection</a> (the characters)
 */
public final class SpreadsheetSafe {

    private static final String STARTERS = "=+-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20";
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private SpreadsheetSafe() {}

    /** The field as a spreadsheet may see it. */
    public static String protect(String field) {
        return isFormula(field) && !NUMBER.matcher(field).matches() ? "'" + field : field;
    }

    /** The field as it was before {@link #protect}. */
    public static String restore(String field) {
        return field.startsWith("'") && isFormula(field) ? field.substring(1) : field;
    }

    private static boolean isFormula(String field) {
        int at = 0;
        while (at < field.length() && field.charAt(at) == '\'') {
            at++;
        }
        return at < field.length() && STARTERS.indexOf(field.charAt(at)) >= 0;
    }
}
