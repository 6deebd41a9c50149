package org.wardline.adapter.json;

import java.time.LocalDate;

/**
 * Times on the wire to epoch milliseconds, without an object on the way.
 *
 * <pre>
 *   2026-11-22T04:18:31.123Z      4 digits - 2 - 2 T 2 : 2 : 2, then perhaps . and 1 to 9 digits, then Z or ±hh:mm
 * </pre>
 *
 * <p>RFC 3339, section 5.6: T and Z may be small. Digits past the millisecond are cut. Second 60 is read only where UTC has
 * leap seconds (23:59 of a month's last day, section 5.7) and becomes the second after it, as POSIX counts.
 */
final class WireTime {
    /** What no time is; stands for one that cannot be read. */
    static final long UNREADABLE = Long.MIN_VALUE;

    private static final long LAST_MS = 253_402_300_799_999L; // 9999-12-31T23:59:59.999Z
    private static final int SECONDS_OF_A_DAY = 86_400;
    private static final int DATE_LENGTH = 10;
    private static final int SHORTEST = "2026-11-22T04:18:31Z".length();
    private static final int MAX_FRACTION_DIGITS = 9;

    private WireTime() {}

    /** An integer of the wire: epoch milliseconds from 1970 to 9999, else {@link #UNREADABLE}. */
    static long ofEpochMs(long ms) {
        return ms >= 0 && ms <= LAST_MS ? ms : UNREADABLE;
    }

    /** The text in these bytes, or {@link #UNREADABLE}. */
    static long parse(byte[] bytes, int from, int to) {
        if (to - from < SHORTEST || !isShaped(bytes, from)) {
            return UNREADABLE;
        }
        int year = digits(bytes, from, 4);
        int month = digits(bytes, from + 5, 2);
        int day = digits(bytes, from + 8, 2);
        int hour = digits(bytes, from + 11, 2);
        int minute = digits(bytes, from + 14, 2);
        int second = digits(bytes, from + 17, 2);
        if ((year | month | day | hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 60) {
            return UNREADABLE;
        }
        if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
            return UNREADABLE;
        }
        int zoneAt = from + SHORTEST - 1;
        int fractionMs = 0;
        if (bytes[zoneAt] == '.') {
            int end = digitsEnd(bytes, zoneAt + 1, to);
            fractionMs = fractionMs(bytes, zoneAt + 1, end);
            zoneAt = end;
        }
        long offsetSeconds = offsetSeconds(bytes, zoneAt, to);
        if (fractionMs < 0 || offsetSeconds == UNREADABLE) {
            return UNREADABLE;
        }
        long utcSecond = daysFromEpoch(year, month, day) * SECONDS_OF_A_DAY
                + (hour * 3600L + minute * 60L + second)
                - offsetSeconds;
        if (second == 60 && !isAfterLastSecondOfAMonth(utcSecond)) {
            return UNREADABLE;
        }
        return ofEpochMs(utcSecond * 1000 + fractionMs);
    }

    private static boolean isShaped(byte[] bytes, int from) {
        return bytes[from + 4] == '-'
                && bytes[from + 7] == '-'
                && (bytes[from + DATE_LENGTH] | 0x20) == 't'
                && bytes[from + 13] == ':'
                && bytes[from + 16] == ':';
    }

    /** That many decimal digits as a number, negative where one is none. */
    private static int digits(byte[] bytes, int from, int count) {
        int value = 0;
        for (int at = from; at < from + count; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int digitsEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    private static int fractionMs(byte[] bytes, int from, int end) {
        if (end == from || end - from > MAX_FRACTION_DIGITS) {
            return -1;
        }
        int ms = 0;
        for (int at = from; at < from + 3; at++) {
            ms = ms * 10 + (at < end ? bytes[at] - '0' : 0);
        }
        return ms;
    }

    private static long offsetSeconds(byte[] bytes, int at, int to) {
        if (to - at == 1) {
            return (bytes[at] | 0x20) == 'z' ? 0 : UNREADABLE;
        }
        if (to - at != 6 || (bytes[at] != '+' && bytes[at] != '-') || bytes[at + 3] != ':') {
            return UNREADABLE;
        }
        int hour = digits(bytes, at + 1, 2);
        int minute = digits(bytes, at + 4, 2);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return UNREADABLE;
        }
        long seconds = hour * 3600L + minute * 60L;
        return bytes[at] == '-' ? -seconds : seconds;
    }

    private static int daysOf(int year, int month) {
        return switch (month) {
            case 2 -> (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** Days since 1970-01-01 of the proleptic Gregorian calendar, years counted from March so that February is last. */
    private static long daysFromEpoch(int year, int month, int day) {
        long fromMarch = month > 2 ? year : year - 1L;
        long era = Math.floorDiv(fromMarch, 400L);
        long yearOfEra = fromMarch - era * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }

    private static boolean isAfterLastSecondOfAMonth(long utcSecond) {
        if (Math.floorMod(utcSecond, (long) SECONDS_OF_A_DAY) != 0) {
            return false;
        }
        return LocalDate.ofEpochDay(Math.floorDiv(utcSecond, (long) SECONDS_OF_A_DAY))
                        .getDayOfMonth()
                == 1;
    }
}
