package org.wardline.app.config;

/**
 * One thing that is wrong with the configuration, as one line: where, which key, what is allowed.
 *
 * @param key dotted, empty when the file as a whole is meant
 * @param what what is allowed instead; never the value that was found
 */
public record Problem(Place place, String key, String what) {
    @Override
    public String toString() {
        return (place + ": " + (key.isEmpty() ? "" : key + ": ") + what)
                .replaceAll(
                        "[\\p{Cntrl}\\x{2028}\\x{2029}]",
                        "?"); // a key is whatever somebody wrote: one line all the same
    }
}
