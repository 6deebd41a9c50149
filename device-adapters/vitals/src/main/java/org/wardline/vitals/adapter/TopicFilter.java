package org.wardline.vitals.adapter;

/** A validated MQTT topic filter (OASIS MQTT 5.0, section 4.7): {@code +} is one level, {@code #} the rest. */
public record TopicFilter(String text) {
    private static final int MAX_LENGTH = 1024;

    public TopicFilter {
        if (text.isEmpty() || text.length() > MAX_LENGTH || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a topic filter has 1 to " + MAX_LENGTH + " characters");
        }
        String[] levels = text.split("/", -1);
        for (int at = 0; at < levels.length; at++) {
            boolean isLast = at == levels.length - 1;
            boolean isWild = levels[at].equals("+") || (levels[at].equals("#") && isLast);
            if (!isWild && (levels[at].contains("+") || levels[at].contains("#"))) {
                throw new IllegalArgumentException(
                        "in a topic filter + and # stand alone in a level, # only in the last");
            }
        }
    }

    /** Whether a topic falls under it; topics that begin with {@code $} fall under no wildcard at their first level. */
    public boolean matches(String topic) {
        int filterAt = 0;
        int topicAt = 0;
        if (topic.startsWith("$") && (text.startsWith("+") || text.startsWith("#"))) {
            return false;
        }
        while (true) {
            int filterEnd = levelEnd(text, filterAt);
            if (text.startsWith("#", filterAt)) {
                return true;
            }
            if (topicAt > topic.length()) {
                return false;
            }
            int topicEnd = levelEnd(topic, topicAt);
            boolean isSame = text.startsWith("+", filterAt)
                    || (filterEnd - filterAt == topicEnd - topicAt
                            && text.regionMatches(filterAt, topic, topicAt, topicEnd - topicAt));
            if (!isSame) {
                return false;
            }
            filterAt = filterEnd + 1;
            topicAt = topicEnd + 1;
            if (filterAt > text.length()) {
                return topicAt > topic.length();
            }
        }
    }

    private static int levelEnd(String text, int from) {
        int slash = text.indexOf('/', from);
        return slash < 0 ? text.length() : slash;
    }
}
