package org.wardline.app.station;

import java.util.Set;

/**
 * Who acts at a station.
 *
 * @param who the name that acts are stored under
 * @param rights what they may do
 */
public record Caller(String who, Set<Right> rights) {
    public Caller {
        rights = Set.copyOf(rights);
    }

    /** May do what is asked. */
    public boolean may(Right right) {
        return right == Right.LOOK || rights.contains(right);
    }
}
