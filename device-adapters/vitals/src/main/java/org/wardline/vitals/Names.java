package org.wardline.vitals;

/** Names on the wire: 1 to 64 of {@code A-Z a-z 0-9 . _ -} (see {@code wire.md}, "the contract at its edges"). */
public final class Names {
    /** The longest name. */
    public static final int MAX_LENGTH = 64;

    private Names() {}

    /** Whether a text can name a ward, device, bed, stay or adapter. */
    public static boolean isName(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_LENGTH) {
            return false;
        }
        for (int at = 0; at < length; at++) {
            char c = text.charAt(at);
            boolean isLetterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!isLetterOrDigit && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    static String checked(String what, String text) {
        if (!isName(text)) {
            throw new IllegalArgumentException(what + " must be 1 to 64 of A-Z a-z 0-9 . _ -");
        }
        return text;
    }
}
