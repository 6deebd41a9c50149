package org.wardline.app.config;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations such as {@code 500ms 15s 10m 1h 7d} (in milliseconds) and sizes such as {@code 64KiB 4GiB} (in bytes). */
enum Quantity {
    DURATION("a duration with its unit (ms s m h d)"),
    SIZE("a size with its unit (B KiB MiB GiB TiB)");

    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})([A-Za-z]{1,3})");

    private final String form;

    Quantity(String form) {
        this.form = form;
    }

    /** How one is written. */
    String form() {
        return form;
    }

    /** Its value in the smallest unit; empty when it is no such quantity or is beyond all sense. */
    OptionalLong parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return OptionalLong.empty();
        }
        long unit = unit(parts.group(2));
        long count = Long.parseLong(parts.group(1));
        return unit == 0 || count > Long.MAX_VALUE / unit ? OptionalLong.empty() : OptionalLong.of(count * unit);
    }

    /** Of a text that this program wrote itself. */
    long of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("no quantity: " + text));
    }

    private long unit(String name) {
        return switch (this) {
            case DURATION ->
                switch (name) {
                    case "ms" -> 1L;
                    case "s" -> 1_000L;
                    case "m" -> 60_000L;
                    case "h" -> 3_600_000L;
                    case "d" -> 86_400_000L;
                    default -> 0L;
                };
            case SIZE ->
                switch (name) {
                    case "B" -> 1L;
                    case "KiB" -> 1L << 10;
                    case "MiB" -> 1L << 20;
                    case "GiB" -> 1L << 30;
                    case "TiB" -> 1L << 40;
                    default -> 0L;
                };
        };
    }
}
