package io.ticketlabeler.kili;

import io.ticketlabeler.internal.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of assets that are also names of files on every system: Kili finds the asset of a prediction by the name of its file.
 *
 * <table>
 * <caption>What becomes of a ticket's id</caption>
 * <tr><td>{@code ZD-1.a_b}</td><td>stays as it is: ASCII letters, digits, dot, dash and underscore</td></tr>
 * <tr><td>{@code a/b é}</td><td>{@code a~2Fb~20~C3~A9}: other characters as UTF-8</td></tr>
 * <tr><td>{@code .hidden}, {@code -x}, {@code end.}</td><td>{@code ~2Ehidden}, {@code ~2Dx}, {@code end~2E}</td></tr>
 * <tr><td>{@code con.txt}</td><td>{@code ~63on.txt}: a device on Windows</td></tr>
 * <tr><td>{@code zd-1} after {@code ZD-1}</td><td>{@code zd-1~~} and 8 digits of its hash: systems that do not tell case apart</td></tr>
 * <tr><td>more than {@value #MOST_CHARS} characters</td><td>the first {@value #KEPT_CHARS}, {@code ~~} and 32 digits of its hash</td></tr>
 * </table>
 *
 * <p>All but the last can be read back from the name alone. The other direction depends on the ids before in the same run. For one run and
 * one thread; some 100 bytes for each ticket.
 */
final class ExternalIds {

    private static final int MOST_CHARS =
            120; // with the ending and a hash below the 143 bytes of the strictest file system in use
    private static final int KEPT_CHARS = 80;
    private static final int SHORT_HASH = 8;
    private static final int LONGER_HASH = 16;
    private static final int LONG_HASH = 32;
    private static final String MARK = "~~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern HASHED = Pattern.compile("(.*)~~([0-9A-F]+)");

    private final Set<String> taken = new HashSet<>();

    /**
     * The name of a ticket that was not asked for before.
     *
     * @throws IllegalArgumentException if it was, several times
     */
    String of(String ticketId) {
        String written = written(ticketId);
        if (written.length() > MOST_CHARS) {
            written = beginning(written) + MARK + hash(ticketId, LONG_HASH);
        }
        for (int digits : new int[] {0, SHORT_HASH, LONGER_HASH}) {
            String name = digits == 0 ? written : written + MARK + hash(ticketId, digits);
            if (taken.add(name.toLowerCase(Locale.ROOT))) {
                return name;
            }
        }
        throw new IllegalArgumentException("ticket " + ticketId + " comes several times; give each ticket one id");
    }

    /**
     * The ticket of an asset; a name that was not made here stands for itself.
     *
     * @return empty if the name was cut
     */
    static Optional<String> ticketId(String externalId) {
        Matcher hashed = HASHED.matcher(externalId);
        if (!hashed.matches()) {
            return Optional.of(read(externalId).orElse(externalId));
        }
        String digits = hashed.group(2);
        if (digits.length() == LONG_HASH) {
            return Optional.empty();
        }
        Optional<String> id = read(hashed.group(1));
        boolean own = id.isPresent()
                && (digits.length() == SHORT_HASH || digits.length() == LONGER_HASH)
                && hash(id.get(), digits.length()).equals(digits);
        return Optional.of(own ? id.get() : externalId);
    }

    private static String written(String id) {
        StringBuilder name = new StringBuilder();
        int last = id.length() - 1;
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                name.append((char) b);
            } else {
                escape(b, name);
            }
        }
        if (id.charAt(0) == '.' || id.charAt(0) == '-' || DEVICE.matcher(name).matches()) {
            escapeAt(0, name);
        }
        if (last > 0 && id.charAt(last) == '.') {
            escapeAt(name.length() - 1, name);
        }
        return name.toString();
    }

    private static boolean isPlain(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '_'
                || b == '.';
    }

    private static void escape(byte b, StringBuilder to) {
        to.append('~').append(HEX.toHighHexDigit(b)).append(HEX.toLowHexDigit(b));
    }

    private static void escapeAt(int place, StringBuilder name) {
        StringBuilder escaped = new StringBuilder();
        escape((byte) name.charAt(place), escaped);
        name.replace(place, place + 1, escaped.toString());
    }

    /** Not ending within an escape. */
    private static String beginning(String written) {
        int escape = written.lastIndexOf('~', KEPT_CHARS - 1);
        return written.substring(0, escape >= 0 && escape > KEPT_CHARS - 3 ? escape : KEPT_CHARS);
    }

    private static String hash(String id, int digits) {
        return HEX.formatHex(new Digest().field(id).bytes()).substring(0, digits);
    }

    /** Empty for what {@link #written} never gives. */
    private static Optional<String> read(String name) {
        byte[] from = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer to = ByteBuffer.allocate(from.length);
        for (int i = 0; i < from.length; i++) {
            if (from[i] != '~') {
                to.put(from[i]);
            } else if (i + 2 < from.length && HexFormat.isHexDigit(from[i + 1]) && HexFormat.isHexDigit(from[i + 2])) {
                to.put((byte) (HexFormat.fromHexDigit(from[i + 1]) << 4 | HexFormat.fromHexDigit(from[i + 2])));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            String id = StandardCharsets.UTF_8.newDecoder().decode(to.flip()).toString();
            return !id.isEmpty() && written(id).equals(name) ? Optional.of(id) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
