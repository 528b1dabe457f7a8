package io.ticketlabeler.read;

/**
 * Whether bytes, given in pieces, are UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF), and whether they may
 * be windows-1252.
 */
final class Utf8Check {

    private int missing; // continuation bytes of the character that is begun
    private int least = 0x80; // bounds of the next continuation byte
    private int most = 0xBF;
    private boolean ascii = true;
    private boolean valid = true;
    private boolean windows = true;
    private long line = 1;
    private long column = 1;
    private boolean afterCr;
    private long characters; // of more than one byte that are UTF-8
    private long bad; // bytes that are not
    private long badLine;
    private long badColumn;

    void accept(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            int b = bytes[i];
            if (b >= 0 && missing == 0) {
                if (b == '\n' || b == '\r') {
                    countBreak(b);
                } else {
                    afterCr = false;
                    column++;
                }
            } else {
                acceptOther(b & 0xFF);
            }
        }
    }

    private void countBreak(int b) {
        if (b == '\r' || !afterCr) {
            line++;
        }
        column = 1;
        afterCr = b == '\r';
    }

    private void acceptOther(int b) {
        ascii = false;
        afterCr = false;
        // the five bytes that windows-1252 leaves undefined
        windows &= b != 0x81 && b != 0x8D && b != 0x8F && b != 0x90 && b != 0x9D;
        if (missing > 0) {
            if (b < least || b > most) {
                bad();
                missing = 0;
                if (b < 0x80) {
                    accept(new byte[] {(byte) b}, 1);
                } else {
                    begin(b);
                }
                return;
            }
            missing--;
            least = 0x80;
            most = 0xBF;
            if (missing == 0) {
                column++;
                characters++;
            }
        } else {
            begin(b);
        }
    }

    private void begin(int b) {
        least = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
        most = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
        if (b >= 0xC2 && b <= 0xDF) {
            missing = 1;
        } else if (b >= 0xE0 && b <= 0xEF) {
            missing = 2;
        } else if (b >= 0xF0 && b <= 0xF4) {
            missing = 3;
        } else {
            bad();
        }
    }

    private void bad() {
        bad++;
        if (valid) {
            valid = false;
            badLine = line;
            badColumn = column;
        }
        column++;
    }

    boolean isUtf8() {
        return valid && missing == 0;
    }

    boolean isAscii() {
        return ascii;
    }

    /** No byte contradicts it, and the bytes are not those of a UTF-8 file that was damaged. */
    boolean mayBeWindows1252() {
        return windows && !isDamagedUtf8();
    }

    /** UTF-8 by most of its characters: nobody writes "Ã¼" that often. */
    boolean isDamagedUtf8() {
        return !isUtf8() && characters > bad;
    }

    long firstBadLine() {
        return valid ? line : badLine;
    }

    long firstBadColumn() {
        return valid ? column : badColumn;
    }
}
