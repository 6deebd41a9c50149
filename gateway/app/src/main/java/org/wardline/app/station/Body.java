package org.wardline.app.station;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What a page sent: fields of a small JSON object, each checked as it is read; a wrong one is named. */
final class Body {
    /** Characters of any text. */
    static final int MAX_TEXT = 200;

    static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1," + MAX_TEXT + "}");
    /** Beds, devices, stations, people (wire.md). */
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    static final int MAX_NAMES = 100;

    private final JsonObject json;

    Body(JsonObject json) {
        this.json = json;
    }

    boolean has(String field) {
        return json.getValue(field) != null;
    }

    String text(String field) {
        return text(field, TEXT);
    }

    String name(String field) {
        return text(field, NAME);
    }

    String text(String field, Pattern allowed) {
        if (json.getValue(field) instanceof String text && allowed.matcher(text).matches()) {
            return text;
        }
        throw new Wrong(field, "must be text like " + allowed.pattern());
    }

    /** Absent is well; wrong is not. */
    Optional<String> optionalText(String field, Pattern allowed) {
        return optional(field, () -> text(field, allowed));
    }

    /** A whole number. */
    long whole(String field, long least, long most) {
        if (json.getValue(field) instanceof Number number && Double.isFinite(number.doubleValue())) {
            BigDecimal exact = new BigDecimal(number.toString()); // more than a long holds wraps to one that is allowed
            boolean isWithin =
                    exact.compareTo(BigDecimal.valueOf(least)) >= 0 && exact.compareTo(BigDecimal.valueOf(most)) <= 0;
            if (isWithin && exact.stripTrailingZeros().scale() <= 0) {
                return exact.longValueExact();
            }
        }
        throw new Wrong(field, "must be a whole number from " + least + " to " + most);
    }

    /** A number with both ends allowed; as it was written. */
    BigDecimal decimal(String field, double least, double most) {
        if (json.getValue(field) instanceof Number number
                && number.doubleValue() >= least
                && number.doubleValue() <= most) {
            return new BigDecimal(number.toString());
        }
        throw new Wrong(field, "must be a number from " + Answers.number(least) + " to " + Answers.number(most));
    }

    boolean flag(String field) {
        if (json.getValue(field) instanceof Boolean is) {
            return is;
        }
        throw new Wrong(field, "must be true or false");
    }

    /** An object within, such as the values of an observation; its own fields are named by themselves. */
    Body part(String field) {
        if (json.getValue(field) instanceof JsonObject part) {
            return new Body(part);
        }
        throw new Wrong(field, "must be an object");
    }

    /** At most {@value #MAX_NAMES} names; absent: none. */
    List<String> names(String field) {
        if (!has(field)) {
            return List.of();
        }
        if (json.getValue(field) instanceof JsonArray all
                && all.size() <= MAX_NAMES
                && all.stream()
                        .allMatch(one ->
                                one instanceof String text && NAME.matcher(text).matches())) {
            return all.stream().map(String.class::cast).toList();
        }
        throw new Wrong(field, "must be a list of at most " + MAX_NAMES + " names");
    }

    /** As it came, for fields of many forms. */
    JsonObject json() {
        return json;
    }

    private <T> Optional<T> optional(String field, Supplier<T> read) {
        return has(field) ? Optional.of(read.get()) : Optional.empty();
    }

    /** A field that is not what it must be. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;
        final String field;
        final String allowed;

        Wrong(String field, String allowed) {
            super(field, null, false, false);
            this.field = field;
            this.allowed = allowed;
        }
    }
}
