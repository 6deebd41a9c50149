package org.wardline.core.alarm;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The engine's state on its way out or in. Each class carries its fields through it in one method for both ways: writing, each
 * call gives back what it was given; reading, what was written there. So the two cannot drift apart.
 */
sealed interface Snapshot permits SnapshotOut, SnapshotIn {
    boolean isReading();

    boolean flag(boolean value);

    long number(long value);

    double real(double value);

    String text(String value);

    /** Strings, numbers, truths, lists and maps. */
    @Nullable
    Object any(@Nullable Object value);

    default int count(int value) {
        return (int) number(value);
    }

    default @Nullable String textOrNull(@Nullable String value) {
        return flag(value != null) ? text(value == null ? "" : value) : null;
    }

    default <E extends Enum<E>> E word(E value) {
        return Enum.valueOf(value.getDeclaringClass(), text(value.name()));
    }

    @SuppressWarnings("unchecked") // what was written there was such a map
    default Map<String, Object> tree(Map<String, Object> value) {
        Object tree = any(value);
        return tree == null ? Map.of() : (Map<String, Object>) tree;
    }

    /** A list, element by element; each is given as it is, or null to be made. */
    default <T> void list(List<T> list, Function<@Nullable T, T> carried) {
        int size = count(list.size());
        for (int at = 0; at < size; at++) {
            T element = carried.apply(isReading() ? null : list.get(at));
            if (isReading()) {
                list.add(element);
            }
        }
    }

    /** A map, entry by entry in its order; each is given with its name, as it is or null to be made. */
    default <V> void map(Map<String, V> map, BiFunction<String, @Nullable V, V> carried) {
        List<String> names = List.copyOf(map.keySet());
        int size = count(names.size());
        for (int at = 0; at < size; at++) {
            String name = text(isReading() ? "" : names.get(at));
            V value = carried.apply(name, isReading() ? null : map.get(name));
            if (isReading()) {
                map.put(name, value);
            }
        }
    }

    default void texts(List<String> texts) {
        list(texts, text -> text(text == null ? "" : text));
    }

    /** Whole numbers by name. */
    default void numbers(Map<String, Long> numbers) {
        map(numbers, (_, number) -> number(number == null ? 0 : number));
    }
}
