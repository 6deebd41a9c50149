package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.AlarmEvent.ReadingHeard;
import org.wardline.core.alarm.SignValue.Flag;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * One random ward out of a seed: settings, and events drawn near the edges of the rules. It listens to an engine of its own, so
 * that it can name real alarms and versions.
 */
final class RandomWard {
    private static final long[] STEPS_MS = {
        0, 0, 1, 499, 999, 1000, 1000, 1000, 1000, 2000, 5000, 9999, 10_000, 10_001, 15_000, 25_000, 60_000, 120_000,
        300_000, 600_000, 3_600_000
    };
    private static final Map<String, double[]> VALUES = Map.of(
            "spo2", new double[] {98, 97, 93, 92, 91, 90, 89, 85, 80, 79, 75, 101},
            "heart_rate", new double[] {70, 75, 120, 121, 115, 140, 141, 50, 49, 40, 39, 400},
            "pulse_rate_spo2", new double[] {70, 141, 90},
            "resp_rate", new double[] {16, 18, 8, 7, 6, 5, 10, 9, 30, 31, 26},
            "nibp_sys", new double[] {120, 90, 89, 161, 215},
            "temp", new double[] {36.8, 39, 39.1, 34.9, 35});
    private static final List<String> SIGNS = VALUES.keySet().stream().sorted().toList();
    private static final List<String> STAYS = List.of("s1", "s2", "s3");
    private static final List<String> DEVICES = List.of("d1", "d2", "d3", "d4");

    final long seed;
    final AlarmSettings settings;
    final List<AlarmEvent> events = new ArrayList<>();
    final List<AlarmChange> changes = new ArrayList<>();

    private final Random random;
    private final AlarmEngine listener;
    private final Map<String, Set<String>> contracts = new HashMap<>();
    private final boolean hasStations;
    private final boolean hasVias;
    private long nowMs;
    private long seq;

    RandomWard(long seed, int length) {
        this.seed = seed;
        this.random = new Random(seed);
        this.settings = settings();
        this.listener = new AlarmEngine(settings);
        this.hasStations = random.nextBoolean();
        this.hasVias = random.nextInt(3) == 0;
        put(new AlarmEvent.Admit(0, "s1", "b1", random.nextInt(3), null));
        for (int devices = random.nextInt(3); devices >= 0; devices--) {
            link();
        }
        while (events.size() < length) {
            step();
        }
    }

    private AlarmSettings settings() {
        Map<String, Object> model = Map.of(
                "medium", Map.of("above", new BigDecimal("0.8"), "margin", new BigDecimal("0.1"), "consecutive", 2));
        Map<String, Object> set = new LinkedHashMap<>(Map.of("models", Map.of("m1", model)));
        switch (random.nextInt(5)) {
            case 0 -> set.put("delay", "0s");
            case 1 -> set.put("delay", "3s");
            case 2 -> set.put("flood", Map.of("ward", 3, "stay", 2));
            case 3 ->
                set.put(
                        "rules",
                        Map.of("spo2", Map.of("low", Map.of("medium", Map.of("consecutive", 3, "delay", "1s")))));
            default -> {}
        }
        try {
            return AlarmSettings.of(set);
        } catch (SettingsProblem e) {
            throw new IllegalStateException(e);
        }
    }

    private void put(AlarmEvent event) {
        events.add(event);
        listener.apply(event, changes::add);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean isOne(int in) {
        return random.nextInt(in) == 0;
    }

    private void link() {
        String device = one(DEVICES);
        Map<String, Long> signs = new LinkedHashMap<>();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            String sign = one(SIGNS);
            boolean isEpisodic = sign.equals("temp") || sign.equals("nibp_sys");
            signs.put(sign, isEpisodic ? 0L : isOne(4) ? 20_000L : 1000L);
        }
        contracts.put(device, signs.keySet());
        List<String> via = !hasVias ? List.of() : isOne(2) ? List.of("ap1") : List.of("ap1", "hub");
        put(new AlarmEvent.DeviceLinked(nowMs, device, one(STAYS), signs, via, null));
    }

