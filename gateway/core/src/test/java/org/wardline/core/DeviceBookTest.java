package org.wardline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wardline.core.DeviceBook.Held;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.ReadingEntry;

/** What is known of devices stays within its bounds. */
class DeviceBookTest {
    private static final long T = 1_795_000_000_000L;

    private static ReadingEntry reading(String device, long atMs) {
        return ReadingEntry.nowhere(
                1,
                new Reading(
                        new DeviceId(device),
                        1,
                        atMs,
                        atMs,
                        ClockQuality.DEVICE,
                        List.of(Measurement.of(VitalSign.SPO2, 97))));
    }

    @Test
    void givenFullBook_whenAStrangerComes_thenTheLongestSilentOfNobodyMakesRoom() {
        var book = new DeviceBook();
        book.limitTo(3);
        for (String name : List.of("linked", "old", "young")) {
            book.of(new DeviceId(name), Set.of()).heard(reading(name, T + name.length()));
        }

        book.of(new DeviceId("new"), Set.of(new DeviceId("old"))).heard(reading("new", T + 100));

        assertThat(book.all().keySet()).extracting(DeviceId::name).containsExactlyInAnyOrder("old", "linked", "new");
    }

    @Test
    void givenManyStretches_whenOneMoreComes_thenTheOldestIsCountedAndNoneGrowsOverTheTimeBetween() {
        var device = new DeviceRecord();
        for (int run = 0; run < DeviceRecord.MAX_RUNS + 2; run++) {
            device.hold(reading("w", T + run * (DeviceRecord.GAP_MS * 2)), 1);
        }

        assertThat(device.held()).hasSize(DeviceRecord.MAX_RUNS).allMatch(run -> run.fromMs() == run.toMs());
        assertThat(device.held().getFirst().fromMs()).isEqualTo(T + 2 * (DeviceRecord.GAP_MS * 2));
        assertThat(device.dropped()).isEqualTo(2);
    }

    @Test
    void givenPatientMeasuredBetween_whenReadingsAreNobodysAgain_thenTheyAreAnotherStretch() throws IOException {
        var device = new DeviceRecord();
        device.hold(reading("w", T), 1);
        device.interrupted(T + 1_000);
        var bytes = new ByteArrayOutputStream();
        device.writeTo(new DataOutputStream(bytes));
        device = DeviceRecord.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), true);

        device.hold(reading("w", T + 2_000), 1);
        device.hold(reading("w", T + 3_000), 1);
        device.hold(reading("w", T + 500), 1); // late

        assertThat(device.held()).extracting(Held::fromMs).containsExactly(T, T + 2_000);
        assertThat(device.held()).extracting(Held::toMs).containsExactly(T + 500, T + 3_000);
    }

    @Test
    void givenHeldStretch_whenAPartIsDecided_thenTheRestIsLeftAndItsNumberIsNotGuessed() {
        var run = new Held(Optional.of(new BedId("7")), 100, 200, 50);

        assertThat(run.without(0, 100)).contains(run);
        assertThat(run.without(201, 300)).contains(run);
        assertThat(run.without(100, 201)).isEmpty();
        assertThat(run.without(0, 150)).contains(new Held(run.bed(), 150, 200, Held.SOME));
        assertThat(run.without(150, 300)).contains(new Held(run.bed(), 100, 149, Held.SOME));
        assertThat(run.without(120, 150)).contains(new Held(run.bed(), 100, 200, Held.SOME));
    }

    @Test
    void givenStrangersPace_whenLinked_thenItOwesWhatItSentSteadily() {
        var device = new DeviceRecord();
        for (int second = 0; second < DeviceRecord.PACE_READINGS; second++) {
            assertThat(device.contract().values()).allMatch(everyMs -> everyMs == 0);
            device.hold(reading("w", T + second * 1_000L), 1);
        }

        assertThat(device.contract()).containsEntry("spo2", 1_000L);
    }
}
