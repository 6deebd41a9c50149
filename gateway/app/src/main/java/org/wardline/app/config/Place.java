package org.wardline.app.config;

/**
 * Where something of the configuration stands.
 *
 * @param source a file's name as it was given, or {@link #SET}
 * @param line from 1; 0 where there are no lines
 */
public record Place(String source, int line) implements Comparable<Place> {
    static final String SET = "--set";

    static final Place ON_COMMAND_LINE = new Place(SET, 0);

    @Override
    public int compareTo(Place other) {
        boolean isSet = source.equals(SET);
        if (isSet != other.source.equals(SET)) {
            return isSet ? 1 : -1; // the file first, then the command line
        }
        return Integer.compare(line, other.line);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line;
    }
}
