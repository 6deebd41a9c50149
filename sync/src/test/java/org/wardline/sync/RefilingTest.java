package org.wardline.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.Numbered;
import org.wardline.vitals.log.ReadingEntry;

/** A correction withdraws what was filed for the wrong patient and files it again, once, whatever is in between. */
class RefilingTest {
    private static final long NOW = Samples.T0 + 600_000;
    private static final long SECOND = 1_000;

    /** One ward of three beds, the links of its devices with corrections over them, and a record system that remembers. */
    private static final class Ward {
        final FilingPolicy policy;
        final List<Numbered> log = new ArrayList<>();
        final Map<String, String> bedOf = new HashMap<>(Map.of("m-1", "1", "m-2", "2", "m-3", "3", "n-1", "1"));
        final List<Correction> corrections = new ArrayList<>();
        final List<String> rightBeds = new ArrayList<>();
        final Map<Identifier, Filed> records = new HashMap<>();
        Outbox outbox;

        @Nullable
        Refiling lastRefiling;

        Outcome withdrawal = new Outcome.Accepted();
        long nowMs = NOW;

        Ward(FilingPolicy policy) {
            this.policy = policy;
            this.outbox = Outbox.fresh(policy);
        }

        /** What a record system has under an identifier. */
        record Filed(Subject subject, boolean isError, Observation.By by, long measuredAtMs) {}

        void hear(String device, long atMs, double spo2) {
            hear(device, atMs, Samples.spo2(spo2));
        }

        void hear(String device, long atMs, Measurement value) {
            long seq = log.size();
            var reading = Samples.reading(device, seq, atMs, value);
            log.add(new Numbered(seq + 1, Samples.at(bedOf.getOrDefault(device, "9"), reading)));
        }

        /** Up to a correction, without it. */
        Whose whose(int before) {
            return new Whose() {
                @Override
                public Optional<Subject> of(ReadingEntry entry) {
                    return bedOf(entry).map(bed -> patient(bed.name()));
                }

                @Override
                public Optional<BedId> bedOf(ReadingEntry entry) {
                    String bed = Ward.this.bedOf.getOrDefault(
                            entry.reading().device().name(), "");
                    for (Correction one : corrections) {
                        bed = one.number() < before && one.covers(entry) ? rightBeds.get(one.number() - 1) : bed;
                    }
                    return bed.isEmpty() ? Optional.empty() : Optional.of(new BedId(bed));
                }

                @Override
                public boolean isNobodys(ReadingEntry entry) {
                    return bedOf(entry).isEmpty();
                }
            };
        }

        Whose whose() {
            return whose(Integer.MAX_VALUE);
        }

        static Subject patient(String bed) {
            return Subject.of("urn:hospital:mrn", bed, new StayId("stay-" + bed));
        }

        void correct(String device, long fromMs, long toMs, String rightBed) {
            corrections.add(new Correction(corrections.size() + 1, new DeviceId(device), fromMs, toMs));
            rightBeds.add(rightBed);
            outbox.linksChanged(nowMs);
        }

        /** Carries the pending corrections out, with up to so many steps. */
        void refile(int steps) {
            for (Correction one : corrections) {
                if (one.number() > outbox.lastCorrection()) {
                    var refiling = new Refiling(
                            outbox,
                            policy,
                            one,
                            whose(one.number()),
                            whose(one.number() + 1),
                            new Refiling.Stretch(1, log.size()));
                    lastRefiling = refiling;
                    for (int left = steps; !refiling.isDone(); left--) {
                        if (left == 0) {
                            return;
                        }
                        follow(refiling, refiling.step(nowMs));
                    }
                }
            }
        }

