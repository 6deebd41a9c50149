package org.wardline.app;

import java.io.IOException;
import java.util.List;
import org.wardline.buffer.SealedLog;
import org.wardline.vitals.log.Numbered;
import org.wardline.vitals.log.ReadingEntry;

/** Finds a place in the log by when it was received; the log is in order of receipt. */
final class LogSearch {
    private static final int CHUNK = 500;

    private LogSearch() {}

    /** The number of the first entry that may have been received from then on; one more than the last where none was. */
    static long firstAt(SealedLog log, long wallMs, long last) throws IOException {
        long low = log.firstNumber();
        long high = last + 1;
        while (wallMs != Long.MIN_VALUE && low < high) {
            long middle = (low + high) >>> 1;
            if (receivedAt(log, middle, high) < wallMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** When the first reading from a number on was received; before all time where there is none up to the end. */
    static long receivedAt(SealedLog log, long number, long end) throws IOException {
        List<Numbered> chunk = log.read(number, (int) Math.min(CHUNK, Math.max(0, end - number)));
        for (Numbered numbered : chunk) {
            if (numbered.entry() instanceof ReadingEntry entry) {
                return entry.reading().receivedAtMs();
            }
        }
        return Long.MIN_VALUE;
    }
}
