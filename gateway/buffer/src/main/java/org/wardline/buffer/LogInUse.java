package org.wardline.buffer;

import java.io.IOException;

/** Another process has the store open. */
public final class LogInUse extends IOException {
    LogInUse(String why) {
        super(why);
    }
}
