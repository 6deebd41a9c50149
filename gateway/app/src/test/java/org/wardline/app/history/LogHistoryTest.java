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
import org.wardline.vitals.log.ReadingEntry;

/** Readings and notes of a bed or ward in a span of time, out of a real log. */
class LogHistoryTest {
    private static final long MINUTE_MS = 60_000;

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

    private static List<Double> spo2(History.Span span) {
        return span.readings().stream()
                .map(ReadingEntry::reading)
                .map(reading -> reading.values().getFirst().value())
                .toList();
    }

    private static List<String> about(History.Span span) {
        return span.notes().stream()
                .map(Notes::fields)
                .map(fields -> String.valueOf(fields.getOrDefault("event", fields.get("change"))))
                .toList();
    }

    private void note(String stay, String text) throws IOException {
        kept.happens(at -> new AlarmEvent.Noted(at, stay, "note", "ann", "st1", Map.of("text", text)));
    }

    @Test
    void givenTwoBeds_whenOneIsAsked_thenOnlyItsOwnIsTold() throws Exception {
        kept.admit("s7", Kept.BED_7, "m7");
        kept.admit("s8", Kept.BED_8, "m8");
        kept.hears("m7", 97, 70);
        kept.hears("m8", 91, 80);
        note("s8", "not of bed 7");
        note("s7", "of bed 7");

        History.Span span = kept.answer(Kept.all("s7"));

        assertThat(spo2(span)).containsExactly(97.0);
        assertThat(about(span)).containsExactly("clockStepped", "admit", "deviceLinked", "noted");
        assertThat(span.isCut()).isFalse();
    }

    @Test
    void givenFormerPatient_whenTheBedIsAsked_thenNothingOfHisIsTold() throws Exception {
        kept.admit("old", Kept.BED_7, "m7");
        kept.hears("m7", 88, 120);
        note("old", "of the former");
        kept.atMs += MINUTE_MS;
        kept.discharge("old");
        kept.atMs += MINUTE_MS;
        kept.admit("new", Kept.BED_7, "m7");
        kept.hears("m7", 96, 70, 90_000); // late: measured while nobody lay there
        kept.atMs += 1_000;
        kept.hears("m7", 98, 70);

        History.Span span = kept.answer(Kept.all("new"));

        assertThat(spo2(span)).containsExactly(98.0);
        assertThat(span.notes()).noneMatch(note -> note.json().contains("old"));
    }

    @Test
    void givenLinkCorrectedLater_whenTheBedIsAsked_thenReadingsAreOfWhomTheyWere() throws Exception {
        kept.admit("s7", Kept.BED_7, "m7");
        kept.admit("s8", Kept.BED_8, "m8");
        kept.hears("m7", 97, 70);
        kept.atMs += 1_000;
        long fromMs = kept.wallMs();
        kept.hears("m7", 88, 120);
        kept.atMs += 1_000;
        long toMs = kept.wallMs();
        kept.hears("m7", 96, 70);
        kept.atMs += 1_000;
        kept.happens(at -> new CareAct.Correct(at, "ann", "m7", fromMs, toMs, Optional.of("08")));

        assertThat(spo2(kept.answer(Kept.all("s7")))).containsExactly(97.0, 96.0);
        assertThat(spo2(kept.answer(Kept.all("s8")))).containsExactly(88.0);
    }

    @Test
    void givenClockSetBack_whenTheBedIsAsked_thenItIsThePresentPatient() throws Exception {
        kept.admit("old", Kept.BED_7, "m7");
        kept.hears("m7", 88, 120);
        kept.atMs += MINUTE_MS;
        kept.discharge("old");
        kept.admit("new", Kept.BED_7, "m7");
        kept.hears("m7", 98, 70);
        kept.wallMinusAtMs -= MINUTE_MS / 2;

        assertThat(spo2(kept.answer(Kept.all("new")))).containsExactly(98.0);
    }

