package org.wardline.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.app.history.Notes;
import org.wardline.app.wire.EventJson;
import org.wardline.core.CareAct;
import org.wardline.core.Deeds;
import org.wardline.core.WardPlan;
import org.wardline.core.WardView;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.PatientReading;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Random days of a ward whose patients and devices people move, with readings that come late: each reading is its owner's as of
 * when it was measured, by a model of its own; and a restart anywhere changes nothing. Each day is its seed.
 */
class PatientLivesTest {
    private static final List<String> BEDS = List.of("1", "2", "3", "4");
    private static final List<String> DEVICES = List.of("m-1", "m-2", "m-3", "w-1", "w-2");
    private static final int STEPS = 150;

    private static WardPlan plan() {
        return new WardPlan(
                "w1",
                false,
                false,
                BEDS.stream()
                        .map(bed -> new WardPlan.Bed(new BedId(bed), bed, ""))
                        .toList(),
                List.of(device("m-1", "1"), device("m-2", "2")),
                List.of(new WardPlan.Stay(new StayId("s-1"), new BedId("1"), 1, 0, Long.MAX_VALUE)));
    }

    private static WardPlan.Device device(String name, String bed) {
        return new WardPlan.Device(new DeviceId(name), Optional.of(new BedId(bed)), Map.of("spo2", 1_000L), List.of());
    }

    /** Who lay where and what stood where, kept as plainly as can be. */
    private static final class Truth {
        /** By device: from when it stood where; empty for nowhere. */
        final Map<String, TreeMap<Long, String>> stood = new HashMap<>();
        /** By bed: from when who lay there; empty for nobody. */
        final Map<String, TreeMap<Long, String>> lay = new HashMap<>();

        final List<CareAct.Correct> said = new ArrayList<>();
        final Map<String, String> bedOf = new HashMap<>();
        final Map<String, List<String>> awayWith = new HashMap<>();
        final Map<String, String> measures = new HashMap<>();

        Truth() {
            stand("m-1", "1", 0);
            stand("m-2", "2", 0);
            come("s-1", "1", 0);
            come("fresh", "2", 0);
            measures.put("m-1", "s-1");
            measures.put("m-2", "fresh");
        }

        void stand(String device, String bed, long wallMs) {
            stood.computeIfAbsent(device, _ -> new TreeMap<>()).put(wallMs, bed);
        }

        void come(String stay, String bed, long wallMs) {
            lay.computeIfAbsent(bed, _ -> new TreeMap<>()).put(wallMs, stay);
            bedOf.put(stay, bed);
        }

        void go(String stay, long wallMs) {
            requireNonNull(lay.get(bedOf.remove(stay))).put(wallMs, "");
            measures.values().removeIf(stay::equals);
            awayWith.remove(stay);
        }

        Optional<String> in(String bed) {
            return bedOf.entrySet().stream()
                    .filter(at -> at.getValue().equals(bed))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }

        String standsAt(String device) {
            TreeMap<Long, String> of = stood.get(device);
            return of == null ? "" : of.lastEntry().getValue();
        }

        Optional<String> owner(String device, long wallMs) {
            String bed = "";
            TreeMap<Long, String> of = stood.get(device);
            if (of != null && of.floorEntry(wallMs) != null) {
                bed = of.floorEntry(wallMs).getValue();
            }
            for (CareAct.Correct one : said) {
                boolean isMeant = one.device().equals(device) && wallMs >= one.fromWallMs() && wallMs < one.toWallMs();
                bed = isMeant ? one.bed().orElse("") : bed;
            }
            TreeMap<Long, String> who = lay.get(bed);
            return who == null || who.floorEntry(wallMs) == null
                    ? Optional.empty()
                    : Optional.of(who.floorEntry(wallMs).getValue()).filter(stay -> !stay.isEmpty());
        }
    }

