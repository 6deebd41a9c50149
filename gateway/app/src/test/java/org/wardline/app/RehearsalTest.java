package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardline.app.wire.LogWording;
import org.wardline.core.CareAct;
import org.wardline.core.Rehearsal;
import org.wardline.core.Rehearsal.Episode;
import org.wardline.core.Rehearsal.Limit;
import org.wardline.core.WardPlan;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.alarm.AlarmPriority;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.ReadingEntry;

/** A rehearsal of what the log has is what a ward with those limits from the start would have said. */
class RehearsalTest {
    private static final BedId BED = new BedId("7");
    private static final StayId STAY = new StayId("s-7");
    private static final DeviceId SECOND = new DeviceId("p-7");
    private static final DeviceId NEIGHBOUR = new DeviceId("m-8");
    private static final int SEEDS = 60;
    private static final int SECONDS = 900;

    private static WardPlan plan() {
        return new WardPlan(
                "w1",
                false,
                false,
                List.of(new WardPlan.Bed(BED, "7", "1"), new WardPlan.Bed(new BedId("8"), "8", "1")),
                List.of(
                        device(WardBench.MONITOR, "7", Map.of("spo2", 1_000L, "heart_rate", 1_000L)),
                        device(SECOND, "7", Map.of("spo2", 2_000L, "resp_rate", 2_000L)),
                        device(NEIGHBOUR, "8", Map.of("spo2", 1_000L))),
                List.of(
                        new WardPlan.Stay(STAY, BED, 1, 0, Long.MAX_VALUE),
                        new WardPlan.Stay(new StayId("s-8"), new BedId("8"), 1, 0, Long.MAX_VALUE)));
    }

    private static WardPlan.Device device(DeviceId device, String bed, Map<String, Long> signs) {
        return new WardPlan.Device(device, Optional.of(new BedId(bed)), signs, List.of());
    }

    /** One random night at two beds, the same for the same seed. */
    private static final class Night {
        private final Random chance;
        private final WardBench bench = new WardBench(plan());
        private final boolean isDisturbed;
        private double spo2 = 93;
        private double heart = 110;
        private double breath = 12;
        private long seq;
        private int quietFor;

        Night(long seed, boolean isDisturbed) {
            this.chance = new Random(seed);
            this.isDisturbed = isDisturbed;
        }

        void limits(List<Limit> limits) {
            limits.forEach(limit -> bench.happen(at -> new AlarmEvent.LimitsChanged(
                    at, STAY.name(), limit.rule(), limit.level(), limit.set(), "ann", "st1")));
        }

        void pass() {
            for (int second = 0; second < SECONDS; second++) {
                spo2 = walk(spo2, 74, 100);
                heart = walk(heart, 30, 160);
                breath = walk(breath, 4, 34);
                quietFor = quietFor > 0 ? quietFor - 1 : chance.nextInt(90) == 0 ? chance.nextInt(40) : 0;
                if (quietFor == 0) {
                    say(WardBench.MONITOR, VitalSign.SPO2, spo2, VitalSign.HEART_RATE, heart);
                }
                if (second % 2 == 0) {
                    say(SECOND, VitalSign.SPO2, spo2 + chance.nextInt(3), VitalSign.RESP_RATE, breath);
                }
                say(NEIGHBOUR, VitalSign.SPO2, 70 + chance.nextInt(30), VitalSign.HEART_RATE, heart);
                disturb(second);
                bench.pass(1_000);
                takeLatched();
            }
        }

        private double walk(double value, double low, double high) {
            return Math.clamp(value + chance.nextInt(-4, 5), low, high);
        }

        private void say(DeviceId device, VitalSign one, double first, VitalSign other, double second) {
            int kind = chance.nextInt(20);
            Measurement odd = kind == 0
                    ? Measurement.none(one, Quality.PROBE_OFF)
                    : kind == 1 ? Measurement.none(one, Quality.NO_VALUE) : Measurement.of(one, Math.min(100, first));
            long lateMs = chance.nextInt(40) == 0 ? chance.nextInt(20_000) : chance.nextInt(300);
            bench.hear(new Reading(
                    device,
                    seq++,
                    bench.now().wallMs() - lateMs,
                    bench.now().wallMs(),
                    ClockQuality.DEVICE,
                    List.of(odd, Measurement.of(other, second))));
        }

