package org.wardline.buffer;

import java.io.IOException;

/** Stored bytes are not what was sealed there. They are given to nobody. */
public final class NotOpened extends IOException {
    NotOpened(String what, Throwable cause) {
        super(what, cause);
    }

    NotOpened(String what) {
        super(what);
    }
}
