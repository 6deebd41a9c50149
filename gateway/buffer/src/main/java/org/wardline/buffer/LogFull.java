package org.wardline.buffer;

import java.io.IOException;

/** There is no room for more without giving up what has not been handed over, and that is never given up. */
public final class LogFull extends IOException {
    LogFull(String why) {
        super(why);
    }
}
