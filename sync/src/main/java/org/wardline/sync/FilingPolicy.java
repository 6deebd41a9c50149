package org.wardline.sync;

import java.util.Locale;
import java.util.Optional;

/** How much is filed. */
public enum FilingPolicy {
    /** Each reading, as it is. */
    EVERY,
    /** One observation a sign a minute, and every value that raised an alarm; see {@link Minutes}. */
    MINUTE;

    /** As it is written in the configuration. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The policy written so. */
    public static Optional<FilingPolicy> find(String wireName) {
        for (FilingPolicy each : values()) {
            if (each.wireName().equals(wireName)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
