package org.wardline.app.history;

import java.io.IOException;
import java.util.OptionalLong;
import org.wardline.buffer.SealedLog;
import org.wardline.vitals.log.Numbered;

/** Finds a time in the log, which is in the order of receipt. */
public final class LogSearch {
    private static final int CHUNK = 500;

    private LogSearch() {}

    /** The number of the first entry that may have come at this time or later; {@link Long#MIN_VALUE} is the first of all. */
    public static long firstAt(SealedLog log, long wallMs) throws IOException {
        long low = log.firstNumber();
        long end = log.lastNumber() + 1;
        long high = end;
        while (wallMs != Long.MIN_VALUE && low < high) {
            long middle = (low + high) >>> 1;
            if (cameAt(log, middle, end) < wallMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** When the oldest entry that is still kept came; {@link Long#MAX_VALUE} where none says so. */
    public static long oldestMs(SealedLog log) throws IOException {
        return cameAt(log, log.firstNumber(), log.lastNumber() + 1);
    }

    /** When the first entry from a number on came that says so; late where none soon does: then more is looked at, not less. */
    private static long cameAt(SealedLog log, long number, long end) throws IOException {
        for (Numbered numbered : log.read(number, (int) Math.min(CHUNK, end - number))) {
            OptionalLong said = AxisReader.said(numbered.entry());
            if (said.isPresent()) {
                return said.getAsLong();
            }
        }
        return Long.MAX_VALUE;
    }
}
