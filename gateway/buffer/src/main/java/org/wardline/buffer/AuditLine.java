package org.wardline.buffer;

/**
 * One thing that somebody did or tried. Names accounts, beds, alarms and devices, never patients.
 *
 * @param number from 1 without a gap; 0 before it was written
 * @param wallMs epoch milliseconds by the gateway's clock
 * @param clock what that clock was worth: {@code unset}, {@code synced}, {@code stepped}
 * @param who the account; empty for nobody
 * @param role empty for nobody
 * @param station the screen, or what else somebody acted from
 * @param act what was asked for
 * @param subject what it was about
 * @param old what was so before, where that is known
 * @param now what is so since
 * @param result what came of it
 */
public record AuditLine(
        long number,
        long wallMs,
        String clock,
        String who,
        String role,
        String station,
        String act,
        String subject,
        String old,
        String now,
        String result) {
    /** Characters of any text; what is longer is cut. */
    public static final int MAX_TEXT = 300;

    /** Bytes that it can take at most: nine texts of three bytes a character, their lengths, two numbers. */
    static final int MAX_BYTES = 9 * (3 * MAX_TEXT + 2) + 20;

    public AuditLine {
        clock = cut(clock);
        who = cut(who);
        role = cut(role);
        station = cut(station);
        act = cut(act);
        subject = cut(subject);
        old = cut(old);
        now = cut(now);
        result = cut(result);
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    AuditLine numbered(long its) {
        return new AuditLine(its, wallMs, clock, who, role, station, act, subject, old, now, result);
    }

    byte[] bytes() {
        Sink out = new Sink(256);
        out.varint(number);
        out.signed(wallMs);
        return out.text(clock)
                .text(who)
                .text(role)
                .text(station)
                .text(act)
                .text(subject)
                .text(old)
                .text(now)
                .text(result)
                .toBytes();
    }

    static AuditLine of(byte[] bytes) {
        Source in = new Source(bytes);
        return new AuditLine(
                in.varint(),
                in.signed(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.text());
    }
}
