package org.wardline.app.station;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.wardline.core.WardView;
import org.wardline.core.alarm.Standing;
import org.wardline.vitals.BedId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * A ward that stands still, with beds in the states of the design's mocks, so that pictures can be compared; alarms can be added,
 * taken and ended as at a real one. Time is given.
 */
final class DemoWard implements Acts {
    private static final List<String> NAMES = List.of(
            "Okafor J.",
            "Lindqvist A.",
            "Rahman S.",
            "Novak P.",
            "",
            "Haddad L.",
            "Chen M.",
            "Dubois C.",
            "Silva R.",
            "Kim D.",
            "Petrova E.",
            "Mbeki T.",
            "Aydin H.",
            "Moreau F.",
            "Tanaka Y.",
            "Osei K.",
            "Nguyen T.",
            "Weber H.",
            "Costa B.",
            "Ibrahim N.",
            "Larsen O.",
            "Popescu I.",
            "Sato M.",
            "Garcia E.",
            "Ahmed R.",
            "Kowalski Z.",
            "Diaz V.",
            "Eriksen L.",
            "Banerjee P.",
            "Rossi G.");

    private final int beds;
    private final boolean isQuiet;
    private final long startMs;
    private final Map<String, WardView.Alarm> alarms = new HashMap<>();
    private final Map<String, String> bedOf = new HashMap<>();
    final List<String> heard = new ArrayList<>();
    private UnaryOperator<String> label = UnaryOperator.identity();
    private final List<WardView.Alarm> shared = new ArrayList<>();
    private List<String> notices = List.of();
    private WardView.Flood flood = WardView.Flood.NONE;

    DemoWard(int beds, boolean isQuiet, long startMs) {
        this.beds = beds;
        this.isQuiet = isQuiet;
        this.startMs = startMs;
        if (!isQuiet) {
            raise("03", "heart_rate.high", AlarmPriority.MEDIUM, "HR high", "HR 128 > 120", 54);
            technical("04", "spo2.signal", AlarmPriority.LOW, "SpO2 probe off", 380);
            raise("07", "spo2.low", AlarmPriority.HIGH, "SpO2 low", "SpO2 79 < 80", 42);
            raise("08", "resp_rate.high", AlarmPriority.MEDIUM, "RR high", "RR 31 > 30", 302);
            take("s08:resp_rate.high:1", "Li W.");
            raise("10", "temp.high", AlarmPriority.LOW, "T high", "T 39.2 > 39.0", 185);
            technical("11", "m-11.silent", AlarmPriority.MEDIUM, "Device silent", 192);
            put(
                    "12",
                    new WardView.Alarm(
                            "s12:anomaly.model:1",
                            1,
                            "active",
                            AlarmPriority.LOW,
                            "model",
                            "unusual",
                            "",
                            90_000,
                            "",
                            "RR unlike this patient's last hours (1 in 300); HR and RR are unlike each other's usual (1 in 1000 or rarer)",
                            List.of(),
                            0,
                            Optional.empty()));
        }
    }

    /** Too many alarms in a while. */
    synchronized void flood(boolean isWard, String... flooded) {
        flood = new WardView.Flood(isWard, Stream.of(flooded).map(BedId::new).toList());
    }

    /** An access point and probes at once, and a patient who breaks three limits. */
    synchronized void floodOfAlarms() {
        flood(true);
        fault("ap1", List.of("01", "02", "06"));
        for (String bed : List.of("01", "02")) {
            technical(bed, "m-" + bed + ".silent", AlarmPriority.MEDIUM, "Device silent", 31);
        }
        for (String bed : List.of("09", "10", "12")) {
            technical(bed, "spo2.signal", AlarmPriority.LOW, "SpO2 probe off", 20);
        }
        raise("07", "heart_rate.high", AlarmPriority.MEDIUM, "HR high", "HR 128 > 120", 25);
        raise("07", "resp_rate.high", AlarmPriority.MEDIUM, "RR high", "RR 31 > 30", 22);
    }

    synchronized void notices(List<String> others) {
        notices = List.copyOf(others);
    }

    /** What beds are called. */
    synchronized void labels(UnaryOperator<String> other) {
        label = other;
    }

    /** What devices of several beds hang on is at fault. */
    synchronized void fault(String part, List<String> behind) {
        shared.add(new WardView.Alarm(
                "gateway:" + part + ".fault:1",
                1,
                "active",
                AlarmPriority.HIGH,
                "technical",
                part + " fault",
                "",
                30_000,
                "",
                "",
                behind,
                0,
                Optional.empty()));
    }

    synchronized void raise(String bed, String kind, AlarmPriority priority, String text, String value, long ageS) {
        put(
                bed,
                new WardView.Alarm(
                        "s" + bed + ":" + kind + ":1",
                        1,
                        "active",
                        priority,
                        "physiological",
                        text,
                        value,
                        ageS * 1000,
                        "",
                        "",
                        List.of(),
                        0,
                        Optional.empty()));
    }

