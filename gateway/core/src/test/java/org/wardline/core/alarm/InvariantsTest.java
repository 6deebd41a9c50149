package org.wardline.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.wardline.core.alarm.AlarmEvent.ReadingHeard;
import org.wardline.core.alarm.SignValue.Flag;
import org.wardline.vitals.alarm.AlarmChange;

/**
 * What holds for any sequence of events (Wardline alarm engine, section 12), on random wards: each seed is one ward, and a
 * failure names it. The numbers in the names are those of the section.
 */
class InvariantsTest {
    private static final long FIRST_SEED = 1;
    private static final int SEEDS = 100;
    private static final int EVENTS = 120;

    private static void inEachWard(BiConsumer<RandomWard, Random> check) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            try {
                check.accept(new RandomWard(seed, EVENTS), new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void givenAnyWard_whenItsChangesAreRead_thenLifeOfEachAlarmIsSound1To6() {
        inEachWard((ward, _) -> {
            WatchedLife life = new WatchedLife();
            List<List<AlarmChange>> said = RandomWard.run(ward.settings, ward.events);
            for (int at = 0; at < said.size(); at++) {
                life.read(ward.events.get(at), said.get(at));
            }
        });
    }

    @Test
    void givenAnyWard_whenFedAgain_thenItSaysTheSame9() {
        inEachWard((ward, _) -> assertThat(RandomWard.flat(RandomWard.run(ward.settings, ward.events)))
                .containsExactlyElementsOf(ward.changes));
    }

    @Test
    void givenAnyWard_whenSnapshotIsRestoredBetweenEvents_thenNothingChanges9() {
        inEachWard((ward, random) -> {
            AlarmEngine engine = new AlarmEngine(ward.settings);
            List<AlarmChange> said = new ArrayList<>();
            for (AlarmEvent event : ward.events) {
                if (random.nextInt(3) == 0) {
                    engine = AlarmEngine.restored(ward.settings, engine.snapshot());
                }
                engine.apply(event, said::add);
            }
            assertThat(said).containsExactlyElementsOf(ward.changes);
        });
    }

    @Test
    void givenAnyWard_whenTicksComeBetween_thenNothingChanges9() {
        inEachWard((ward, random) -> {
            AlarmEngine engine = new AlarmEngine(ward.settings);
            List<AlarmChange> said = new ArrayList<>();
            for (AlarmEvent event : ward.events) {
                boolean canTick = event.atMs() > engine.nowMs() && !(event instanceof AlarmEvent.Restart);
                if (canTick && random.nextBoolean()) {
                    long atMs = engine.nowMs() + (long) (random.nextDouble() * (event.atMs() - engine.nowMs()));
                    engine.apply(new AlarmEvent.Tick(atMs), said::add);
                }
                engine.apply(event, said::add);
            }
            assertThat(said).containsExactlyElementsOf(ward.changes);
        });
    }

    @Test
    void givenAnyWard_whenEngineSaysWhenItIsDue_thenNothingHappensBefore() {
        inEachWard((ward, _) -> {
            AlarmEngine engine = new AlarmEngine(ward.settings);
            List<AlarmChange> said = new ArrayList<>();
            for (AlarmEvent event : ward.events) {
                long dueMs = engine.nextDueAtMs();
                assertThat(dueMs).isGreaterThan(engine.nowMs());
                if (dueMs - 1 <= event.atMs() && !(event instanceof AlarmEvent.Restart)) {
                    engine.apply(
                            new AlarmEvent.Tick(dueMs - 1),
                            change -> assertThat(change).isNull());
                }
                engine.apply(event, said::add);
            }
            assertThat(said).containsExactlyElementsOf(ward.changes);
        });
    }

    @Test
    void givenAnyWard_whenWallClockSteps_thenOnlyStampsChange10() {
        inEachWard((ward, random) -> {
            List<AlarmEvent> stepped = with(
                    ward.events,
                    random,
                    event -> new AlarmEvent.ClockStepped(event.atMs(), random.nextInt(1_000_000), "stepped"));
            assertThat(unstamped(RandomWard.flat(RandomWard.run(ward.settings, stepped))))
                    .containsExactlyElementsOf(unstamped(ward.changes));
        });
    }

    @Test
    void givenAnyWard_whenScoresAreTicks_thenAllOtherAlarmsAreTheSame14() {
        inEachWard((ward, _) -> {
            List<AlarmEvent> sane = ward.events.stream()
                    .map(event -> event instanceof AlarmEvent.Score ? new AlarmEvent.Tick(event.atMs()) : event)
                    .toList();
            Predicate<AlarmChange> others = change -> change.alarm().isPresent()
                    && !change.kind().orElse("").endsWith(".model")
                    && !change.change().equals("answer");
            assertThat(only(others, RandomWard.flat(RandomWard.run(ward.settings, sane))))
                    .containsExactlyElementsOf(only(others, ward.changes));
        });
    }

    @Test
    void givenAnyWard_whenItRestartsWithoutGap_thenAlarmsLiveTheSameLife15() {
        inEachWard((ward, random) -> {
            List<AlarmEvent> again = new ArrayList<>();
            for (AlarmEvent event : ward.events) {
                again.add(event);
                if (random.nextInt(10) == 0) {
                    again.add(new AlarmEvent.Restart(event.atMs(), true));
                }
            }
            Predicate<AlarmChange> lives = change ->
                    change.state().isPresent() && !change.kind().orElse("").matches(".*\\.(silent|signal|fault|blind)");
            assertThat(only(lives, RandomWard.flat(RandomWard.run(ward.settings, again))))
                    .containsExactlyElementsOf(only(lives, ward.changes));
        });
    }

    @Test
    void givenAnyWard_whenReadingsComeTwice_thenTheyCountOnce16() {
        inEachWard((ward, random) -> {
            List<AlarmEvent> doubled = new ArrayList<>();
            for (AlarmEvent event : ward.events) {
                doubled.add(event);
                boolean canRepeat = event instanceof ReadingHeard heard
                        && (heard.seq() >= 0 || (heard.measuredAtMs() >= 0 && heard.measuredAtMs() <= heard.atMs()));
                if (canRepeat && random.nextBoolean()) {
                    doubled.add(event);
                }
            }
            assertThat(RandomWard.flat(RandomWard.run(ward.settings, doubled))).containsExactlyElementsOf(ward.changes);
        });
    }

    @Test
    void givenAnyWard_whenNumbersUnderAFlagAreOthers_thenNothingChanges17() {
        inEachWard((ward, random) -> {
            List<AlarmEvent> masked = ward.events.stream()
                    .map(event -> event instanceof ReadingHeard heard ? masked(heard, random) : event)
                    .toList();
            assertThat(RandomWard.flat(RandomWard.run(ward.settings, masked))).containsExactlyElementsOf(ward.changes);
        });
    }

    private static AlarmEvent masked(ReadingHeard heard, Random random) {
        List<SignValue> values = new ArrayList<>();
        for (SignValue said : heard.values()) {
            boolean isMasked = said.flag() == Flag.OFF || said.flag() == Flag.ARTEFACT;
            values.add(isMasked ? new SignValue(said.sign(), random.nextInt(100), said.flag(), null) : said);
        }
        return new ReadingHeard(heard.atMs(), heard.device(), values, heard.seq(), heard.measuredAtMs());
    }

    @Test
    void givenAnyWard_whenStampsAheadAreOthers_thenNothingChanges18() {
        inEachWard((ward, random) -> {
            List<AlarmEvent> ahead = ward.events.stream()
                    .map(event -> event instanceof ReadingHeard heard && heard.measuredAtMs() > heard.atMs() + 2000
                            ? new ReadingHeard(
                                    heard.atMs(),
                                    heard.device(),
                                    heard.values(),
                                    heard.seq(),
                                    heard.atMs() + 2001 + random.nextInt(1_000_000))
                            : event)
                    .toList();
            assertThat(RandomWard.flat(RandomWard.run(ward.settings, ahead))).containsExactlyElementsOf(ward.changes);
        });
    }

    @Test
    void givenAnyWard_whenAStayPausesAudio_thenPauseIsNoLongerThanTwoMinutes12() {
        inEachWard((ward, _) -> {
            for (AlarmChange change : ward.changes) {
                if (change.fields().get("until") instanceof Long untilMs) {
                    assertThat(untilMs - change.atMs()).isBetween(1L, 120_000L);
                }
            }
        });
    }

    /** One device, readings of all sorts: only a good, fresh value that is back ends the alarm. */
    @Test
    void givenLoneDevice_whenItsAlarmEndsAsClear_thenLastValueIsFreshAndBack7() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            Random random = new Random(seed);
            AlarmEngine engine = new AlarmEngine(AlarmSettings.defaults());
            engine.apply(new AlarmEvent.Admit(0, "s1", "b1", 0, null), _ -> {});
            engine.apply(new AlarmEvent.DeviceLinked(0, "d1", "s1", Map.of("spo2", 1000L), List.of(), null), _ -> {});
            long lastGoodMs = -1;
            double lastGood = Double.NaN;
            boolean isOff = false;
            List<Long> clearedMs = new ArrayList<>();
            for (long nowMs = 1000; nowMs < 600_000; nowMs += random.nextInt(20) == 0 ? 20_000 : 1000) {
                boolean isLow = (nowMs / 60_000) % 2 == 0;
                double value = (isLow ? 78 : 91) + random.nextInt(5);
                Flag flag = random.nextInt(5) == 0 ? List.of(Flag.values()).get(random.nextInt(4)) : Flag.NONE;
                boolean isNumber = random.nextInt(10) > 0;
                SignValue said = isNumber ? new SignValue("spo2", value, flag, null) : SignValue.none("spo2", flag);
                engine.apply(new AlarmEvent.Tick(nowMs), change -> noteClear(change, clearedMs));
                checkBack(seed, clearedMs, lastGood, lastGoodMs, isOff);
                if (isGood(said)) {
                    lastGood = value;
                    lastGoodMs = nowMs;
                    isOff = false;
                }
                isOff |= flag == Flag.OFF;
                engine.apply(
                        new ReadingHeard(nowMs, "d1", List.of(said), nowMs, -1),
                        change -> noteClear(change, clearedMs));
                checkBack(seed, clearedMs, lastGood, lastGoodMs, isOff);
            }
        }
    }

