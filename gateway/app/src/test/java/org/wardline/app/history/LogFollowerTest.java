package org.wardline.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.core.CareAct;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.NoteEntry;

/** Minutes and notes out of a log that is followed and, after a restart, taken in backwards. */
class LogFollowerTest {
    private static final StayId SEVEN = new StayId("s7");
    private static final int SECONDS = 9_000;

    @TempDir
    private Path folder = Path.of("");

    private Kept kept;

    @BeforeEach
    void open() throws IOException {
        kept = new Kept(folder);
    }

    @AfterEach
    void close() {
        kept.close();
    }

    private void hear(int seconds) throws IOException {
        for (int second = 0; second < seconds; second++) {
            kept.hears("m7", 95 + second % 3, 70);
            kept.atMs += 1_000;
        }
        kept.commit();
    }

    private int heard(LogFollower follower) {
        return follower.minutes().between(SEVEN, 0, kept.wallMs() + 60_000).getOrDefault("spo2", List.of()).stream()
                .mapToInt(Minute::count)
                .sum();
    }

    @Test
    void givenLogGrows_whenFollowed_thenEachReadingCountsOnce() throws Exception {
        LogFollower follower = kept.follower();
        kept.admit("s7", Kept.BED_7, "m7");
        for (int round = 1; round <= 3; round++) {
            hear(200);
            follower.step();
            assertThat(heard(follower)).isEqualTo(200 * round);
        }
    }

    @Test
    void givenLogGrewFasterThanOneStep_whenAsked_thenItSaysThatTheNewestIsNotIn() throws Exception {
        kept.admit("s7", Kept.BED_7, "m7");
        kept.commit();
        LogHistory history = kept.history();
        for (int waiting = 0; waiting < LogFollower.MAX_STEP + 1_000; waiting++) {
            kept.waiting.add(new NoteEntry(
                    kept.atMs, NoteEntry.Kind.CHANGE, "{\"t\":" + kept.atMs + ",\"change\":\"soundCommand\"}"));
        }
        kept.happens(at -> new AlarmEvent.Noted(at, "s7", "note", "ann", "st1", Map.of("text", "newest")));
        kept.commit();

        History.Query notes = History.Query.notes(Optional.of(SEVEN), 0, Long.MAX_VALUE / 2);
        History.Span early =
                history.of(notes).toCompletionStage().toCompletableFuture().get();
        History.Span late =
                history.of(notes).toCompletionStage().toCompletableFuture().get();

        assertThat(early.notes()).noneMatch(note -> note.json().contains("newest"));
        assertThat(early.isCut()).isTrue();
        assertThat(late.notes()).anyMatch(note -> note.json().contains("newest"));
        assertThat(late.isCut()).isFalse();
    }

    @Test
    void givenRestart_whenStepsPass_thenTheNewestComesFirstAndThenAll() throws Exception {
        kept.admit("s7", Kept.BED_7, "m7");
        hear(SECONDS);
        LogFollower follower = kept.follower();
        hear(60);

        follower.catchUp();
        assertThat(heard(follower)).isEqualTo(60);
        follower.goBack(3_000);
        assertThat(follower.isWhole()).isFalse();
        assertThat(heard(follower)).isBetween(2_500, 3_060);
        follower.step();

        assertThat(follower.isWhole()).isTrue();
        assertThat(heard(follower)).isEqualTo(SECONDS + 60);
    }

    @Test
    void givenPatientLeft_whenFollowed_thenHisMinutesAreGoneAndNoneComesBack() throws Exception {
        LogFollower follower = kept.follower();
        kept.admit("s7", Kept.BED_7, "m7");
        hear(100);
        follower.step();
        kept.discharge("s7");
        kept.atMs += 1_000;
        kept.admit("s9", Kept.BED_7, "m7");
        hear(100);
        follower.step();

        assertThat(heard(follower)).isZero();
        assertThat(follower.minutes().stays()).isEqualTo(1);
        LogFollower afterRestart = kept.follower();
        afterRestart.step();
        assertThat(heard(afterRestart)).isZero();
    }

    @Test
    void givenTakenInAgain_whenStepsPass_thenItIsTheSame() throws Exception {
        kept.admit("s7", Kept.BED_7, "m7");
        hear(500);
        LogFollower follower = kept.follower();
        follower.step();
        Map<String, List<Minute>> before = follower.minutes().between(SEVEN, 0, kept.wallMs());
        follower.again();
        follower.step();

        assertThat(follower.minutes().between(SEVEN, 0, kept.wallMs())).isEqualTo(before);
    }

    @Test
    void givenLinkCorrectedLater_whenFollowed_thenTheMinutesAreOfNobody() throws Exception {
        kept.admit("s7", Kept.BED_7, "m7");
        hear(100);
        LogFollower follower = kept.follower();
        follower.step();
        long toMs = kept.wallMs();
        kept.happens(at -> new CareAct.Correct(at, "ann", "m7", Kept.WALL_MS, toMs - 10_000, Optional.empty()));
        follower.step();

        assertThat(heard(follower)).isEqualTo(10);
    }

    @Test
    void givenNotesAmongReadings_whenNotesAreAsked_thenTheyAreTheSameAsOfTheWholeLog() throws Exception {
        kept.admit("s7", Kept.BED_7, "m7");
        kept.admit("s8", Kept.BED_8, "m8");
        for (int round = 0; round < 12; round++) {
            hear(300);
            int now = round;
            kept.happens(at -> new AlarmEvent.Noted(
                    at, now % 2 == 0 ? "s7" : "s8", "note", "ann", "st1", Map.of("text", "round " + now)));
        }
        kept.commit();
        long fromMs = Kept.WALL_MS + 1_000_000;

        History.Span all = kept.answer(new History.Query(Optional.of(SEVEN), fromMs, Long.MAX_VALUE / 2));
        History.Span notes = kept.answer(History.Query.notes(Optional.of(SEVEN), fromMs, Long.MAX_VALUE / 2));

        assertThat(notes.notes()).isNotEmpty().isEqualTo(all.notes());
        assertThat(notes.readings()).isEmpty();
        assertThat(notes.isCut()).isFalse();
        assertThat(notes.wallMs(notes.notes().getLast().atMs()))
                .isEqualTo(all.wallMs(all.notes().getLast().atMs()));
    }
}