    private void technical(String bed, String kind, AlarmPriority priority, String text, long ageS) {
        put(
                bed,
                new WardView.Alarm(
                        "s" + bed + ":" + kind + ":1",
                        1,
                        "active",
                        priority,
                        "technical",
                        text,
                        "",
                        ageS * 1000,
                        "",
                        "",
                        List.of(),
                        0,
                        Optional.empty()));
    }

    private void put(String bed, WardView.Alarm alarm) {
        alarms.put(alarm.name(), alarm);
        bedOf.put(alarm.name(), bed);
    }

    synchronized void end(String name) {
        alarms.remove(name);
    }

    /** The same alarm rises again: an acknowledgement of the old version must not take it. */
    synchronized void rise(String name) {
        alarms.computeIfPresent(
                name,
                (_, a) -> new WardView.Alarm(
                        a.name(),
                        a.version() + 1,
                        "active",
                        a.priority(),
                        a.type(),
                        a.text(),
                        a.value(),
                        a.ageMs(),
                        "",
                        a.detail(),
                        List.of(),
                        0,
                        Optional.empty()));
    }

    private void take(String name, String who) {
        become(name, "acked", who);
    }

    /** It ended by itself and asks for somebody all the same. */
    synchronized void latch(String name) {
        become(name, "latched", "");
    }

    private void become(String name, String state, String who) {
        alarms.computeIfPresent(
                name,
                (_, a) -> new WardView.Alarm(
                        a.name(),
                        a.version() + 1,
                        state,
                        a.priority(),
                        a.type(),
                        a.text(),
                        a.value(),
                        a.ageMs(),
                        who,
                        a.detail(),
                        List.of(),
                        0,
                        Optional.empty()));
    }

    @Override
    public synchronized Future<Answer> acknowledge(Acknowledgement act) {
        heard.add("acknowledge " + act.alarm() + " v" + act.version() + " " + act.station() + " " + act.who());
        WardView.Alarm alarm = alarms.get(act.alarm());
        if (alarm == null) {
            return Future.succeededFuture(new Answer("over", ""));
        }
        if (alarm.state().equals("acked")) {
            return Future.succeededFuture(new Answer("already", alarm.by()));
        }
        if (alarm.version() != act.version()) {
            return Future.succeededFuture(new Answer("changed", ""));
        }
        take(act.alarm(), act.who());
        return Future.succeededFuture(new Answer("ok", act.who()));
    }

    @Override
    public synchronized void lost(String station) {
        heard.add("lost " + station);
    }

    @Override
    public synchronized void alive(String station, boolean isVisible, boolean canSound) {
        heard.add("alive " + station + " " + isVisible + " " + canSound);
    }

    @Override
    public synchronized void saw(String station, String alarm, int version, boolean isVisible) {
        heard.add("saw " + station + " " + alarm + " v" + version + " " + isVisible);
    }

    synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    /** The ward as it is at an instant. */
    synchronized WardView at(long atMs, long wallMs) {
        List<WardView.Bed> all = new ArrayList<>();
        for (int i = 1; i <= beds; i++) {
            all.add(bed(i, atMs));
        }
        Optional<AlarmPriority> sound = alarms.values().stream()
                .filter(alarm -> !alarm.state().equals("acked"))
                .map(WardView.Alarm::priority)
                .max(AlarmPriority::compareTo);
        List<WardView.Alarm> own = new ArrayList<>(shared);
        if (!notices.isEmpty()) {
            own.add(new WardView.Alarm(
                    "gateway:stations.blind:1",
                    1,
                    "active",
                    AlarmPriority.HIGH,
                    "technical",
                    "Stations see nothing",
                    "",
                    9_000,
                    "",
                    "",
                    List.of(),
                    0,
                    Optional.empty()));
        }
        return new WardView("Ward 4B", atMs, wallMs, all, own, sound, notices, flood);
    }

    private WardView.Bed bed(int i, long atMs) {
        String name = String.format(java.util.Locale.ROOT, "%02d", i);
        BedId id = new BedId(name);
        if (i == 5 || i == 19) {
            return new WardView.Bed(id, name, "", Optional.empty(), List.of(), Optional.empty(), List.of(), List.of());
        }
        List<WardView.Alarm> mine = alarms.values().stream()
                .filter(alarm -> name.equals(bedOf.get(alarm.name())))
                .map(a -> new WardView.Alarm(
                        a.name(),
                        a.version(),
                        a.state(),
                        a.priority(),
                        a.type(),
                        a.text(),
                        a.value(),
                        a.ageMs() + atMs - startMs,
                        a.by(),
                        a.detail(),
                        List.of(),
                        0,
                        next(a)))
                .toList();
        List<WardView.Sign> signs = isQuiet || i > 12 ? calm(i) : signs(i, atMs);
        return new WardView.Bed(
                id,
                label.apply(name),
                String.valueOf(1 + (i - 1) / 2),
                Optional.of(new StayId("s" + name)),
                signs,
                news2(i),
                mine,
                i == 11 ? List.of("m-11", "patch-11") : List.of("m-" + i),
                NAMES.get(i - 1));
    }

