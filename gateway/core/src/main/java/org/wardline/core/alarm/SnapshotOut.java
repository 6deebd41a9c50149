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
    /** What a value is; a byte before it. */
    static final class Tag {
        static final int NULL = 0;
        static final int FALSE = 1;
        static final int TRUE = 2;
        static final int TEXT = 3;
        static final int WHOLE = 4;
        static final int DECIMAL = 5;
        static final int LIST = 6;
        static final int MAP = 7;

        private Tag() {}
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
        putNumber(value);
        return value;
    }

    private void putNumber(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    @Override
    public double real(double value) {
        double hundredths = Math.rint(value * HUNDREDTHS);
        boolean isShort = Math.abs(hundredths) < LARGEST_HUNDREDTHS && hundredths / HUNDREDTHS == value;
        bytes.write(isShort ? 1 : 0);
        putNumber(isShort ? (long) hundredths : Double.doubleToLongBits(value));
        return value;
    }

    @Override
    public String text(String value) {
        putText(value);
        return value;
    }

    private void putText(String value) {
        Integer known = texts.putIfAbsent(value, texts.size());
        putNumber(known == null ? texts.size() - 1 : known);
        if (known == null) {
            putBytes(value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void putBytes(byte[] some) {
        putNumber(some.length);
        bytes.writeBytes(some);
    }

    @Override
    public @Nullable Object any(@Nullable Object value) {
        putAny(value);
        return value;
    }

    private void putAny(@Nullable Object value) {
        switch (value) {
            case null -> bytes.write(Tag.NULL);
            case Boolean truth -> bytes.write(truth ? Tag.TRUE : Tag.FALSE);
            case String text -> {
                bytes.write(Tag.TEXT);
                putText(text);
            }
            case BigDecimal decimal -> putDecimal(decimal);
            case BigInteger whole -> putDecimal(new BigDecimal(whole));
            case Number whole -> {
                bytes.write(Tag.WHOLE);
                putNumber(whole.longValue());
            }
            case List<?> list -> {
                bytes.write(Tag.LIST);
                putNumber(list.size());
                list.forEach(this::putAny);
            }
            case Map<?, ?> map -> {
                bytes.write(Tag.MAP);
                putNumber(map.size());
                map.forEach((key, element) -> {
                    putText(String.valueOf(key));
                    putAny(element);
                });
            }
            default -> throw new IllegalArgumentException("cannot be kept: " + value.getClass());
        }
    }

    private void putDecimal(BigDecimal decimal) {
        bytes.write(Tag.DECIMAL);
        putNumber(decimal.scale());
        putBytes(decimal.unscaledValue().toByteArray());
    }
}
