package org.wardline.app.station;

import java.util.Set;

/**
 * Who acts at a station.
 *
 * @param who the name that acts are stored under and that others read
 * @param rights what they may do
 * @param account the name they signed in with, for the audit trail
 * @param role as the audit trail writes it; empty for nobody
 * @param beds whose patients they may act on; empty: all
 * @param isKeptFromNames whether names of patients are nothing to them
 */
public record Caller(
        String who, Set<Right> rights, String account, String role, Set<String> beds, boolean isKeptFromNames) {
    /** A screen that nobody has signed in at. */
    static final Caller NOBODY = new Caller("", Set.of());

    public Caller {
        rights = Set.copyOf(rights);
        beds = Set.copyOf(beds);
    }

    /** Somebody without an account, on every bed. */
    public Caller(String who, Set<Right> rights) {
        this(who, rights, who, "", Set.of(), false);
    }

    /** May do what is asked. */
    public boolean may(Right right) {
        boolean isEither = right == Right.TRAY && (rights.contains(Right.CARE) || rights.contains(Right.DEVICES));
        boolean isOwn = right == Right.SELF && !role.isEmpty();
        return right == Right.LOOK || isEither || isOwn || rights.contains(right);
    }
}