    private void reading() {
        String device = one(DEVICES);
        List<SignValue> values = new ArrayList<>();
        for (String sign : contracts.getOrDefault(device, Set.of("spo2"))) {
            if (!isOne(6)) {
                values.add(value(sign));
            }
        }
        seq += isOne(7) ? 0 : 1;
        long[] measured = {-1, -1, nowMs, nowMs, Math.max(0, nowMs - 300), Math.max(0, nowMs - 16_000), nowMs + 2001};
        put(new ReadingHeard(nowMs, device, values, isOne(3) ? -1 : seq, measured[random.nextInt(measured.length)]));
    }

    private SignValue value(String sign) {
        double[] choice = VALUES.getOrDefault(sign, new double[] {0});
        double value = choice[random.nextInt(choice.length)];
        if (!isOne(12)) {
            return SignValue.of(sign, value);
        }
        Flag flag = one(List.of(Flag.values()));
        return isOne(2) ? SignValue.none(sign, flag) : new SignValue(sign, value, flag, null);
    }

    /** The same values for a while, once a second. */
    private void spell() {
        String device = one(DEVICES);
        List<SignValue> values = new ArrayList<>();
        for (String sign : contracts.getOrDefault(device, Set.of())) {
            double[] choice = VALUES.getOrDefault(sign, new double[] {0});
            values.add(SignValue.of(sign, choice[random.nextInt(choice.length)]));
        }
        for (int count = 3 + random.nextInt(20); count > 0; count--) {
            nowMs += 1000;
            put(new ReadingHeard(nowMs, device, values, ++seq, isOne(2) ? -1 : nowMs));
        }
    }

    /** An alarm that was said lately, and a version near it. */
    private Map.Entry<String, Long> alarm() {
        List<AlarmChange> seen = changes.stream()
                .filter(change -> change.state().isPresent() && change.alarm().isPresent())
                .toList();
        if (seen.isEmpty() || isOne(20)) {
            return Map.entry("s1:spo2.low:9", 1L);
        }
        AlarmChange change = seen.get(seen.size() - 1 - random.nextInt(Math.min(4, seen.size())));
        long version = change.fields().get("v") instanceof Long v ? v : 1;
        return Map.entry(change.alarm().orElse(""), Math.max(0, version + (isOne(5) ? random.nextInt(3) - 1 : 0)));
    }

    private void step() {
        nowMs += STEPS_MS[random.nextInt(STEPS_MS.length)];
        int kind = random.nextInt(100);
        if (kind < 36) {
            reading();
        } else if (kind < 48) {
            spell();
        } else if (kind < 52) {
            link();
        } else if (kind < 62) {
            Map.Entry<String, Long> alarm = alarm();
            put(new AlarmEvent.Acknowledge(nowMs, alarm.getKey(), alarm.getValue(), one(List.of("ann", "bob")), "st1"));
        } else if (kind < 72 && hasStations) {
            put(new AlarmEvent.StationAlive(nowMs, one(List.of("st1", "st2")), !isOne(8), !isOne(8)));
        } else {
            AlarmEvent rare = rare();
            if (rare != null) {
                put(rare);
            }
        }
    }