        /** What people do meanwhile, in the ward whose log is rehearsed. */
        private void disturb(int second) {
            int act = chance.nextInt(120);
            if (act == 0) {
                bench.happen(at -> new AlarmEvent.DeviceUnlinked(at, SECOND.name(), "ann"));
            } else if (act < 4) {
                bench.happen(at -> new AlarmEvent.DeviceLinked(
                        at, SECOND.name(), STAY.name(), Map.of("spo2", 2_000L, "resp_rate", 2_000L), List.of(), "ann"));
            }
            if (isDisturbed && second % 200 == 150) {
                bench.happen(at -> new AlarmEvent.LimitsChanged(
                        at, STAY.name(), "spo2.low", AlarmPriority.HIGH, second < 400 ? null : Map.of(), "bob", "st1"));
            }
        }

        /** Who sees a latched alarm takes it: an episode is then one alarm. */
        private void takeLatched() {
            for (AlarmChange change : List.copyOf(bench.changes)) {
                if (change.change().equals("latched")
                        && taken.add(change.alarm().orElse("") + change.fields().get("v"))) {
                    bench.happen(at -> new AlarmEvent.Acknowledge(
                            at,
                            change.alarm().orElse(""),
                            change.fields().get("v") instanceof Long version ? version : 0,
                            "ann",
                            "st1"));
                }
            }
        }

        private final java.util.Set<String> taken = new java.util.HashSet<>();
    }

    /** What a ward said of a patient's rules, as episodes. */
    private static List<String> lived(List<AlarmChange> changes) {
        Map<String, Lived> open = new HashMap<>();
        List<String> episodes = new ArrayList<>();
        AlarmSettings settings = AlarmSettings.defaults();
        for (AlarmChange change : changes) {
            String kind = change.kind().filter(settings::isRule).orElse("");
            if (kind.isEmpty() || change.state().isEmpty() || !change.subject().equals(Optional.of(STAY.name()))) {
                continue;
            }
            AlarmPriority priority = change.priority().orElseThrow();
            switch (change.change()) {
                case "raised" -> open.put(kind, new Lived(kind, priority, change.atMs()));
                case "escalated" -> open.computeIfPresent(kind, (_, of) -> new Lived(kind, priority, of.beganAtMs()));
                case "ended", "latched" ->
                    Optional.ofNullable(open.remove(kind))
                            .map(of -> of.until(change.atMs()))
                            .ifPresent(episodes::add);
                default -> {}
            }
        }
        open.values().forEach(of -> episodes.add(of.until(Long.MAX_VALUE)));
        episodes.sort(String::compareTo);
        return episodes;
    }

    /** An episode while it lasts. */
    private record Lived(String kind, AlarmPriority priority, long beganAtMs) {
        String until(long endedAtMs) {
            return kind + ' ' + priority + ' ' + beganAtMs + '–' + endedAtMs;
        }
    }

    private static List<String> rehearsed(WardBench bench, List<Limit> limits) {
        return rehearsed(bench, bench.log, limits, BED);
    }

    /** Of a patient who lies somewhere now. */
    private static List<String> rehearsed(WardBench bench, List<Entry> log, List<Limit> limits, BedId bed) {
        Entry first = log.getFirst();
        var setup = new Rehearsal.Setup(
                AlarmSettings.defaults(),
                STAY,
                bed,
                Map.of(),
                limits,
                new org.wardline.core.Now(
                        first.atMs(), WardBench.WALL_MS + first.atMs(), org.wardline.core.Now.WallQuality.SYNCED),
                false);
        var rehearsal = new Rehearsal(setup, new LogWording());
        var whose = bench.ward().whose();
        for (Entry entry : log) {
            boolean isOfOthers =
                    entry instanceof ReadingEntry reading && !whose.of(reading).equals(Optional.of(STAY));
            if (!isOfOthers) {
                rehearsal.hear(entry);
            }
        }
        return rehearsal.end(bench.now().atMs()).episodes().stream()
                .map(Episode::toString)
                .sorted()
                .toList();
    }

    private static List<Limit> limits(Random chance) {
        List<Limit> limits = new ArrayList<>();
        limits.add(new Limit(
                "spo2.low", AlarmPriority.MEDIUM, chance.nextInt(5) == 0 ? null : below(85 + chance.nextInt(8))));
        limits.add(new Limit("spo2.low", AlarmPriority.HIGH, below(78 + chance.nextInt(5))));
        if (chance.nextBoolean()) {
            limits.add(new Limit(
                    "heart_rate.high",
                    AlarmPriority.MEDIUM,
                    Map.of("above", BigDecimal.valueOf(100 + chance.nextInt(30)), "delay", BigDecimal.valueOf(4_000))));
        }
        return limits;
    }

