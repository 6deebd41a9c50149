package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.history.LogReader;
import org.wardline.app.records.BedBook;
import org.wardline.app.records.BedRecord;
import org.wardline.app.records.Handover;
import org.wardline.app.records.Period;
import org.wardline.app.records.Shifts;
import org.wardline.app.station.Records;
import org.wardline.buffer.LogSettings;
import org.wardline.buffer.SealedLog;
import org.wardline.core.CareAct;
import org.wardline.vitals.BedId;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;

/** Hand-over and record out of a real log, read in steps. */
@Timeout(60)
class RecordsDeskTest {
    private static final BedId BED = new BedId("1");
    private static SimulatedShift shift;

    @TempDir
    private Path folder = Path.of("");

    private SealedLog log;
    private final LogReader reader = new LogReader();

    @BeforeAll
    static void passes() throws Refused {
        shift = new SimulatedShift(5, 8);
        shift.pass(50);
        shift.happen(at -> new CareAct.Discharge(
                at, "ann", shift.stayIn("1", shift.wallMs()).orElseThrow()));
        shift.happen(at -> new CareAct.Admit(at, "ann", "new", "1", 1, List.of("m-01"), "scan"));
        shift.pass(2);
        long now = shift.wallMs();
        shift.happen(at -> new CareAct.Correct(at, "ann", "m-02", now - 60_000, 0, java.util.Optional.of("1")));
    }

    @BeforeEach
    void open() throws IOException {
        log = SealedLog.open(folder, LogSettings.in(folder), shift::wallMs);
    }

    @AfterEach
    void close() {
        reader.close();
        log.close();
    }

    private RecordsDesk desk(List<Entry> entries) throws IOException {
        for (int from = 0; from < entries.size(); from += 2_000) {
            long _ = log.commit(entries.subList(from, Math.min(entries.size(), from + 2_000)), List.of(), Map.of());
        }
        return new RecordsDesk(
                reader,
                log,
                () -> shift.ward().whose(),
                () -> shift.ward().view(shift.now()),
                new Shifts(List.of(LocalTime.of(6, 0)), ZoneOffset.UTC),
                shift::wallMs);
    }

    private static Handover handover(RecordsDesk desk) {
        var when = new Period(SimulatedShift.START_MS, shift.wallMs());
        Future<Handover> told = desk.handover(when, Set.of());
        for (int asked = 0; asked < 100; asked++) {
            if (told.otherwiseEmpty().await() != null) {
                return told.result();
            }
            told = desk.handover(when, Set.of());
        }
        throw new AssertionError("no answer");
    }

    private static List<String> moves(Handover handover) {
        return handover.patients().stream()
                .flatMap(patient -> patient.moves().stream())
                .map(move -> move.wallMs() + " " + move.what() + " " + move.stay())
                .sorted()
                .toList();
    }

    @Test
    void givenLogOfDays_whenAskedAfterAStart_thenItSaysHowMuchIsReadUntilAllIs() throws Exception {
        RecordsDesk desk = desk(shift.log);

        Throwable notYet = desk.handover(new Period(SimulatedShift.START_MS, shift.wallMs()), Set.of())
                .map(_ -> new Throwable("told"))
                .otherwise(failure -> failure)
                .await();

        assertThat(notYet)
                .isInstanceOfSatisfying(
                        Records.StillReading.class,
                        reading -> assertThat(reading.percent()).isBetween(1, 99));
        assertThat(handover(desk).patients()).isNotEmpty();
    }

    @Test
    void givenEntryThatCannotBeRead_whenHeardOn_thenNothingBeforeItIsHeardTwice() throws Exception {
        List<Entry> entries = new ArrayList<>(shift.log);
        entries.add(
                shift.log.size() / 2,
                new NoteEntry(1_500_000, NoteEntry.Kind.EVENT, "{\"t\":1500000,\"event\":\"noted\","));

        assertThat(moves(handover(desk(entries)))).doesNotHaveDuplicates().isNotEmpty();
    }

    @Test
    void givenLinkCorrectedLater_whenTheRecordIsWrittenInSteps_thenItIsThatOfWhomItWas() throws Exception {
        BedRecord record = desk(shift.log).record(BED, 1).await().orElseThrow();

        var book = new BedBook("new", "1", record.when(), shift.ward().whose());
        shift.log.forEach(book::take);
        assertThat(record).isEqualTo(book.record());
        assertThat(record.minutes()).hasSizeBetween(2, 4);
        BedRecord others = desk(List.of()).record(new BedId("2"), 1).await().orElseThrow();
        assertThat(others.minutes().getLast().wallMs()).isLessThan(shift.wallMs() - 60_000);
    }

    @Test
    void givenRecordsBeingWritten_whenOneMoreIsAsked_thenItIsRefusedUntilOneIsDone() throws Exception {
        RecordsDesk desk = desk(shift.log);
        List<Future<?>> asked = new ArrayList<>();
        for (int at = 0; at < RecordsDesk.MAX_RECORDS; at++) {
            asked.add(desk.record(BED, 1));
        }

        assertThat(desk.record(BED, 1).failed()).isTrue();
        Future<?> all = Future.all(List.copyOf(asked));
        assertThat(all.await()).isNotNull();
        assertThat(desk.record(BED, 1).await()).isPresent();
    }
}