    @Test
    void givenPageThatNamesTheOneBefore_whenTheNextLiesThere_thenNothingOfHimIsTold() throws Exception {
        kept.admit("old", Kept.BED_7, "m7");
        kept.atMs += 1_000;
        kept.discharge("old");
        kept.admit("new", Kept.BED_7, "m7");
        kept.hears("m7", 98, 70);

        assertThat(kept.answer(Kept.all("old"))).isEqualTo(History.Span.NONE);
        assertThat(kept.history()
                        .minutes(new StayId("old"), 0, Long.MAX_VALUE)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get()
                        .signs())
                .isEmpty();
        assertThat(spo2(kept.answer(Kept.all("new")))).containsExactly(98.0);
    }

    @Test
    void givenActOnAnotherIsRefused_whenAsked_thenTheRefusalIsNotTold() throws Exception {
        kept.admit("s7", Kept.BED_7, "m7");
        kept.admit("s8", Kept.BED_8, "m8");
        kept.happens(at -> new CareAct.Return(at, "ann", "st1", "s8"));

        assertThat(kept.answer(Kept.all("s8")).notes()).anyMatch(Notes::isRefusal);
        assertThat(kept.answer(Kept.all("s7")).notes()).noneMatch(Notes::isRefusal);
    }

    @Test
    void givenFreeBed_whenAsked_thenNothingIsTold() throws Exception {
        kept.admit("old", Kept.BED_7, "m7");
        kept.hears("m7", 88, 120);
        kept.atMs += 1_000;
        kept.discharge("old");

        assertThat(kept.answer(Kept.all("old"))).isEqualTo(History.Span.NONE);
    }

    @Test
    void givenTransfer_whenTheNewBedIsAsked_thenWhatWasInTheOldIsToldToo() throws Exception {
        kept.admit("s7", Kept.BED_7, "m7");
        kept.hears("m7", 97, 70);
        kept.atMs += 1_000;
        kept.happens(at -> new AlarmEvent.Transfer(at, "s7", "08", List.of("m7"), "ann"));
        kept.atMs += 1_000;
        kept.hears("m7", 96, 70);

        assertThat(spo2(kept.answer(Kept.all("s7")))).containsExactly(97.0, 96.0);
    }

    @Test
    void givenSpan_whenAsked_thenReadingsByTheirMeasuredTimeAndNotesByTheirOwn() throws Exception {
        kept.admit("s7", Kept.BED_7, "m7");
        for (int minute = 0; minute < 10; minute++) {
            kept.hears("m7", 90 + minute, 70);
            note("s7", "minute " + minute);
            kept.atMs += MINUTE_MS;
        }
        kept.hears("m7", 80, 70, 7 * MINUTE_MS - 1_000); // late, measured in the span

        long fromMs = Kept.WALL_MS + 1_000 + 3 * MINUTE_MS;
        History.Span span =
                kept.answer(new History.Query(Optional.of(new StayId("s7")), fromMs, fromMs + 2 * MINUTE_MS));

        assertThat(spo2(span)).containsExactly(93.0, 94.0, 80.0);
        assertThat(about(span).stream().filter("noted"::equals)).hasSize(2);
        assertThat(span.wallMs(span.notes().stream()
                        .filter(note -> Notes.isNamed(note, "noted"))
                        .findFirst()
                        .orElseThrow()
                        .atMs()))
                .isEqualTo(fromMs);
    }

    @Test
    void givenWholeWard_whenNotesAreAsked_thenEverybodysAndNoReading() throws Exception {
        kept.admit("s7", Kept.BED_7, "m7");
        kept.happens(at -> new AlarmEvent.StationAlive(at, "st1", true, true));
        kept.hears("m7", 97, 70);
        kept.discharge("s7");

        History.Span span = kept.answer(History.Query.notes(Optional.empty(), 0, Long.MAX_VALUE / 2));

        assertThat(span.readings()).isEmpty();
        assertThat(about(span)).contains("admit", "discharge").doesNotContain("stationAlive");
    }

