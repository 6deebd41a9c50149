package org.wardline.app.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration before anybody knows what it means: maps, lists and scalars that know where they stand. */
sealed interface Tree {
    /** Where the key of this value stands (of an item: the item). */
    Place place();

    /** As plain maps, lists, {@code String}, {@code BigDecimal}, {@code Boolean} and null. */
    @Nullable
    Object plain();

    /** Names to values, in the order of the file. */
    record Branch(Place place, Map<String, Tree> children) implements Tree {
        public Branch {
            children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
        }

        static Branch empty(Place place) {
            return new Branch(place, Map.of());
        }

        @Override
        public Map<String, @Nullable Object> plain() {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            children.forEach((name, child) -> plain.put(name, child.plain()));
            return Collections.unmodifiableMap(plain);
        }

        /** With {@code a.b: c} written as {@code a: {b: c}}, here and below; of two values for one key the later wins. */
        Branch expanded() {
            Branch all = empty(place);
            for (var child : children.entrySet()) {
                Tree value = child.getValue() instanceof Branch below ? below.expanded() : child.getValue();
                for (String name : List.of(child.getKey().split("\\.", -1)).reversed()) {
                    value = new Branch(value.place(), Map.of(name, value));
                }
                all = all.over((Branch) value);
            }
            return all;
        }

        private Branch over(Branch later) {
            Map<String, Tree> both = new LinkedHashMap<>(children);
            for (var child : later.children.entrySet()) {
                boolean areMaps = both.get(child.getKey()) instanceof Branch && child.getValue() instanceof Branch;
                var _ = areMaps
                        ? both.merge(child.getKey(), child.getValue(), (a, b) -> ((Branch) a).over((Branch) b))
                        : both.put(child.getKey(), child.getValue());
            }
            return new Branch(place, both);
        }

        /** Where a dotted key stands, or the nearest part of it that is there; names may hold dots themselves. */
        Place placeOf(String dotted) {
            for (var child : children.entrySet()) {
                String name = child.getKey();
                if (dotted.equals(name)) {
                    return child.getValue().place();
                }
                if (dotted.startsWith(name + ".")) {
                    Tree below = child.getValue();
                    return below instanceof Branch branch
                            ? branch.placeOf(dotted.substring(name.length() + 1))
                            : below.place();
                }
            }
            return place;
        }
    }

    /** One value after the other. */
    record Items(Place place, List<Tree> items) implements Tree {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public List<@Nullable Object> plain() {
            List<@Nullable Object> plain = new ArrayList<>();
            items.forEach(item -> plain.add(item.plain()));
            return Collections.unmodifiableList(plain);
        }
    }

    /** What a scalar is by its looks (YAML 1.2 core schema: {@code off} and {@code no} are text). */
    enum Looks {
        NOTHING,
        TRUTH,
        NUMBER,
        TEXT
    }

    /** A scalar, as it was written. */
    record Leaf(Place place, String text, Looks looks) implements Tree {
        @Override
        public @Nullable Object plain() {
            return switch (looks) {
                case NOTHING -> null;
                case TRUTH -> Boolean.valueOf(text);
                case NUMBER -> new BigDecimal(text);
                case TEXT -> text;
            };
        }

        @Override
        public String toString() {
            return place + " " + looks; // the text may be a patient's identifier
        }
    }
}