    /** A day: the same acts and readings for every bench that lives it. */
    private static final class Day {
        final Random chance;
        final WardBench bench = new WardBench(plan());
        final Truth truth = new Truth();
        final Map<Double, Reading> byValue = new HashMap<>();
        int stays;
        int seq;

        Day(long seed) {
            this.chance = new Random(seed);
        }

        private <T> T any(List<T> of) {
            return of.get(chance.nextInt(of.size()));
        }

        void step() {
            bench.pass(1 + chance.nextInt(20_000));
            if (chance.nextInt(3) == 0) {
                act();
                bench.pass(1);
            }
            for (int left = chance.nextInt(6); left > 0; left--) {
                hear();
            }
        }

        private void hear() {
            String device = any(DEVICES);
            long lateMs = chance.nextInt(3) == 0 ? chance.nextInt(300_000) : 0;
            double value = 80 + ++seq / 1_000.0; // each its own, so that it is known again
            var reading = new Reading(
                    new DeviceId(device),
                    seq,
                    bench.now().wallMs() - lateMs,
                    bench.now().wallMs(),
                    ClockQuality.DEVICE,
                    List.of(Measurement.of(VitalSign.SPO2, value)));
            byValue.put(value, reading);
            int before = bench.heard.size();
            bench.hear(reading);
            for (PatientReading heard : bench.heard.subList(before, bench.heard.size())) {
                assertThat(truth.owner(device, reading.measuredAtMs()))
                        .as("a model hears it for its owner alone")
                        .contains(heard.stay().name());
            }
        }

        private void act() {
            long wallMs = bench.now().wallMs();
            switch (chance.nextInt(8)) {
                case 0 -> admit(any(BEDS), any(DEVICES), wallMs);
                case 1 -> truth.in(any(BEDS)).ifPresent(stay -> discharge(stay, wallMs));
                case 2 -> truth.in(any(BEDS)).ifPresent(stay -> transfer(stay, any(BEDS), any(DEVICES), wallMs));
                case 3 -> truth.in(any(BEDS)).ifPresent(stay -> leave(stay, wallMs));
                case 4 -> truth.in(any(BEDS)).ifPresent(stay -> back(stay, wallMs));
                case 5 -> link(any(DEVICES), any(BEDS), wallMs);
                case 6 -> unlink(any(DEVICES), wallMs);
                default -> correct(any(DEVICES), any(BEDS), wallMs);
            }
        }

        /** Whether the ward did it. */
        private boolean did(CareAct act) {
            int before = bench.changes.size();
            bench.happen(_ -> act);
            return bench.changes.subList(before, bench.changes.size()).stream()
                    .noneMatch(change -> change.change().equals("refused"));
        }

        private long at() {
            return bench.now().atMs();
        }

        private void admit(String bed, String device, long wallMs) {
            String stay = "p-" + ++stays;
            Optional<String> there = truth.in(bed);
            if (did(new CareAct.Admit(at(), "ann", stay, bed, 1, List.of(device), "hand"))) {
                there.ifPresent(provisional -> truth.go(provisional, wallMs));
                truth.come(stay, bed, wallMs);
                measure(device, stay, wallMs);
            }
        }

        private void measure(String device, String stay, long wallMs) {
            String bed = requireNonNull(truth.bedOf.get(stay));
            truth.measures.put(device, stay);
            if (!truth.standsAt(device).equals(bed)) {
                truth.stand(device, bed, wallMs);
            }
        }

        private void discharge(String stay, long wallMs) {
            if (did(new CareAct.Discharge(at(), "ann", stay))) {
                truth.go(stay, wallMs);
            }
        }