    private static void noteClear(AlarmChange change, List<Long> clearedMs) {
        boolean isSpo2 = change.kind().orElse("").equals("spo2.low");
        if (isSpo2
                && change.state().isPresent()
                && change.text("why").orElse("").equals("clear")) {
            clearedMs.add(change.atMs());
        }
    }

    private static void checkBack(long seed, List<Long> clearedMs, double lastGood, long lastGoodMs, boolean isOff) {
        for (long atMs : clearedMs) {
            assertThat(lastGood)
                    .as("seed " + seed)
                    .isGreaterThanOrEqualTo(82); // back of the high level, the lower of the two
            assertThat(atMs - lastGoodMs).as("seed " + seed).isLessThan(15_000);
            assertThat(isOff).as("seed " + seed).isFalse();
        }
        clearedMs.clear();
    }

    @Test
    void givenAnyWard_whenAlarmIsRaised_thenOwnConditionsAreTechnicalAndNoOthers19() {
        inEachWard((ward, _) -> {
            for (AlarmChange change : ward.changes) {
                String own = ".*\\.(signal|silent|frozen|clock|disagree|fault|blind|overdue)";
                if (change.change().equals("raised")) {
                    boolean isTechnical = change.text("type").orElse("").equals("technical");
                    assertThat(isTechnical).isEqualTo(change.kind().orElse("").matches(own));
                }
            }
        });
    }

    private static boolean isGood(SignValue said) {
        return !Double.isNaN(said.value()) && said.flag() != Flag.OFF && said.flag() != Flag.ARTEFACT;
    }

    private static List<AlarmEvent> with(List<AlarmEvent> events, Random random, UnaryOperator<AlarmEvent> extra) {
        List<AlarmEvent> with = new ArrayList<>();
        for (AlarmEvent event : events) {
            if (random.nextInt(3) == 0 && !(event instanceof AlarmEvent.Restart)) {
                with.add(extra.apply(event));
            }
            with.add(event);
        }
        return with;
    }

    private static List<Map<String, Object>> unstamped(List<AlarmChange> changes) {
        List<Map<String, Object>> unstamped = new ArrayList<>();
        for (AlarmChange change : changes) {
            Map<String, Object> fields = new HashMap<>(change.fields());
            fields.keySet().removeAll(List.of("wall", "clock"));
            fields.put("t", change.atMs());
            fields.put("change", change.change());
            unstamped.add(fields);
        }
        return unstamped;
    }

    private static List<Map<String, Object>> only(Predicate<AlarmChange> which, List<AlarmChange> changes) {
        return unstamped(changes.stream().filter(which).toList());
    }
}