    /** The charge nurse a minute after a high alarm, three after a medium one. */
    private Optional<Standing.Next> next(WardView.Alarm alarm) {
        boolean isAsking = !alarm.state().equals("acked") && alarm.priority() != AlarmPriority.LOW;
        long afterMs = alarm.priority() == AlarmPriority.HIGH ? 60_000 : 180_000;
        long inMs = afterMs - alarm.ageMs();
        return isAsking && inMs > 0 ? Optional.of(new Standing.Next("charge", startMs + inMs)) : Optional.empty();
    }

    private List<WardView.Sign> calm(int i) {
        return of(58 + (i * 17) % 36, 95 + i % 5, 12 + (i * 5) % 8, 118 + i % 12, 36.5 + (i % 8) / 10.0);
    }

    private List<WardView.Sign> signs(int i, long atMs) {
        return switch (i) {
            case 1 -> of(76, 97, 15, 124, 36.8);
            case 2 -> with(of(88, 94, 18, 132, 37.1), sign(VitalSign.O2_FLOW, 2, 900_000));
            case 3 -> of(128, 96, 20, 112, 37.9);
            case 4 ->
                with(
                        of(71, Double.NaN, 14, 140, 36.6),
                        new WardView.Sign(
                                Measurement.none(VitalSign.SPO2, Quality.PROBE_OFF), 400, false, 90, Double.NaN));
            case 6 -> of(64, 99, 12, 118, 36.6);
            case 7 -> with(of(118, 79, 28, 96, 37.6), sign(VitalSign.O2_FLOW, 4, 900_000));
            case 8 -> of(96, 95, 31, 128, 37.3);
            case 9 -> of(82, 97, 16, 121, 37.0);
            case 10 -> of(98, 96, 19, 121, 39.2);
            case 11 -> old(atMs - startMs + 192_000);
            default -> of(104, 96, 22, 126, 37.5);
        };
    }

    private static List<WardView.Sign> old(long ageMs) {
        return List.of(
                new WardView.Sign(Measurement.of(VitalSign.HEART_RATE, 74), ageMs, false, 50, 120),
                new WardView.Sign(Measurement.of(VitalSign.SPO2, 96), ageMs, false, 90, Double.NaN),
                new WardView.Sign(Measurement.of(VitalSign.RESP_RATE, 15), ageMs, false, 8, 30),
                sign(VitalSign.NIBP_SYS, 136, 2_100_000),
                sign(VitalSign.NIBP_DIA, 84, 2_100_000),
                sign(VitalSign.TEMP, 36.9, 7_200_000));
    }

    private static List<WardView.Sign> of(double hr, double spo2, double rr, double systolic, double temp) {
        List<WardView.Sign> signs = new ArrayList<>();
        signs.add(new WardView.Sign(Measurement.of(VitalSign.HEART_RATE, hr), 500, true, 50, 120));
        if (!Double.isNaN(spo2)) {
            signs.add(new WardView.Sign(Measurement.of(VitalSign.SPO2, spo2), 500, true, 90, Double.NaN));
        }
        signs.add(new WardView.Sign(Measurement.of(VitalSign.RESP_RATE, rr), 500, true, 8, 30));
        signs.add(sign(VitalSign.NIBP_SYS, systolic, 1_320_000));
        signs.add(sign(VitalSign.NIBP_DIA, Math.rint(systolic * 0.62), 1_320_000));
        signs.add(sign(VitalSign.TEMP, temp, 7_200_000));
        return signs;
    }

    private static WardView.Sign sign(VitalSign sign, double value, long ageMs) {
        return new WardView.Sign(Measurement.of(sign, value), ageMs, true, Double.NaN, Double.NaN);
    }

    private static List<WardView.Sign> with(List<WardView.Sign> signs, WardView.Sign more) {
        List<WardView.Sign> all = new ArrayList<>(signs);
        all.add(more);
        return all;
    }

    private Optional<WardView.News2> news2(int i) {
        if (isQuiet || i > 12) {
            return Optional.of(new WardView.News2(i % 4, i % 4, List.of(), i % 11 == 3));
        }
        return switch (i) {
            case 4 -> Optional.of(new WardView.News2(0, 3, List.of("spo2"), false));
            case 7 -> Optional.of(new WardView.News2(12, 12, List.of(), true));
            case 8 -> Optional.of(new WardView.News2(5, 5, List.of(), true));
            case 11 -> Optional.of(new WardView.News2(0, 9, List.of("rr", "spo2", "pulse"), false));
            default -> Optional.of(new WardView.News2(i % 4, i % 4, List.of(), false));
        };
    }

    /** The heart rate that a bed's waves show; empty where nothing comes from it. */
    OptionalDouble beats(int i) {
        if (i == 5 || i == 19 || (!isQuiet && i == 11)) {
            return OptionalDouble.empty();
        }
        WardView.Bed bed = bed(i, startMs);
        return bed.signs().stream()
                .filter(sign -> sign.measurement().sign().equals(VitalSign.HEART_RATE))
                .mapToDouble(sign -> sign.measurement().value())
                .findFirst();
    }

    int beds() {
        return beds;
    }
}