        private void transfer(String stay, String to, String device, long wallMs) {
            boolean isOwn = stay.equals(truth.measures.get(device));
            List<String> along = isOwn ? List.of(device) : List.of();
            Optional<String> there = truth.in(to);
            List<String> away = truth.awayWith.get(stay);
            if (did(new CareAct.Transfer(at(), "ann", stay, to, along, List.of()))) {
                there.ifPresent(provisional -> truth.go(provisional, wallMs));
                requireNonNull(truth.lay.get(truth.bedOf.get(stay))).put(wallMs, "");
                truth.come(stay, to, wallMs);
                truth.measures.entrySet().removeIf(of -> of.getValue().equals(stay) && !along.contains(of.getKey()));
                along.forEach(one -> truth.stand(one, to, wallMs));
                if (away != null) {
                    truth.awayWith.put(stay, List.of());
                }
            }
        }

        private void leave(String stay, long wallMs) {
            if (did(new CareAct.Leave(at(), "ann", "st1", stay, 0))) {
                List<String> with = truth.measures.entrySet().stream()
                        .filter(of -> of.getValue().equals(stay))
                        .map(Map.Entry::getKey)
                        .toList();
                with.forEach(device -> nowhere(device, wallMs));
                truth.awayWith.put(stay, with);
            }
        }

        private void nowhere(String device, long wallMs) {
            truth.measures.remove(device);
            truth.stand(device, "", wallMs);
        }

        private void back(String stay, long wallMs) {
            List<String> with = truth.awayWith.getOrDefault(stay, List.of());
            if (did(new CareAct.Return(at(), "ann", "st1", stay))) {
                truth.awayWith.remove(stay);
                with.stream()
                        .filter(device -> truth.standsAt(device).isEmpty())
                        .forEach(device -> measure(device, stay, wallMs));
            }
        }

        private void link(String device, String bed, long wallMs) {
            long fromMs = chance.nextBoolean() ? wallMs - 1 - chance.nextInt(200_000) : 0;
            if (did(new CareAct.Link(at(), "ann", device, bed, fromMs, "scan"))) {
                stand(device, bed, wallMs);
                if (fromMs > 0) {
                    truth.said.add(new CareAct.Correct(0, "ann", device, fromMs, wallMs, Optional.of(bed)));
                }
            }
        }

        private void stand(String device, String bed, long wallMs) {
            truth.measures.remove(device);
            if (!truth.standsAt(device).equals(bed)) {
                truth.stand(device, bed, wallMs);
            }
            truth.in(bed).ifPresent(stay -> truth.measures.put(device, stay));
        }

        private void unlink(String device, long wallMs) {
            if (did(new CareAct.Unlink(at(), "ann", device))) {
                nowhere(device, wallMs);
            }
        }

        private void correct(String device, String bed, long wallMs) {
            long fromMs = wallMs - 1 - chance.nextInt(300_000);
            boolean isUpToNow = chance.nextBoolean();
            long toMs = isUpToNow ? wallMs : Math.min(wallMs, fromMs + 1 + chance.nextInt(100_000));
            Optional<String> right = chance.nextInt(3) == 0 ? Optional.empty() : Optional.of(bed);
            if (did(new CareAct.Correct(at(), "ann", device, fromMs, toMs, right))) {
                truth.said.add(new CareAct.Correct(0, "ann", device, fromMs, toMs, right));
                if (toMs == wallMs) {
                    right.ifPresentOrElse(there -> stand(device, there, wallMs), () -> nowhere(device, wallMs));
                }
            }
        }

        WardView view() {
            return bench.ward().view(bench.now());
        }

        void restart(byte[] checkpoint, int entriesBefore) throws IOException {
            bench.restart(checkpoint, entriesBefore, 0);
        }
    }

