package org.wardline.app.records;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.ReadingEntry;

/** When there were data of each bed, and why not. */
final class DataBook {
    /** No value for longer is a gap (an engineering default: four of the alarm engine's 15 s after which a value is stale). */
    static final long GAP_MS = 60_000;
    /** A bed is monitored while its devices give data at least so often (an engineering default). */
    static final long MONITORED_MS = 300_000;

    /** The signs that a ward looks at all the time: only of these a gap is told by itself. */
    private static final List<VitalSign> WATCHED = List.of(VitalSign.HEART_RATE, VitalSign.SPO2, VitalSign.RESP_RATE);

    private final Map<String, Bed> beds = new LinkedHashMap<>();
    private final List<Period> stood = new ArrayList<>();

    /** What came from one bed. */
    private static final class Bed {
        final Coverage readings = new Coverage(GAP_MS);
        final Coverage monitored = new Coverage(MONITORED_MS);
        final Map<VitalSign, Sign> signs = new HashMap<>();
    }

    /** What came of one sign: values, or attempts with what was wrong. */
    private static final class Sign {
        final Coverage values = new Coverage(GAP_MS);
        final Map<Quality, Coverage> troubles = new EnumMap<>(Quality.class);

        /** Whether it comes all the time, rather than now and then. */
        boolean isContinuous(Period when) {
            return values.sharedMs(when) >= GAP_MS
                    || troubles.values().stream().anyMatch(trouble -> trouble.sharedMs(when) >= GAP_MS);
        }

        String causeOf(Period gap) {
            String cause = "missing";
            long mostMs = -1;
            for (Map.Entry<Quality, Coverage> trouble : troubles.entrySet()) {
                long sharedMs = trouble.getValue().sharedMs(gap);
                if (trouble.getValue().isIn(gap) && sharedMs > mostMs) {
                    cause = trouble.getKey().wireName();
                    mostMs = sharedMs;
                }
            }
            return cause;
        }
    }

    void measured(String at, ReadingEntry entry) {
        Bed bed = beds.computeIfAbsent(at, _ -> new Bed());
        long wallMs = Math.min(entry.measuredAtMs(), entry.reading().receivedAtMs()); // a stamp ahead counts as now
        bed.readings.add(wallMs);
        bed.monitored.add(wallMs);
        for (Measurement measurement : entry.reading().values()) {
            if (!WATCHED.contains(measurement.sign())) {
                continue;
            }
            Sign sign = bed.signs.computeIfAbsent(measurement.sign(), _ -> new Sign());
            if (measurement.hasValue() && measurement.quality().isUsable()) {
                sign.values.add(wallMs);
            } else {
                sign.troubles
                        .computeIfAbsent(measurement.quality(), _ -> new Coverage(GAP_MS))
                        .add(wallMs);
            }
        }
    }

    /** The gateway did not run. */
    void stood(Period period) {
        stood.add(period);
    }

    void forget(long beforeMs) {
        stood.removeIf(period -> period.toMs() < beforeMs);
        for (Bed bed : beds.values()) {
            bed.readings.forget(beforeMs);
            bed.monitored.forget(beforeMs);
            for (Sign sign : bed.signs.values()) {
                sign.values.forget(beforeMs);
                sign.troubles.values().forEach(trouble -> trouble.forget(beforeMs));
            }
        }
    }

    /** How long each bed was monitored within a time. */
    Map<String, Long> monitoredMs(Period when) {
        Map<String, Long> monitored = new HashMap<>();
        beds.forEach((at, bed) -> monitored.put(at, bed.monitored.sharedMs(when)));
        return monitored;
    }

    /**
     * Where patients were without data: of all signs, or of one while others came.
     *
     * @param absences when they were off the ward
     */
    List<Told.Gap> gaps(List<Presence> presences, List<Presence> absences, Period when) {
        List<Told.Gap> gaps = new ArrayList<>();
        for (Presence presence : presences) {
            if (presence.when().meets(when)) {
                List<Period> away = absences.stream()
                        .filter(absence -> absence.stay().equals(presence.stay()))
                        .map(Presence::when)
                        .toList();
                gaps(presence, away, presence.when().within(when), gaps);
            }
        }
        return gaps;
    }

    private void gaps(Presence presence, List<Period> away, Period when, List<Told.Gap> out) {
        Bed bed = beds.getOrDefault(presence.bed(), new Bed());
        List<Period> whole = bed.readings.gaps(when);
        for (Period gap : whole) {
            out.add(new Told.Gap(presence.stay(), presence.bed(), "", gap, causeOf(gap, away, bed)));
        }
        for (VitalSign sign : WATCHED) {
            Sign heard = bed.signs.get(sign);
            if (heard == null || !heard.isContinuous(when)) {
                continue;
            }
            for (Period gap : heard.values.gaps(when)) {
                long toldMs = whole.stream().mapToLong(gap::sharedMs).sum();
                if (gap.lengthMs() - toldMs > GAP_MS) {
                    String cause = heard.causeOf(gap);
                    out.add(new Told.Gap(presence.stay(), presence.bed(), sign.name(), gap, cause));
                }
            }
        }
    }

    /** What lasted longer in it, where there are two. */
    private String causeOf(Period gap, List<Period> away, Bed bed) {
        long awayMs = away.stream().mapToLong(gap::sharedMs).sum();
        long stoodMs = stood.stream().mapToLong(gap::sharedMs).sum();
        if (awayMs > 0 || stoodMs > 0) {
            return awayMs >= stoodMs ? "standby" : "gateway";
        }
        return bed.readings.isEmpty() ? "never" : "silent";
    }
}
