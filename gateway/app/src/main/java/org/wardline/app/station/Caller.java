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
        boolean isEither = right == Right.TRAY && (rights.contains(Right.CARE) || rights.contains(Right.DEVICES));
        return right == Right.LOOK || isEither || rights.contains(right);
    }
}