    @Test
    void givenClockWasSet_whenAsked_thenEachNoteHasTheWallOfItsTime() throws Exception {
        kept.admit("s7", Kept.BED_7, "m7");
        kept.atMs += 1_000;
        note("s7", "before");
        kept.atMs += 1_000;
        kept.wallMinusAtMs += 3_600_000;
        note("s7", "after");

        History.Span span = kept.answer(Kept.all("s7"));

        assertThat(span.notes().stream()
                        .filter(note -> Notes.isNamed(note, "noted"))
                        .map(note -> span.wallMs(note.atMs()) - Kept.WALL_MS))
                .containsExactly(2_000L, 3_603_000L);
    }

    @Test
    void givenMoreThanIsLookedAt_whenAsked_thenTheOldestIsCutAndSaid() throws Exception {
        kept.admit("s7", Kept.BED_7, "m7");
        for (int second = 0; second < 30; second++) {
            kept.hears("m7", 60 + second, 70);
            kept.atMs += 1_000;
        }
        kept.commit();

        var history = new LogHistory(kept.reader, kept.log, kept::whose, kept::wallMs, kept.follower(), 5);
        History.Span span = history.of(Kept.all("s7"))
                .toCompletionStage()
                .toCompletableFuture()
                .get();

        assertThat(span.isCut()).isTrue();
        assertThat(span.readings().size() + span.notes().size()).isEqualTo(5);
        assertThat(spo2(span)).endsWith(89.0);
    }

    @Test
    void givenLookThatBreaks_whenAsked_thenItFailsAndTheNextIsAnswered() {
        var broken = kept.reader.later(() -> {
            throw new StackOverflowError();
        });

        assertThat(broken.toCompletionStage().toCompletableFuture())
                .failsWithin(java.time.Duration.ofSeconds(10))
                .withThrowableOfType(java.util.concurrent.ExecutionException.class);
        assertThat(kept.reader.later(() -> true).toCompletionStage().toCompletableFuture())
                .succeedsWithin(java.time.Duration.ofSeconds(10));
    }

    @Test
    void givenTooManyWait_whenOneMoreAsks_thenItFailsAtOnce() throws Exception {
        var go = new java.util.concurrent.CountDownLatch(1);
        var unused = kept.reader.later(() -> go.await(10, java.util.concurrent.TimeUnit.SECONDS));
        for (int waiting = 0; waiting < LogReader.MAX_WAITING + 1; waiting++) {
            unused = kept.reader.later(() -> true);
        }

        assertThat(unused.failed()).isTrue();
        assertThat(kept.reader.later(() -> true).failed()).isTrue();
        go.countDown();
    }

    @Test
    void givenNoteOfAPatient_whenItsNumberIsAsked_thenItStandsThereInTheLog() throws Exception {
        kept.admit("s7", Kept.BED_7, "m7");
        kept.hears("m7", 97, 70);
        note("s7", "first");
        kept.hears("m7", 97, 70);
        note("s7", "second");
        History.Span span = kept.answer(Kept.all("s7"));
        NoteEntry second = span.notes().getLast();

        long number = numberOf(second, span.wallMs(second.atMs()));

        assertThat(kept.log.read(number, 1).getFirst().entry())
                .isInstanceOfSatisfying(
                        NoteEntry.class, there -> assertThat(there.json()).isEqualTo(second.json()));
        assertThat(numberOf(second, Long.MAX_VALUE / 2)).as("the wall was set").isEqualTo(number);
        assertThat(numberOf(new NoteEntry(1, NoteEntry.Kind.EVENT, "{}"), 0)).isZero();
    }

    private long numberOf(NoteEntry note, long madeMs) throws Exception {
        return kept.history()
                .numberOf(new StayId("s7"), note, madeMs)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }
}
