package org.wardline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wardline.core.Seen.Verdict;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;

class SeenTest {
    private final Seen seen = new Seen();

    private static Reading reading(String device, long seq, long atMs, double spo2) {
        return new Reading(
                new DeviceId(device),
                seq,
                atMs,
                atMs + 5,
                ClockQuality.DEVICE,
                List.of(Measurement.of(VitalSign.SPO2, spo2)));
    }

    @Test
    void givenReadingStored_whenItComesAgain_thenItIsADuplicate() {
        assertThat(seen.hear(reading("m-1", 7, 1_000, 97))).isEqualTo(Verdict.NEW);

        assertThat(seen.hear(reading("m-1", 7, 1_000, 97))).isEqualTo(Verdict.DUPLICATE);
        assertThat(seen.hear(reading("m-1", 8, 1_000, 97))).isEqualTo(Verdict.NEW);
        assertThat(seen.hear(reading("m-2", 7, 1_000, 97))).isEqualTo(Verdict.NEW);
        assertThat(seen.hear(reading("m-1", 7, 1_001, 97))).isEqualTo(Verdict.NEW);
    }

    @Test
    void givenSameKey_whenContentDiffers_thenItIsAConflictAndKept() {
        assertThat(seen.hear(reading("m-1", 7, 1_000, 97))).isEqualTo(Verdict.NEW);

        assertThat(seen.hear(reading("m-1", 7, 1_000, 96))).isEqualTo(Verdict.CONFLICT);
    }

    @Test
    void givenNoSequence_whenTheSameComesTwice_thenNothingIsADuplicate() {
        Reading without = reading("m-1", Reading.NO_SEQ, 1_000, 97);
        assertThat(seen.hear(without)).isEqualTo(Verdict.NEW);

        assertThat(seen.hear(without)).isEqualTo(Verdict.NEW);
    }

    @Test
    void givenReadingRefusedByTheLog_whenForgotten_thenItIsNewAgain() {
        Reading refused = reading("m-1", 7, 1_000, 97);
        assertThat(seen.hear(refused)).isEqualTo(Verdict.NEW);

        seen.forget(refused);

        assertThat(seen.hear(refused)).isEqualTo(Verdict.NEW);
        assertThat(seen.hear(refused)).isEqualTo(Verdict.DUPLICATE);
    }

    @Test
    void givenReadingRefusedLongAgo_whenForgotten_thenItIsNewAgain() {
        Reading refused = reading("m-1", 0, 0, 97);
        assertThat(seen.hear(refused)).isEqualTo(Verdict.NEW);
        for (int seq = 1; seq <= Seen.CAPACITY; seq++) {
            assertThat(seen.hear(reading("m-1", seq, seq, 97))).isEqualTo(Verdict.NEW);
        }

        seen.forget(refused);

        assertThat(seen.hear(refused)).isEqualTo(Verdict.NEW);
    }

    @Test
    void givenTablesGoneRound_whenOldAndNewComeAgain_thenTheNewestAreKnownAndTheOldestAreNot() {
        int extra = Seen.CAPACITY + 5_000;
        for (int seq = 0; seq < Seen.CAPACITY + extra; seq++) {
            assertThat(seen.hear(reading("m-1", seq, seq, 97))).isEqualTo(Verdict.NEW);
        }

        for (int seq = extra; seq < Seen.CAPACITY + extra; seq += 97) {
            assertThat(seen.hear(reading("m-1", seq, seq, 97)))
                    .as("seq %d", seq)
                    .isEqualTo(Verdict.DUPLICATE);
        }
        assertThat(seen.hear(reading("m-1", 0, 0, 97))).isEqualTo(Verdict.NEW);
    }

    @Test
    void givenMoreDevicesThanAreKept_whenTheFirstSendsAgain_thenItIsADuplicate() {
        for (int device = 0; device <= Seen.MOST_SENDERS; device++) {
            assertThat(seen.hear(reading("m-" + device, 7, 1_000, 97))).isEqualTo(Verdict.NEW);
        }

        for (int device = 0; device <= Seen.MOST_SENDERS; device += 97) {
            assertThat(seen.hear(reading("m-" + device, 7, 1_000, 97)))
                    .as("device %d", device)
                    .isEqualTo(Verdict.DUPLICATE);
        }
    }

    @Test
    void givenDeviceThatCountsFromZeroAgain_whenItSendsAgain_thenDuplicatesAreFoundAsBefore() {
        assertThat(seen.hear(reading("m-1", 900, 1_000, 97))).isEqualTo(Verdict.NEW);
        assertThat(seen.hear(reading("m-1", 0, 2_000, 97))).isEqualTo(Verdict.NEW);

        assertThat(seen.hear(reading("m-1", 0, 2_000, 97))).isEqualTo(Verdict.DUPLICATE);
        assertThat(seen.hear(reading("m-1", 900, 1_000, 97))).isEqualTo(Verdict.DUPLICATE);
        assertThat(seen.hear(reading("m-1", 901, 3_000, 97))).isEqualTo(Verdict.NEW);
    }

    @Test
    void givenRandomHearingAndForgetting_whenComparedWithASet_thenVerdictsAgree() {
        long seed = 20_261_126;
        var random = new Random(seed);
        var known = new java.util.HashSet<Integer>();
        for (int turn = 0; turn < 200_000; turn++) {
            int seq = random.nextInt(20_000);
            Reading reading = reading("m-1", seq, seq, 97);
            if (random.nextInt(4) == 0) {
                seen.forget(reading);
                known.remove(seq);
            } else {
                Verdict expected = known.add(seq) ? Verdict.NEW : Verdict.DUPLICATE;
                assertThat(seen.hear(reading))
                        .as("seed %d, turn %d", seed, turn)
                        .isEqualTo(expected);
            }
        }
    }
}