        private void follow(Refiling refiling, Step step) {
            switch (step) {
                case Step.Read read -> refiling.offer(read, log.subList((int) read.from() - 1, (int) read.to()), nowMs);
                case Step.Withdraw withdraw -> {
                    if (withdrawal instanceof Outcome.Accepted) {
                        put(withdraw.batch(), true);
                    }
                    refiling.settle(
                            Delivery.of(Collections.nCopies(
                                    withdraw.batch().filings().size(), withdrawal)),
                            nowMs);
                }
                case Step.Wait _ -> nowMs += 60_000;
                case Step.Send _ -> throw new IllegalStateException("a correction sends nothing");
            }
        }

        private void put(Batch batch, boolean isError) {
            for (Filing filing : batch.filings()) {
                for (Observation each : filing.observations()) {
                    var filed = new Filed(filing.subject(), isError, each.by(), each.measuredAtMs());
                    if (isError) {
                        assertThat(records.get(each.identifier()))
                                .as("only what was filed for him is withdrawn")
                                .isNotNull()
                                .extracting(Filed::subject)
                                .isEqualTo(filing.subject());
                        records.put(each.identifier(), filed);
                    } else {
                        records.putIfAbsent(each.identifier(), filed);
                    }
                }
            }
        }

        void file() {
            for (int left = 0; left < 100_000; left++) {
                switch (outbox.step(log.size(), nowMs)) {
                    case Step.Read read ->
                        outbox.offer(read, log.subList((int) read.from() - 1, (int) read.to()), whose(), nowMs);
                    case Step.Send send -> {
                        put(send.batch(), false);
                        outbox.settle(
                                Delivery.of(Collections.nCopies(
                                        send.batch().filings().size(), new Outcome.Accepted())),
                                nowMs);
                    }
                    case Step.Withdraw _ -> throw new IllegalStateException("only a correction withdraws");
                    case Step.Wait wait -> {
                        if (wait.untilMs() == Long.MAX_VALUE) {
                            return;
                        }
                        nowMs = Math.max(nowMs, wait.untilMs());
                    }
                }
            }
            throw new IllegalStateException("it never ends");
        }

        /** What is final: the patient, the device and the time of each value. */
        List<String> finals() {
            return records.values().stream()
                    .filter(filed -> !filed.isError())
                    .map(filed -> filed.subject().stay().name() + " " + filed.by() + " " + filed.measuredAtMs())
                    .sorted()
                    .toList();
        }

        /** What must be final, by rules of its own: each reading of somebody once; by the minute one of each that is left. */
        List<String> expected() {
            return log.stream()
                    .map(numbered -> (ReadingEntry) numbered.entry())
                    .flatMap(entry -> whose().of(entry).stream()
                            .map(subject -> subject.stay().name() + " "
                                    + entry.reading().device().name() + " "
                                    + entry.measuredAtMs()))
                    .sorted()
                    .toList();
        }

        Set<String> minutes(List<String> filed) {
            Set<String> minutes = new HashSet<>();
            filed.forEach(one -> {
                String[] parts = one.split(" ", -1);
                minutes.add(parts[0] + " " + Math.floorDiv(Long.parseLong(parts[2]), 60_000));
            });
            return minutes;
        }
    }

    private static Ward filed(FilingPolicy policy) {
        var ward = new Ward(policy);
        for (int second = 0; second < 180; second++) {
            ward.hear("m-1", Samples.T0 + second * SECOND, 90);
            ward.hear("m-2", Samples.T0 + second * SECOND + 1, 95);
            if (second % 7 == 0) {
                ward.hear("n-1", Samples.T0 + second * SECOND + 2, 91);
            }
        }
        ward.file();
        return ward;
    }

    @Test
    void givenWrongLink_whenCorrected_thenEachReadingIsFinalOnceForTheRightPatient() {
        var ward = filed(FilingPolicy.EVERY);

        ward.correct("m-1", Samples.T0 + 30 * SECOND, Samples.T0 + 60 * SECOND, "2");
        ward.refile(1_000);
        ward.file();

        assertThat(ward.finals()).isEqualTo(ward.expected());
        assertThat(ward.records.values().stream().filter(Ward.Filed::isError)).hasSize(30);
        assertThat(ward.outbox.counts(ward.log.size())).isEqualTo(new Counts(ward.log.size(), 0, 0));
    }

