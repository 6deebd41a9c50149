package org.wardline.app.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came to light while the configuration was read: problems, notices, and which keys there are at all. */
final class Findings {
    /** More problems than this say nothing new. */
    static final int MAX_PROBLEMS = 100;

    /**
     * A key that may be set.
     *
     * @param pattern dotted, with {@code {…}} for a name that is free
     * @param fallback the default as one would write it; empty for none
     * @param allowed what a value must be
     */
    record Key(String pattern, String fallback, String allowed) {}

    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final Map<String, Key> keys = new LinkedHashMap<>();

    void problem(Place place, String key, String what) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new Problem(place, key, what));
        }
    }

    /** Something that is allowed, but that people must know of: a banner in log and station. */
    void notice(String text) {
        notices.add(text);
    }

    void key(Key key) {
        keys.putIfAbsent(key.pattern, key);
    }

    /** By place. */
    List<Problem> problems() {
        return problems.stream().sorted(Comparator.comparing(Problem::place)).toList();
    }

    List<String> notices() {
        return List.copyOf(notices);
    }

    /** All keys that were asked for. */
    List<Key> keys() {
        return List.copyOf(keys.values());
    }
}
