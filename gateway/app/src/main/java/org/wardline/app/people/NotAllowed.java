package org.wardline.app.people;

/** A change of accounts that cannot be; the message says why, for the administrator, and holds no secret. */
public final class NotAllowed extends Exception {
    private static final long serialVersionUID = 1;

    NotAllowed(String why) {
        super(why);
    }
}
