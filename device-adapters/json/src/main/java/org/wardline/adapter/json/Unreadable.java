package org.wardline.adapter.json;

import java.io.IOException;
import org.wardline.vitals.adapter.Reason;

/** An object that gives nothing as a whole; never leaves {@link ElementReader}, which turns it into an outcome. */
final class Unreadable extends IOException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    Unreadable(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    @Override
    public Throwable fillInStackTrace() {
        return this; // an outcome, not a fault: bad messages must stay cheap
    }
}
