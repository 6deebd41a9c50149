package org.wardline.core.alarm;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.Entries.Entry;
import org.wardline.core.alarm.Entries.Observed;
import org.wardline.core.news2.News2Number;
import org.wardline.core.news2.News2Tally;
import org.wardline.core.news2.Part;

/**
 * NEWS2 from what devices give and people enter: a partial set raises what is certain and ends nothing that is possible
 * (section 8; thresholds: Royal College of Physicians, NEWS2, London 2017, chart 2).
 */
final class News2Fact implements Fact {
    static final String KIND = "news2.score";

    private static final int URGENT = 5;
    private static final int EMERGENCY = 7;

    private static final Map<String, Long> DEVICE_AGE_MS = Map.of(
            "resp_rate", 5 * Durations.MINUTE,
            "spo2", 5 * Durations.MINUTE,
            "pulse_rate_spo2", 5 * Durations.MINUTE,
            "heart_rate", 5 * Durations.MINUTE,
            "nibp_sys", 6 * Durations.HOUR,
            "temp", 6 * Durations.HOUR);

    private final Stay stay;
    private final Witnesses respRate;
    private final Witnesses spo2;
    private final Witnesses nibpSys;
    private final Witnesses pulse;
    private final Witnesses heartRate;
    private final Witnesses temp;
    private @Nullable Condition score;
    private @Nullable Condition overdue;
    private final Map<Witnesses, Part> parts;
    private final News2Tally tally = new News2Tally();
    private final News2Number number = new News2Number();

    /** The last complete total, and whether a part of it was 3; negative: there was none. */
    int lastTotal = -1;

    boolean hadThree;

    News2Fact(Stay stay) {
        this.stay = stay;
        respRate = stay.witnesses("resp_rate");
        spo2 = stay.witnesses("spo2");
        nibpSys = stay.witnesses("nibp_sys");
        pulse = stay.witnesses("pulse_rate_spo2");
        heartRate = stay.witnesses("heart_rate");
        temp = stay.witnesses("temp");
        parts = Map.of(
                respRate,
                Part.RR,
                spo2,
                Part.SPO2,
                nibpSys,
                Part.SBP,
                pulse,
                Part.PULSE,
                heartRate,
                Part.PULSE,
                temp,
                Part.TEMP);
    }

    /** How long a device's value of a sign counts; 0: it is no part of NEWS2. */
    static long ageMs(String sign) {
        return DEVICE_AGE_MS.getOrDefault(sign, 0L);
    }

    void judgedBy(Condition ownScore, Condition ownOverdue) {
        score = ownScore;
        overdue = ownOverdue;
        for (Witnesses witnesses : new Witnesses[] {respRate, spo2, nibpSys, pulse, heartRate, temp}) {
            witnesses.judges.add(ownScore);
            witnesses.judges.add(ownOverdue); // after the score: it goes by the total
        }
    }

    /** The parts as they are at a time. */
    News2Tally tally(long nowMs) {
        tally.clear(stay.news2Scale);
        Entry oxygen = stay.entries.young(Observed.O2_SUPPLEMENTAL, nowMs);
        if (oxygen != null) {
            tally.oxygen(Boolean.TRUE.equals(oxygen.value()));
        }
        Entry consciousness = stay.entries.young(Observed.CONSCIOUSNESS_ACVPU, nowMs);
        if (consciousness != null) {
            tally.consciousness("A".equals(consciousness.value()));
        }
        number(Part.RR, respRate, Observed.RESP_RATE, nowMs);
        number(Part.SPO2, spo2, Observed.SPO2, nowMs);
        number(Part.SBP, nibpSys, Observed.NIBP_SYS, nowMs);
        number(Part.PULSE, pulse, Observed.PULSE_RATE_SPO2, nowMs);
        if (!tally.isKnown(Part.PULSE)) {
            number(Part.PULSE, heartRate, Observed.HEART_RATE, nowMs);
        }
        number(Part.TEMP, temp, Observed.TEMP, nowMs);
        return tally;
    }

    /** The newer of the first linked device's young value and the young entry; the entry when equal. */
    private void number(Part part, Witnesses witnesses, Observed observed, long nowMs) {
        Entry entry = stay.entries.young(observed, nowMs);
        Witness device = firstYoung(witnesses, nowMs);
        if (entry != null && (device == null || entry.atMs() >= device.atMs)) {
            tally.number(part, number.set(entry.number(), entry.beside()));
        } else if (device != null) {
            tally.number(part, number.set(device.value, device.exact));
        }
    }

    private static @Nullable Witness firstYoung(Witnesses witnesses, long nowMs) {
        for (int at = 0; at < witnesses.list.size(); at++) {
            Witness witness = witnesses.list.get(at);
            if (witness.hasValue && nowMs - witness.atMs < witnesses.news2AgeMs) {
                return witness;
            }
        }
        return null;
    }

    /** Whether the next value of a witness will count as this one does: no entry stands before it. */
    boolean isSteady(Witness witness) {
        Observed observed = Observed.find(witness.sign).orElse(null);
        Entry entry = observed == null ? null : stay.entries.young(observed, witness.atMs);
        return stay.news2Scale == 0 || entry == null || entry.atMs() < witness.atMs;
    }

    /** Sets the band in which a witness scores the points it scores now. */
    void band(Witness witness) {
        Part part = stay.news2Scale == 0 ? null : parts.get(witness.of);
        witness.news2Low = part == null ? Double.NEGATIVE_INFINITY : part.bandFrom(witness.value, stay.news2Scale);
        double end = part == null ? Double.POSITIVE_INFINITY : part.bandTo(witness.value, stay.news2Scale);
        witness.news2High = Math.nextDown(end);
    }

    /** Puts the score, and what goes by it, on the list of those to judge. */
    void mark(Floor floor) {
        if (score != null && overdue != null) {
            floor.mark(score);
            floor.mark(overdue);
        }
    }

    @Override
    public String type() {
        return "physiological";
    }

    @Override
    public void judge(Condition condition, Moment moment) {
        if (stay.news2Scale == 0) {
            condition.gone("unlinked", moment);
            return;
        }
        News2Tally now = tally(moment.nowMs);
        int least = now.least();
        int most = now.most();
        if (least == most) {
            lastTotal = least;
            hadThree = now.hasThree();
        }
        Raw single = now.hasThree() ? Raw.BEYOND : now.canHaveThree() ? Raw.BETWEEN : Raw.BACK;
        condition.say(Priorities.LOW, single, moment);
        condition.say(Priorities.MEDIUM, place(least, most, URGENT), moment);
        condition.say(Priorities.HIGH, place(least, most, EMERGENCY), moment);
    }

    private static Raw place(int least, int most, int threshold) {
        if (least >= threshold) {
            return Raw.BEYOND;
        }
        return most < threshold ? Raw.BACK : Raw.BETWEEN;
    }

    @Override
    public Map<String, Object> cause(int level, Moment moment) {
        Map<String, Object> news2 = new LinkedHashMap<>();
        news2.put("least", (long) tally.least());
        news2.put("most", (long) tally.most());
        news2.put("missing", tally.missing());
        return Map.of("news2", news2);
    }

    void carry(Snapshot snapshot) {
        lastTotal = snapshot.count(lastTotal);
        hadThree = snapshot.flag(hadThree);
    }
}
