package org.wardline.buffer;

import java.io.IOException;

/** The store failed and is closed; {@link SealedLog#reopen} finds all that was committed. */
public final class LogBroken extends IOException {
    LogBroken(String tried, Throwable cause) {
        super(tried, cause);
    }

    LogBroken(String tried) {
        super(tried);
    }
}