    private static Map<String, Object> below(int limit) {
        return Map.of("below", BigDecimal.valueOf(limit), "consecutive", BigDecimal.TWO);
    }

    @Test
    void givenAnyNight_whenRehearsedUnderOtherLimits_thenItIsWhatAWardWithThemWouldHaveSaid() {
        int episodes = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<Limit> limits = limits(new Random(seed));
            var live = new Night(seed, false);
            live.limits(limits);
            live.pass();
            var night = new Night(seed, true);
            night.pass();

            List<String> expected = lived(live.bench.changes);
            episodes += expected.size();
            assertThat(rehearsed(night.bench, limits)).as("seed %d", seed).isEqualTo(expected);
        }
        assertThat(episodes).as("a property that was never put to the test").isGreaterThan(4 * SEEDS);
    }

    /** A ward in which both speak, the second since an act of people; then the patient is low for a while. */
    private static WardBench afterwards(Consumer<WardBench> acts) {
        var bench = new WardBench(plan());
        calm(bench);
        acts.accept(bench);
        for (int second = 0; second < 30; second++) {
            spo2(bench, second < 20 ? 70 : 98);
        }
        return bench;
    }

    private static void calm(WardBench bench) {
        for (int second = 0; second < 10; second++) {
            spo2(bench, 98);
        }
    }

    private static void spo2(WardBench bench, double percent) {
        bench.hear(new Reading(
                SECOND,
                bench.now().atMs(),
                bench.now().wallMs(),
                bench.now().wallMs(),
                ClockQuality.DEVICE,
                List.of(Measurement.of(VitalSign.SPO2, percent))));
        bench.pass(1_000);
    }

    private static void unlink(WardBench bench) {
        bench.happen(at -> new CareAct.Unlink(at, "ann", SECOND.name()));
        calm(bench);
    }

    static Stream<Consumer<WardBench>> returns() {
        return Stream.of(
                bench -> {
                    unlink(bench);
                    bench.happen(at -> new CareAct.Correct(
                            at, "ann", SECOND.name(), bench.now().wallMs() - 5_000, 0, Optional.of("7")));
                },
                bench -> {
                    bench.happen(at -> new CareAct.Leave(at, "ann", "st1", STAY.name(), 0));
                    unlink(bench);
                    bench.happen(at -> new CareAct.Return(at, "ann", "st1", STAY.name()));
                });
    }

    @ParameterizedTest
    @MethodSource("returns")
    void givenDeviceThatAnActGaveBack_whenRehearsed_thenItIsHeardAgain(Consumer<WardBench> acts) {
        WardBench bench = afterwards(acts);

        assertThat(lived(bench.changes)).hasSize(1);
        assertThat(rehearsed(bench, List.of())).hasSize(1);
    }

    @Test
    void givenDeviceGivenToAnother_whenRehearsed_thenItsAlarmEndsAtThatMoment() {
        for (long from : new long[] {0, 1}) {
            WardBench bench = afterwards(of -> {
                of.happen(at -> new CareAct.Unlink(at, "ann", WardBench.MONITOR.name()));
                for (int second = 0; second < 20; second++) {
                    spo2(of, 70);
                }
                long now = of.now().wallMs();
                of.happen(at -> from == 0
                        ? new CareAct.Link(at, "ann", SECOND.name(), "8", 0, "hand")
                        : new CareAct.Correct(at, "ann", SECOND.name(), now - 1_000, 0, Optional.of("8")));
            });

            assertThat(lived(bench.changes)).singleElement().asString().doesNotContain("9223372036854775807");
            assertThat(rehearsed(bench, List.of())).isEqualTo(lived(bench.changes));
        }
    }

    @Test
    void givenDeviceLinkedInAFormerBed_whenRehearsed_thenItIsHeardThereToo() {
        WardBench bench = afterwards(of -> {
            unlink(of);
            of.happen(at -> new CareAct.Link(at, "ann", SECOND.name(), "7", 0, "hand"));
        });
        bench.happen(at -> new CareAct.Discharge(at, "ann", "s-8"));
        bench.happen(at -> new CareAct.Transfer(at, "ann", STAY.name(), "8", List.of(SECOND.name()), List.of()));
        calm(bench);

        assertThat(lived(bench.changes)).hasSize(1);
        List<Entry> hours = bench.log.stream()
                .dropWhile(entry -> !(entry instanceof ReadingEntry)) // in which nobody came
                .toList();
        assertThat(rehearsed(bench, hours, List.of(), new BedId("8"))).isEqualTo(lived(bench.changes));
    }
}
