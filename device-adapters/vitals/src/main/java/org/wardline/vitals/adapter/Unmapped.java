package org.wardline.vitals.adapter;

import java.util.regex.Pattern;

/**
 * A key or code of a message that names no sign we know: counted, ignored, and shown to whoever maps it.
 *
 * @param key as it stands in the message, at most {@link #MAX_CHARS} characters
 * @param sample the value that stood there, likewise
 */
public record Unmapped(String key, String sample) {
    /** Of a key, of a sample. */
    public static final int MAX_CHARS = 64;

    /** Of one message; further ones are counted alone. */
    public static final int MAX_OF_MESSAGE = 16;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    public Unmapped {
        key = cut(key);
        sample = cut(sample);
    }

    private static String cut(String text) {
        String clean = text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
        return CONTROL.matcher(clean).replaceAll("?");
    }

    @Override
    public String toString() {
        return "unmapped " + key; // never the sample: it is a patient's
    }
}
