package org.wardline.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wardline.core.alarm.AlarmEvent.ObservationEntered;
import org.wardline.core.alarm.AlarmEvent.ObservationWithdrawn;
import org.wardline.vitals.alarm.AlarmChange;

/** An entry that is withdrawn leaves the engine as if it never had been. */
class WithdrawnEntryTest {
    private static final long SEED = 20_261_126;
    private static final long MINUTE = 60_000;

    /** Of version 1: s1 in b1, awake by an entry at 1,000. */
    private static final String BEFORE =
            "AtAPAAAAAAABAAAAAAAAAAAAAAACAgRzMQQEYjECAAAAANAPAAAAAAAAAQMGAkHQDwABAAAAABgIEHNwbzIubG93AA"
                    + "EACg5VTktOT1dOBwAAAQAKBwAAAAAABwAMHGhlYXJ0X3JhdGUubG93AAEACgcAAAEACgcAAAAAAAcADh5oZWFydF9y"
                    + "YXRlLmhpZ2gAAQAKBwAAAQAKBwAAAAAABwAQGnJlc3BfcmF0ZS5sb3cAAQAKBwAAAQAKBwAAAAAABwASHHJlc3Bfcm"
                    + "F0ZS5oaWdoAAEACgcAAAAAAAAHABQYbmlicF9zeXMubG93AAEACgcAAAAAAAAHABYabmlicF9zeXMuaGlnaAEACgcA"
                    + "AAAAAAAABwAYEHRlbXAubG93AQAKBwAAAAAAAAAHABoSdGVtcC5oaWdoAQAKBwAAAAAAAAAHABwiYnJlYXRoaW5nLm"
                    + "ZhaWxpbmcAAAEACgcAAAAAAAcAHhZuZXdzMi5zY29yZQEAIA5CRVRXRUVOBwAAAQAgBwAAAQAgBwAAAAAABwAiGm5l"
                    + "d3MyLm92ZXJkdWUBACQIQkFDSwcAAAAAAAAABwACJhxzdGF0aW9ucy5ibGluZAAAAQAKBwAAAAAABwA=";

    private final List<AlarmChange> said = new ArrayList<>();
    private AlarmEngine engine = new AlarmEngine(AlarmSettings.defaults());

    private void apply(AlarmEvent event) {
        engine.apply(event, said::add);
    }

    private ObservationEntered enter(long atMs, Map<String, Object> values) {
        var entry = new ObservationEntered(atMs, "s1", "ann", -1, values);
        apply(entry);
        return entry;
    }

    private static ObservationWithdrawn withdrawal(long atMs, ObservationEntered was) {
        return new ObservationWithdrawn(atMs, "eve", "st1", was.atMs(), 0, 0, was);
    }

    private static Map<String, Object> random(Random random) {
        Map<String, Object> values = new HashMap<>();
        if (random.nextBoolean()) {
            values.put("consciousness_acvpu", String.valueOf("ACVPU".charAt(random.nextInt(5))));
        }
        if (random.nextBoolean()) {
            values.put("resp_rate", BigDecimal.valueOf(5 + random.nextInt(30)));
        }
        if (random.nextBoolean()) {
            values.put("o2_supplemental", random.nextBoolean());
        }
        return values;
    }

    private record Score(int least, int most, List<String> missing) {}

    private Score score() {
        return engine.news2("s1")
                .map(now -> new Score(now.least(), now.most(), now.missing()))
                .orElseThrow();
    }

