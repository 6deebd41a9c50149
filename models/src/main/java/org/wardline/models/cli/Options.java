package org.wardline.models.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Words and {@code --name value} pairs of a command line. */
record Options(List<String> words, Map<String, String> values) {
    Options {
        words = List.copyOf(words);
        values = Map.copyOf(values);
    }

    static Options of(String... arguments) {
        List<String> words = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        for (int at = 0; at < arguments.length; at++) {
            if (arguments[at].startsWith("--") && at + 1 < arguments.length) {
                values.put(arguments[at], arguments[++at]);
            } else {
                words.add(arguments[at]);
            }
        }
        return new Options(words, values);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
