package org.wardline.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wardline.core.alarm.AlarmEvent.ReadingHeard;
import org.wardline.core.alarm.SignValue.Flag;
import org.wardline.vitals.alarm.AlarmChange;

/** That nobody's alarm hangs on another patient, and that one who is beyond for long enough has his (section 12, 13 and 20). */
class IndependenceTest {
    private static final long FIRST_SEED = 1;
    private static final int SEEDS = 150;
    private static final int EVENTS = 120;

    /** A ward with and without another that shares nothing with it but the engine. */
    @Test
    void givenAnyWard_whenOtherPatientsAreThere_thenItsAlarmsAreTheSame13() {
        int compared = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            var ours = new RandomWard(seed, EVENTS);
            List<AlarmEvent> alone = ours.events.stream()
                    .filter(event -> !(event instanceof AlarmEvent.Restart)) // it looks back to the event before it
                    .toList();
            List<AlarmEvent> together = new ArrayList<>(alone);
            for (String mark : List.of("other-", "third-")) {
                var others = new RandomWard(seed + mark.hashCode(), EVENTS);
                others.events.forEach(event -> new Renamed(mark).of(event).ifPresent(together::add));
            }
            together.sort(Comparator.comparingLong(AlarmEvent::atMs)); // stable: ours keep their order

            List<AlarmChange> expected = ofPatients(RandomWard.flat(RandomWard.run(ours.settings, alone)));
            long endMs = alone.getLast().atMs();
            List<AlarmChange> said = ofPatients(RandomWard.flat(RandomWard.run(ours.settings, together))).stream()
                    .filter(change -> change.atMs() <= endMs)
                    .toList();

            assertThat(said).as("seed %d", seed).isEqualTo(expected);
            compared += expected.size();
        }
        System.out.println("independence: seeds " + FIRST_SEED + " to " + (FIRST_SEED + SEEDS - 1) + ", " + compared
                + " changes compared");
        assertThat(compared).isGreaterThan(SEEDS * 10);
    }

    private static List<AlarmChange> ofPatients(List<AlarmChange> changes) {
        return changes.stream()
                .filter(change -> List.of("s1", "s2", "s3")
                        .contains(change.subject().or(() -> change.text("stay")).orElse("")))
                .toList();
    }

    /** A rule as a reader of readings alone would write it down. */
    private record Rule(String kind, String sign, boolean isBelow, double limit, long delayMs) {
        boolean isBeyond(double value) {
            return isBelow ? value < limit : value > limit;
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule("spo2.low", "spo2", true, 90, 15_000),
            new Rule("spo2.low", "spo2", true, 80, 10_000),
            new Rule("heart_rate.high", "heart_rate", false, 120, 15_000),
            new Rule("heart_rate.low", "heart_rate", true, 40, 5_000),
            new Rule("resp_rate.low", "resp_rate", true, 8, 15_000));
    private static final long FRESH_MS = 15_000;

    /** What the device said of the rule's sign. */
    private record Said(long atMs, double value) {}

    @Test
    void givenLoneDevice_whenItsLastReadingsWereAllBeyond_thenItsAlarmStands20() {
        int due = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            var random = new Random(seed);
            Rule rule = RULES.get(random.nextInt(RULES.size()));
            var engine = new AlarmEngine(AlarmSettings.defaults());
            engine.apply(new AlarmEvent.Admit(0, "s1", "b1", random.nextInt(2), null), _ -> {});
            engine.apply(
                    new AlarmEvent.DeviceLinked(0, "d1", "s1", Map.of(rule.sign(), 1_000L), List.of(), null), _ -> {});
            Deque<Said> run = new ArrayDeque<>();
            boolean isLow = true;
            for (long nowMs = 1_000; nowMs < 400_000; nowMs += stepMs(random)) {
                isLow ^= random.nextInt(40) == 0;
                double value = rule.limit() + (isLow == rule.isBelow() ? -1 : 1) * (0.5 + random.nextInt(4));
                Flag flag = random.nextInt(60) == 0 ? List.of(Flag.values()).get(random.nextInt(4)) : Flag.NONE;
                boolean isGood = flag != Flag.OFF && flag != Flag.ARTEFACT && random.nextInt(80) > 0;
                SignValue said =
                        isGood ? new SignValue(rule.sign(), value, flag, null) : SignValue.none(rule.sign(), flag);
                long measuredMs = random.nextBoolean() ? nowMs : ReadingHeard.UNTIMED;
                engine.apply(new ReadingHeard(nowMs, "d1", List.of(said), nowMs, measuredMs), _ -> {});
                disturb(engine, random, nowMs);

                if (!isGood || !rule.isBeyond(value) || isAfterGap(run, nowMs)) {
                    run.clear();
                }
                if (isGood && rule.isBeyond(value)) {
                    run.addLast(new Said(nowMs, value));
                }
                if (!run.isEmpty() && nowMs - run.getFirst().atMs() >= rule.delayMs()) {
                    due++;
                    assertThat(engine.standing("s1"))
                            .as("seed %d at %d: %s", seed, nowMs, rule)
                            .anyMatch(alarm -> alarm.kind().equals(rule.kind())
                                    && !alarm.state().equals("latched"));
                }
            }
        }
        System.out.println(
                "standing alarms: seeds " + FIRST_SEED + " to " + (FIRST_SEED + SEEDS - 1) + ", due " + due + " times");
        assertThat(due).isGreaterThan(SEEDS * 10);
    }

    private static long stepMs(Random random) {
        return random.nextInt(50) == 0 ? 14_999L + random.nextInt(3) : 1_000;
    }

    private static boolean isAfterGap(Deque<Said> run, long nowMs) {
        return !run.isEmpty() && nowMs - run.getLast().atMs() >= FRESH_MS;
    }

    /** People and clocks, none of whom takes an alarm away. */
    private static void disturb(AlarmEngine engine, Random random, long nowMs) {
        switch (random.nextInt(12)) {
            case 0 -> engine.apply(new AlarmEvent.AudioOff(nowMs, "s1", "bob", "st1"), _ -> {});
            case 1 -> engine.apply(new AlarmEvent.ClockStepped(nowMs, random.nextInt(1_000_000), "stepped"), _ -> {});
            case 2 -> engine.apply(new AlarmEvent.StationLost(nowMs, "st1"), _ -> {});
            case 3 -> {
                for (Standing alarm : engine.standing("s1")) {
                    engine.apply(
                            new AlarmEvent.Acknowledge(nowMs, alarm.name(), alarm.version(), "ann", "st1"), _ -> {});
                }
            }
            default -> engine.apply(new AlarmEvent.Tick(nowMs), _ -> {});
        }
    }
}
