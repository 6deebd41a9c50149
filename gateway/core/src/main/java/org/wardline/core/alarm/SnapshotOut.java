package org.wardline.core.alarm;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a snapshot. Numbers are zigzag varints; a text is written once and then named by its number; a value begins with its
 * tag (see {@link Tag}).
 */
final class SnapshotOut implements Snapshot {
    /** What a value is. */
    enum Tag {
        NULL,
        FALSE,
        TRUE,
        TEXT,
        WHOLE,
        DECIMAL,
        LIST,
        MAP
    }

    /** Reals that are so many hundredths are written as such: most measurements are. */
    static final double HUNDREDTHS = 100;

    private static final double LARGEST_HUNDREDTHS = 1L << 50;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final Map<String, Integer> texts = new HashMap<>();

    byte[] bytes() {
        return bytes.toByteArray();
    }

    @Override
    public boolean isReading() {
        return false;
    }

    @Override
    public boolean flag(boolean value) {
        bytes.write(value ? 1 : 0);
        return value;
    }

    @Override
    public long number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return value;
    }

    @Override
    public double real(double value) {
        double hundredths = Math.rint(value * HUNDREDTHS);
        boolean isShort = Math.abs(hundredths) < LARGEST_HUNDREDTHS && hundredths / HUNDREDTHS == value;
        flag(isShort);
        number(isShort ? (long) hundredths : Double.doubleToLongBits(value));
        return value;
    }

    @Override
    public String text(String value) {
        Integer known = texts.putIfAbsent(value, texts.size());
        number(known == null ? texts.size() - 1 : known);
        if (known == null) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            number(utf8.length);
            bytes.writeBytes(utf8);
        }
        return value;
    }

    @Override
    public @Nullable Object any(@Nullable Object value) {
        switch (value) {
            case null -> tag(Tag.NULL);
            case Boolean truth -> tag(truth ? Tag.TRUE : Tag.FALSE);
            case String text -> {
                tag(Tag.TEXT);
                text(text);
            }
            case BigDecimal decimal -> decimal(decimal);
            case BigInteger whole -> decimal(new BigDecimal(whole));
            case Number whole -> {
                tag(Tag.WHOLE);
                number(whole.longValue());
            }
            case List<?> list -> {
                tag(Tag.LIST);
                number(list.size());
                list.forEach(this::any);
            }
            case Map<?, ?> map -> {
                tag(Tag.MAP);
                number(map.size());
                map.forEach((key, element) -> {
                    text(String.valueOf(key));
                    any(element);
                });
            }
            default -> throw new IllegalArgumentException("cannot be kept: " + value.getClass());
        }
        return value;
    }

    private void decimal(BigDecimal decimal) {
        tag(Tag.DECIMAL);
        number(decimal.scale());
        byte[] unscaled = decimal.unscaledValue().toByteArray();
        number(unscaled.length);
        bytes.writeBytes(unscaled);
    }

    private void tag(Tag tag) {
        bytes.write(tag.ordinal());
    }
}
