package org.wardline.buffer;

import java.io.IOException;

/** Keys are missing, unsafe or do not fit; the message says what to do and holds no secret. */
public final class KeyRefused extends IOException {
    KeyRefused(String why) {
        super(why);
    }

    KeyRefused(String why, Throwable cause) {
        super(why, cause);
    }
}
