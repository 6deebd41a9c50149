package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.SnapshotOut.Tag;

/** Reads what {@link SnapshotOut} wrote. Bytes that are not such are a program error: the store that kept them is sealed. */
final class SnapshotIn implements Snapshot {
    private final byte[] bytes;
    private final List<String> texts = new ArrayList<>();
    private int at;

    SnapshotIn(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    @Override
    public boolean isReading() {
        return true;
    }

    @Override
    public boolean flag(boolean unused) {
        return bytes[at++] != 0;
    }

    @Override
    public long number(long unused) {
        long rest = 0;
        int shift = 0;
        byte piece;
        do {
            piece = bytes[at++];
            rest |= (long) (piece & 0x7f) << shift;
            shift += 7;
        } while (piece < 0);
        return (rest >>> 1) ^ -(rest & 1);
    }

    @Override
    public double real(double unused) {
        boolean isShort = flag(false);
        long number = number(0);
        return isShort ? number / SnapshotOut.HUNDREDTHS : Double.longBitsToDouble(number);
    }

    @Override
    public String text(String unused) {
        int index = count(0);
        if (index == texts.size()) {
            int length = count(0);
            texts.add(new String(bytes, at, length, StandardCharsets.UTF_8));
            at += length;
        }
        return texts.get(index);
    }

    @Override
    public @Nullable Object any(@Nullable Object unused) {
        return switch (bytes[at++]) {
            case Tag.NULL -> null;
            case Tag.FALSE -> false;
            case Tag.TRUE -> true;
            case Tag.TEXT -> text("");
            case Tag.WHOLE -> number(0);
            case Tag.DECIMAL -> decimal();
            case Tag.LIST -> list();
            case Tag.MAP -> map();
            default -> throw new IllegalArgumentException("not a snapshot");
        };
    }

    private BigDecimal decimal() {
        int scale = count(0);
        int length = count(0);
        BigInteger unscaled = new BigInteger(bytes, at, length);
        at += length;
        return new BigDecimal(unscaled, scale);
    }

    private List<@Nullable Object> list() {
        int size = count(0);
        List<@Nullable Object> list = new ArrayList<>();
        for (int element = 0; element < size; element++) {
            list.add(any(null));
        }
        return list;
    }

    private Map<String, @Nullable Object> map() {
        int size = count(0);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int element = 0; element < size; element++) {
            String key = text("");
            map.put(key, any(null));
        }
        return map;
    }
}
