package org.wardline.core.alarm;

/** Names in events and settings of the alarm engine (section 1): 1 to 64 of {@code A-Z a-z 0-9 _ -}. */
public final class WireNames {
    /** The longest name. */
    public static final int MAX_LENGTH = 64;

    /** The subject of the gateway's own alarms: no stay is called so. */
    public static final String GATEWAY = "gateway";

    private WireNames() {}

    /** Whether a text can name a stay, bed, device, station, person, model, sign or via. */
    public static boolean isName(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_LENGTH) {
            return false;
        }
        for (int at = 0; at < length; at++) {
            char c = text.charAt(at);
            boolean isLetterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!isLetterOrDigit && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** Whether a text can name a stay. */
    public static boolean isStay(String text) {
        return isName(text) && !text.equals(GATEWAY);
    }
}
