package org.wardline.app.station;

import java.util.Set;

/**
 * Where the station listens.
 *
 * @param port 0 for any free one
 * @param isOpen whether strangers' names for this machine are answered too; without it the Host header must name loopback,
 *     {@code host} or one of {@code names}, so that a page of another site cannot reach the station under its own name
 * @param names other names of this machine
 */
public record StationSettings(String host, int port, boolean isOpen, Set<String> names) {
    public StationSettings {
        names = Set.copyOf(names);
    }

    /** On the loopback interface alone. */
    public static StationSettings loopback(int port) {
        return new StationSettings("127.0.0.1", port, false, Set.of());
    }
}