    private static Optional<String> owner(WardBench bench, ReadingEntry entry) {
        var whose = bench.ward().whose();
        return whose.bedOf(entry).flatMap(bed -> whose.stayIn(bed, entry)).map(StayId::name);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void givenAnyDay_whenPeopleMove_thenNoReadingCrossesOver(long seed) {
        var day = new Day(seed);
        for (int step = 0; step < STEPS; step++) {
            day.step();
            for (WardView.Bed bed : day.view().beds()) {
                assertThat(bed.stay().map(StayId::name))
                        .as("step %d, bed %s", step, bed.bed())
                        .isEqualTo(day.truth.in(bed.bed().name()));
                for (WardView.Sign sign : bed.signs()) {
                    Reading shown =
                            requireNonNull(day.byValue.get(sign.measurement().value()));
                    assertThat(day.truth.owner(shown.device().name(), shown.measuredAtMs()))
                            .as("step %d: what bed %s shows is its patient's", step, bed.bed())
                            .isEqualTo(bed.stay().map(StayId::name));
                }
            }
        }
        List<ReadingEntry> readings = day.bench.log.stream()
                .filter(ReadingEntry.class::isInstance)
                .map(ReadingEntry.class::cast)
                .toList();
        assertThat(readings).hasSizeGreaterThan(STEPS);
        for (ReadingEntry entry : readings) {
            assertThat(owner(day.bench, entry))
                    .as("%s at %d", entry.reading().device(), entry.measuredAtMs())
                    .isEqualTo(day.truth.owner(entry.reading().device().name(), entry.measuredAtMs()));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void givenAnyDay_whenKilledAnywhere_thenItGoesOnTheSame(long seed) throws IOException {
        var kept = new Day(seed);
        var killed = new Day(seed);
        byte[] checkpoint = killed.bench.ward().checkpoint();
        int before = killed.bench.log.size();
        var kills = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            kept.step();
            killed.step();
            if (kills.nextInt(40) == 0) {
                checkpoint = killed.bench.ward().checkpoint();
                before = killed.bench.log.size();
            }
            if (kills.nextInt(15) == 0) {
                killed.restart(checkpoint, before);
            }
            assertThat(killed.bench.ward().devices(killed.bench.now()))
                    .as("step %d", step)
                    .isEqualTo(kept.bench.ward().devices(kept.bench.now()));
            assertThat(beds(killed)).as("step %d", step).isEqualTo(beds(kept));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void givenAnyDay_whenItsLogIsRead_thenTheDeedsTellWhoLayWhereAndWhatMeasuredWhom(long seed) {
        var day = new Day(seed);
        var deeds = new Deeds(List.of());
        int read = 0;
        for (int step = 0; step < STEPS; step++) {
            day.step();
            read = tell(day, read, deeds);
            for (String bed : BEDS) {
                assertThat(deeds.stayIn(bed)).as("step %d, bed %s", step, bed).isEqualTo(day.truth.in(bed));
            }
            for (String device : DEVICES) {
                assertThat(deeds.measuredBy(new DeviceId(device)))
                        .as("step %d, device %s", step, device)
                        .isEqualTo(Optional.ofNullable(day.truth.measures.get(device)));
            }
        }
    }

    /** What was done since, but for what the next entries say was refused. */
    private static int tell(Day day, int from, Deeds deeds) {
        List<Entry> log = day.bench.log;
        for (int at = from; at < log.size(); at++) {
            boolean isRefused = log.subList(at + 1, log.size()).stream()
                    .takeWhile(next -> next instanceof NoteEntry note && note.kind() == NoteEntry.Kind.CHANGE)
                    .anyMatch(next -> Notes.isNamed((NoteEntry) next, "refused"));
            if (log.get(at) instanceof NoteEntry note && note.kind() == NoteEntry.Kind.EVENT && !isRefused) {
                deeds.tell(EventJson.event(note.json()), WardBench.WALL_MS + note.atMs(), _ -> {});
            }
        }
        return log.size();
    }

    /** All but what depends on having been deaf. */
    private static List<String> beds(Day day) {
        return day.view().beds().stream()
                .map(bed -> bed.bed() + " " + bed.stay() + " " + bed.devices() + " " + bed.care() + " "
                        + bed.signs().stream()
                                .map(sign -> sign.measurement().value() + "@" + sign.ageMs())
                                .toList())
                .toList();
    }
}