    @Test
    void givenRandomEntries_whenSomeAreWithdrawn_thenTheScoreIsThatOfTheOthers() {
        for (int run = 0; run < 200; run++) {
            var random = new Random(SEED + run);
            List<ObservationEntered> entries = new ArrayList<>();
            List<Boolean> isWrong = new ArrayList<>();
            engine = new AlarmEngine(AlarmSettings.defaults());
            apply(new AlarmEvent.Admit(0, "s1", "b1", 1, null));
            for (int at = 1; at <= 8; at++) {
                long atMs = at * (20 * MINUTE);
                long seenMs = random.nextInt(3) == 0 ? atMs - random.nextInt(60) * MINUTE : -1;
                var entry = new ObservationEntered(atMs, "s1", "ann", Math.max(-1, seenMs), random(random));
                entries.add(entry);
                isWrong.add(random.nextBoolean());
                apply(entry);
            }
            for (int at = 0; at < entries.size(); at++) {
                if (isWrong.get(at)) {
                    apply(withdrawal(200 * MINUTE + at, entries.get(at)));
                    engine = AlarmEngine.restored(AlarmSettings.defaults(), engine.snapshot());
                }
            }
            apply(new AlarmEvent.Tick(201 * MINUTE));
            Score without = score();

            engine = new AlarmEngine(AlarmSettings.defaults());
            apply(new AlarmEvent.Admit(0, "s1", "b1", 1, null));
            for (int at = 0; at < entries.size(); at++) {
                if (!isWrong.get(at)) {
                    apply(entries.get(at));
                }
            }
            apply(new AlarmEvent.Tick(201 * MINUTE));
            assertThat(without).as("seed %d", SEED + run).isEqualTo(score());
        }
    }

    private ObservationEntered scale(long atMs, int scale) {
        return enter(atMs, Map.of("news2_scale", BigDecimal.valueOf(scale)));
    }

    @Test
    void givenScalesInError_whenWithdrawn_thenTheOneBeforeHoldsUntilTheNextThatSaysOne() {
        apply(new AlarmEvent.Admit(0, "s1", "b1", 1, null));
        ObservationEntered first = scale(1, 2);
        ObservationEntered second = scale(2, 1);
        ObservationEntered third = scale(3, 2);

        apply(withdrawal(4, second));
        assertThat(engine.news2Scale("s1")).isEqualTo(2);
        apply(withdrawal(4, third));
        assertThat(engine.news2Scale("s1")).isEqualTo(2);
        apply(withdrawal(4, first));
        assertThat(engine.news2Scale("s1")).isEqualTo(1);
    }

    @Test
    void givenNews2BegunByAnEntryInError_whenWithdrawn_thenItIsKeptOn() {
        apply(new AlarmEvent.Admit(0, "s1", "b1", 0, null));
        ObservationEntered only = scale(1, 1);

        apply(withdrawal(2, only));

        assertThat(engine.news2Scale("s1")).isEqualTo(1);
    }

    @Test
    void givenMoreThanIsRemembered_whenEntered_thenTheOldestMakeRoom() {
        apply(new AlarmEvent.Admit(0, "s1", "b1", 1, null));
        ObservationEntered first = enter(1, Map.of("consciousness_acvpu", "U"));
        int most = Math.max(Rounds.MAX_ROUNDS, Entries.MAX_EARLIER) + 2;
        for (int at = 2; at <= most; at++) {
            ObservationEntered _ = enter(at, Map.of("consciousness_acvpu", "A"));
        }
        for (int at = 0; at <= Rounds.MAX_WITHDRAWN; at++) {
            apply(new ObservationWithdrawn(most, "eve", "st1", 1_000_000 + at, 0, 0, first));
        }

        assertThat(said.stream().filter(change -> change.change().equals("refused")))
                .isEmpty();
        assertThat(score().least()).isZero();
        apply(new ObservationWithdrawn(most, "eve", "st1", 1_000_000 + Rounds.MAX_WITHDRAWN, 0, 0, first));
        assertThat(said.getLast().change()).isEqualTo("refused");
    }

    @Test
    void givenSnapshotFromBeforeWithdrawals_whenRestored_thenWhatWasEnteredThenCountsAgain() {
        engine = AlarmEngine.restored(
                AlarmSettings.defaults(), Base64.getDecoder().decode(BEFORE));
        assertThat(score().missing()).doesNotContain("consciousness");

        ObservationEntered wrong = enter(2 * MINUTE, Map.of("consciousness_acvpu", "U"));
        apply(withdrawal(2 * MINUTE, wrong));

        assertThat(score().missing()).doesNotContain("consciousness");
        assertThat(score().least()).isZero();
        apply(new AlarmEvent.Tick(1_000 + 12 * 60 * MINUTE));
        assertThat(said)
                .as("twelve hours since")
                .anyMatch(change ->
                        change.alarm().filter("s1:news2.overdue:1"::equals).isPresent());
    }
}
