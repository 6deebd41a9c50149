package org.wardline.buffer;

import java.io.IOException;
import java.time.LocalDate;

/** Writes epoch milliseconds as RFC 3339 in UTC with milliseconds, a day's date formatted once. Not for use by two threads. */
final class Rfc3339 {
    private static final long DAY_MS = 86_400_000;
    private static final int TIME_CHARS = 14; // Thh:mm:ss.mmmZ

    private final char[] time = new char[TIME_CHARS];
    private long day = Long.MIN_VALUE;
    private String date = "";

    void write(long epochMs, Appendable out) throws IOException {
        long dayNow = Math.floorDiv(epochMs, DAY_MS);
        if (dayNow != day) {
            day = dayNow;
            date = LocalDate.ofEpochDay(dayNow).toString();
        }
        int ms = (int) Math.floorMod(epochMs, DAY_MS);
        time[0] = 'T';
        two(1, ms / 3_600_000, ':');
        two(4, ms / 60_000 % 60, ':');
        two(7, ms / 1000 % 60, '.');
        int fraction = ms % 1000;
        time[10] = (char) ('0' + fraction / 100);
        time[11] = (char) ('0' + fraction / 10 % 10);
        time[12] = (char) ('0' + fraction % 10);
        time[13] = 'Z';
        out.append(date).append(java.nio.CharBuffer.wrap(time));
    }

    private void two(int at, int value, char behind) {
        time[at] = (char) ('0' + value / 10);
        time[at + 1] = (char) ('0' + value % 10);
        time[at + 2] = behind;
    }
}