    @Test
    void givenMinutes_whenCorrected_thenTheMinutesOfTheWrongBedAreFiledAnewWithTheDevicesLeft() {
        var ward = filed(FilingPolicy.MINUTE);

        ward.correct("m-1", Samples.T0, Samples.T0 + 90 * SECOND, "2");
        ward.refile(1_000);
        ward.file();

        assertThat(ward.finals())
                .as("nothing of the time is left under the wrong patient")
                .noneMatch(filed -> filed.startsWith("stay-1 m-1")
                        && Long.parseLong(filed.split(" ", -1)[2]) < Samples.T0 + 90 * SECOND);
        assertThat(ward.expected()).containsAll(ward.finals());
        assertThat(ward.minutes(ward.finals())).isEqualTo(ward.minutes(ward.expected()));
    }

    @Test
    void givenReadingsOfNobody_whenSomebodySaysWhose_thenTheyAreFiledAndNothingIsWithdrawn() {
        var ward = new Ward(FilingPolicy.EVERY);
        ward.bedOf.remove("m-1");
        for (int second = 0; second < 20; second++) {
            ward.hear("m-1", Samples.T0 + second * SECOND, 90);
        }
        ward.file();
        assertThat(ward.finals()).isEmpty();

        ward.correct("m-1", Samples.T0, NOW, "3");
        ward.refile(100);
        ward.file();

        assertThat(ward.finals()).hasSize(20).isEqualTo(ward.expected());
        assertThat(ward.records.values()).noneMatch(Ward.Filed::isError);
    }

    @Test
    void givenCorrectionOfACorrection_whenCarriedOut_thenTheNamesOfTheFirstAreWithdrawn() {
        var ward = filed(FilingPolicy.EVERY);
        ward.correct("m-1", Samples.T0, NOW, "2");
        ward.refile(1_000);
        ward.file();

        ward.correct("m-1", Samples.T0, NOW, "1");
        ward.refile(1_000);
        ward.outbox = Outbox.restore(FilingPolicy.EVERY, ward.outbox.state());
        ward.file();
        ward.correct("m-1", Samples.T0 + 10 * SECOND, NOW, "");
        ward.refile(1_000);
        ward.file();

        assertThat(ward.finals()).isEqualTo(ward.expected());
    }

    @ParameterizedTest
    @EnumSource(FilingPolicy.class)
    void givenCutShortAnywhere_whenBegunAgain_thenItEndsTheSame(FilingPolicy policy) {
        for (int steps = 0; steps < 40; steps++) {
            var ward = filed(policy);
            ward.correct("m-1", Samples.T0 + 15 * SECOND, Samples.T0 + 150 * SECOND, "2");
            ward.refile(steps);
            ward.outbox = Outbox.restore(policy, ward.outbox.state());
            ward.refile(1_000);
            ward.file();

            assertThat(ward.minutes(ward.finals())).as("cut after %d", steps).isEqualTo(ward.minutes(ward.expected()));
            assertThat(ward.expected()).containsAll(ward.finals());
        }
    }

    @Test
    void givenMoreReadingsWithNothingToFileThanRuns_whenCorrected_thenTheyBreakNoneAndItIsCarriedOut() {
        var ward = new Ward(FilingPolicy.EVERY);
        for (int at = 0; at <= Corrected.MAX_RUNS; at++) {
            ward.hear("m-1", Samples.T0 + at, 90);
            ward.hear("m-1", Samples.T0 + at, Samples.probeOff());
        }
        ward.file();

        ward.correct("m-1", Samples.T0, NOW, "2");
        ward.refile(1_000);
        ward.file();

        assertThat(ward.outbox.lastCorrection()).isEqualTo(1);
        assertThat(ward.finals()).hasSize(Corrected.MAX_RUNS + 1).allMatch(filed -> filed.startsWith("stay-2"));
        assertThat(ward.outbox.counts(ward.log.size())).isEqualTo(new Counts(ward.log.size(), 0, 0));
    }