    private @Nullable AlarmEvent rare() {
        String stay = one(STAYS);
        Map.Entry<String, Long> alarm = alarm();
        return switch (random.nextInt(20)) {
            case 0 -> new AlarmEvent.Admit(nowMs, stay, "b" + random.nextInt(5), random.nextInt(3), null);
            case 1 -> isOne(2) ? new AlarmEvent.Discharge(nowMs, stay, null) : null;
            case 2 ->
                isOne(2) ? new AlarmEvent.Transfer(nowMs, stay, one(List.of("b1", "b4")), List.of("d1"), null) : null;
            case 3 -> isOne(2) ? new AlarmEvent.DeviceUnlinked(nowMs, one(DEVICES), null) : null;
            case 4, 5 -> limits(stay);
            case 6 -> new AlarmEvent.PauseAudio(nowMs, stay, nowMs + 60_000L * random.nextInt(5), "ann", "st1");
            case 7 -> new AlarmEvent.AudioOff(nowMs, stay, "bob", "st1");
            case 8 -> new AlarmEvent.AudioOn(nowMs, stay, "ann", "st1");
            case 9, 10 -> observation(stay);
            case 11, 12, 13 -> score(stay);
            case 14 ->
                new AlarmEvent.Fault(
                        nowMs,
                        one(List.of("ap1", "disk")),
                        !isOne(2),
                        one(List.of(AlarmPriority.values())),
                        isOne(3) ? stay : null);
            case 15 -> new AlarmEvent.DeviceAlarm(nowMs, one(DEVICES), "asystole", !isOne(2), AlarmPriority.HIGH);
            case 16 -> new AlarmEvent.ClockStepped(nowMs, 1_700_000_000_000L, "synced");
            case 17 -> new AlarmEvent.Restart(nowMs, !isOne(3));
            case 18 -> new AlarmEvent.StationSaw(nowMs, "st1", alarm.getKey(), alarm.getValue(), !isOne(4));
            default -> isOne(2) ? new AlarmEvent.ListAll(nowMs) : new AlarmEvent.Tick(nowMs);
        };
    }

    private AlarmEvent limits(String stay) {
        Map<String, Object> below = Map.of("below", BigDecimal.valueOf(85 + random.nextInt(12)));
        Map<String, Object> set =
                isOne(4) ? null : isOne(4) ? Map.of() : isOne(4) ? Map.of("delay", BigDecimal.ZERO) : below;
        AlarmPriority level = isOne(2) ? AlarmPriority.MEDIUM : AlarmPriority.HIGH;
        return new AlarmEvent.LimitsChanged(nowMs, stay, "spo2.low", level, set, "ann", null);
    }

    private AlarmEvent observation(String stay) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("consciousness_acvpu", one(List.of("A", "A", "C")));
        values.put("o2_supplemental", isOne(2));
        values.put("nibp_sys", BigDecimal.valueOf(isOne(2) ? 120 : 85));
        values.put("temp", new BigDecimal(isOne(2) ? "37" : "39.2"));
        values.put("resp_rate", BigDecimal.valueOf(isOne(2) ? 16 : 26));
        values.put("spo2", BigDecimal.valueOf(isOne(2) ? 97 : 90));
        values.put("heart_rate", BigDecimal.valueOf(isOne(2) ? 70 : 135));
        values.keySet().removeIf(name -> isOne(7));
        return new AlarmEvent.ObservationEntered(
                nowMs, stay, "ann", isOne(2) ? -1 : Math.max(0, nowMs - 60_000), values);
    }

    private AlarmEvent score(String stay) {
        List<String> scores = List.of("0.5", "0.75", "0.8", "0.81", "0.9", "0.95", "7");
        BigDecimal value = isOne(8) ? null : new BigDecimal(one(scores));
        return new AlarmEvent.Score(nowMs, stay, isOne(4) ? "m2" : "m1", "1", value, List.of("spo2"), null);
    }

    /** What an engine says to events: a list for each. */
    static List<List<AlarmChange>> run(AlarmSettings settings, List<AlarmEvent> events) {
        AlarmEngine engine = new AlarmEngine(settings);
        List<List<AlarmChange>> said = new ArrayList<>();
        for (AlarmEvent event : events) {
            List<AlarmChange> byThis = new ArrayList<>();
            engine.apply(event, byThis::add);
            said.add(byThis);
        }
        return said;
    }

    static List<AlarmChange> flat(List<List<AlarmChange>> said) {
        return said.stream().flatMap(List::stream).toList();
    }

    /** Names that an event speaks. */
    static Set<String> names(AlarmEvent event) {
        Set<String> names = new HashSet<>();
        for (String word : event instanceof ReadingHeard heard
                ? new String[] {heard.device()}
                : event.toString().split("[^A-Za-z0-9_-]+", -1)) {
            names.add(word);
        }
        return names;
    }
}
