package org.wardline.app.station;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.wardline.app.history.Minute;
import org.wardline.vitals.log.NoteEntry;

/**
 * The eight hours of a demo patient that lead to an oxygen saturation of 79: dips that somebody took, a probe that was off, more
 * oxygen, a score that climbs. Of a quiet patient, the same hours without all that. Seeded by the bed.
 */
final class DemoNight {
    private static final long MINUTE_MS = 60_000;
    private static final int MINUTES = 480;
    private static final int[] DIPS = {95, 175, 215, 315, 355};
    private static final int OFF_FROM = 120;
    private static final int OFF_TO = 140;
    private static final int MORE_OXYGEN = 336;
    private static final String STAY = "s07";

    private final long nowMs;
    private final boolean isBad;
    private final Random random;

    DemoNight(String bed, long nowMs) {
        this.nowMs = nowMs / MINUTE_MS * MINUTE_MS;
        this.isBad = bed.equals("07");
        this.random = new Random(bed.hashCode());
    }

    private long at(int minute) {
        return nowMs - (MINUTES - minute) * MINUTE_MS;
    }

    Map<String, List<Minute>> signs() {
        Map<String, List<Minute>> signs = new LinkedHashMap<>();
        double heart = 0;
        double oxygen = 0;
        double breath = 0;
        for (int minute = 0; minute <= MINUTES; minute++) {
            heart = wander(heart, 3);
            oxygen = wander(oxygen, 0.8);
            breath = wander(breath, 1.2);
            double late = isBad ? Math.max(0, (minute - 300) / 180.0) : 0;
            put(signs, "heart_rate", minute, 86 + heart + 32 * late, 2);
            put(signs, "resp_rate", minute, 17 + breath + 11 * late, 1);
            if (!isBad || minute < OFF_FROM || minute >= OFF_TO) {
                put(signs, "spo2", minute, saturation(minute, 96 + oxygen - 4 * late), 1);
            }
            if (minute % 60 == 16) {
                put(signs, "nibp_sys", minute, 124 - 28 * late, 0);
                put(signs, "nibp_dia", minute, 72 - 18 * late, 0);
            }
        }
        return signs;
    }

    private double saturation(int minute, double usual) {
        if (isBad && minute > MINUTES - 9) {
            return usual - (minute - MINUTES + 9) * 1.6;
        }
        for (int dip : DIPS) {
            double near = Math.abs(minute - dip);
            if (isBad && near < 9) {
                return Math.min(usual, 87 + near);
            }
        }
        return Math.min(100, usual);
    }

    private double wander(double before, double width) {
        return before * 0.95 + (random.nextDouble() - 0.5) * width;
    }

    private void put(Map<String, List<Minute>> signs, String sign, int minute, double value, double around) {
        double median = Math.rint(value);
        signs.computeIfAbsent(sign, _ -> new ArrayList<>())
                .add(new Minute(at(minute), median - around, median, median + around, 60));
    }

    /** What was said and done, in order. */
    List<NoteEntry> notes() {
        List<NoteEntry> notes = new ArrayList<>();
        if (!isBad) {
            return notes;
        }
        int episode = 1; // the first is the one that stands
        for (int dip : DIPS) {
            episode++;
            String alarm = "\"alarm\":\"" + STAY + ":spo2.low:" + episode + "\",\"bed\":\"07\",\"priority\":\"medium\"";
            said(
                    notes,
                    dip - 4,
                    "raised",
                    alarm + ",\"v\":1,\"state\":\"active\",\"type\":\"physiological\"," + "\"values\":{\"spo2\":"
                            + (86 + episode % 3) + "},\"limits\":{\"spo2\":90}");
            said(
                    notes,
                    dip - 3,
                    "acknowledged",
                    alarm + ",\"v\":2,\"state\":\"acked\",\"by\":\"Li W.\",\"station\":\"s\"");
            said(notes, dip + 5, "ended", alarm + ",\"v\":3,\"state\":\"over\",\"why\":\"clear\"");
        }
        String off = "\"alarm\":\"" + STAY + ":spo2.signal:1\",\"bed\":\"07\",\"priority\":\"low\"";
        said(notes, OFF_FROM, "raised", off + ",\"v\":1,\"state\":\"active\",\"type\":\"technical\",\"why\":\"off\"");
        said(notes, OFF_TO, "ended", off + ",\"v\":2,\"state\":\"over\",\"why\":\"clear\"");
        int[][] seen = {{16, 18, 95, 2, 124, 88, 372}, {136, 18, 95, 2, 120, 90, 372}, {256, 20, 94, 2, 118, 88, 374}};
        for (int[] one : seen) {
            observed(notes, one, "Sun J.");
        }
        done(
                notes,
                MORE_OXYGEN,
                "noted",
                "\"about\":\"note\",\"who\":\"Dr Lee\",\"station\":\"s\",\"words\":{\"text\":\"O₂ 4 L/min\"}");
        observed(notes, new int[] {376, 22, 93, 4, 114, 94, 374}, "Li W.");
        done(
                notes,
                380,
                "noted",
                "\"about\":\"task\",\"who\":\"Li W.\",\"station\":\"s\",\"words\":{\"text\":\"Doctor called, no answer noted\"}");
        observed(notes, new int[] {455, 24, 92, 4, 102, 104, 376}, "Li W.");
        done(
                notes,
                456,
                "noted",
                "\"about\":\"note\",\"who\":\"Li W.\",\"station\":\"s\",\"words\":{\"text\":\"Sat up, coughing, mask changed\"}");
        done(
                notes,
                457,
                "noted",
                "\"about\":\"task\",\"who\":\"Li W.\",\"station\":\"s\",\"words\":{\"text\":\"Repeat blood pressure\",\"dueMs\":"
                        + (nowMs + 6 * MINUTE_MS) + "}");
        notes.sort((one, other) -> Long.compare(one.atMs(), other.atMs()));
        return notes;
    }

    private void observed(List<NoteEntry> notes, int[] seen, String who) {
        done(
                notes,
                seen[0],
                "observationEntered",
                String.format(
                        Locale.ROOT,
                        "\"who\":\"%s\",\"values\":{\"resp_rate\":%d,\"spo2\":%d,\"o2_supplemental\":true,\"o2_flow\":%d,\"nibp_sys\":%d,"
                                + "\"heart_rate\":%d,\"consciousness_acvpu\":\"A\",\"temp\":%.1f}",
                        who,
                        seen[1],
                        seen[2],
                        seen[3],
                        seen[4],
                        seen[5],
                        seen[6] / 10.0));
    }

    private void said(List<NoteEntry> notes, int minute, String change, String fields) {
        notes.add(new NoteEntry(
                at(minute),
                NoteEntry.Kind.CHANGE,
                "{\"t\":" + at(minute) + ",\"change\":\"" + change + "\"," + fields + "}"));
    }

    private void done(List<NoteEntry> notes, int minute, String event, String fields) {
        notes.add(new NoteEntry(
                at(minute),
                NoteEntry.Kind.EVENT,
                "{\"t\":" + at(minute) + ",\"event\":\"" + event + "\",\"stay\":\"" + STAY + "\"," + fields + "}"));
    }
}