    @Test
    void givenMoreRunsThanCanBeSetAside_whenCorrected_thenItIsSaidAndNothingIsLost() {
        var ward = new Ward(FilingPolicy.EVERY);
        for (int at = 0; at <= Corrected.MAX_RUNS; at++) {
            ward.hear("m-1", Samples.T0 + at, 90);
            ward.hear("m-1", Samples.T0 - 1 - at, 90); // late, and not meant
        }
        ward.file();

        ward.correct("m-1", Samples.T0, NOW, "2");
        ward.refile(1_000);

        assertThat(ward.lastRefiling).isNotNull().matches(Refiling::lacksRoom);
        assertThat(ward.outbox.lastCorrection()).isZero();
        Counts counts = ward.outbox.counts(ward.log.size());
        assertThat(counts.waiting()).isEqualTo(Corrected.MAX_RUNS);
        assertThat(counts.delivered()).isEqualTo(ward.log.size() - Corrected.MAX_RUNS);
    }

    @Test
    void givenWithdrawalRefused_whenCorrected_thenItIsHeldForAPersonAndNotFiledTwice() {
        var ward = filed(FilingPolicy.EVERY);
        ward.withdrawal = new Outcome.Refused("403");

        ward.correct("m-1", Samples.T0, Samples.T0 + 10 * SECOND, "2");
        ward.refile(1_000);
        ward.file();

        assertThat(ward.outbox.parked())
                .singleElement()
                .satisfies(run -> assertThat(run.reason()).isEqualTo("not-withdrawn: 403"))
                .satisfies(run -> assertThat(run.count()).isEqualTo(10));
        assertThat(ward.outbox.counts(ward.log.size())).isEqualTo(new Counts(ward.log.size() - 10L, 10, 0));

        assertThat(ward.outbox.retry(1, ward.nowMs)).isTrue(); // after somebody has seen to it there
        ward.file();
        assertThat(ward.outbox.counts(ward.log.size())).isEqualTo(new Counts(ward.log.size(), 0, 0));
        assertThat(ward.outbox.retry(1, ward.nowMs)).as("all is filed").isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void givenAnyCorrections_whenAllAreCarriedOut_thenEachReadingIsFinalOnceForItsOwner(long seed) {
        var random = new Random(seed);
        var ward = new Ward(FilingPolicy.EVERY);
        List<String> devices = List.of("m-1", "m-2", "m-3", "n-1");
        for (int turn = 0; turn < 60; turn++) {
            for (int left = random.nextInt(40); left > 0; left--) {
                String device = devices.get(random.nextInt(devices.size()));
                long lateMs = random.nextInt(4) == 0 ? random.nextInt(120_000) : 0;
                ward.hear(device, Samples.T0 + turn * 5_000L - lateMs, 80 + random.nextInt(20));
            }
            if (random.nextInt(2) == 0) {
                ward.file();
            }
            if (random.nextInt(5) == 0) {
                long fromMs = Samples.T0 + random.nextInt(300_000) - 100_000;
                String right = List.of("1", "2", "3", "").get(random.nextInt(4));
                ward.correct(devices.get(random.nextInt(4)), fromMs, fromMs + 1 + random.nextInt(200_000), right);
                if (random.nextInt(3) == 0) {
                    ward.refile(random.nextInt(8));
                    ward.outbox = Outbox.restore(FilingPolicy.EVERY, ward.outbox.state());
                }
                ward.refile(10_000);
            }
        }
        ward.file();

        assertThat(ward.finals()).isEqualTo(ward.expected());
        assertThat(ward.outbox.counts(ward.log.size())).isEqualTo(new Counts(ward.log.size(), 0, 0));
    }
}
