package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.app.history.Episode;
import org.wardline.app.records.Chronicle;
import org.wardline.app.records.Documents;
import org.wardline.app.records.Handover;
import org.wardline.app.records.Period;
import org.wardline.app.records.Told;
import org.wardline.core.CareAct;
import org.wardline.core.WardView;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

/** The hand-over says what the log says: counted again from its notes, line by line, in another way. */
class HandoverTest {
    private static final long FROM_MS = SimulatedShift.START_MS + 20 * 60_000;

    /** One note, by the wall. */
    private record Line(long wallMs, String name, JsonObject json) {}

    private static final Map<Long, SimulatedShift> SHIFTS = new HashMap<>();

    /** Simulated once a seed: it takes a while. */
    private static SimulatedShift shift(long seed) throws Refused {
        SimulatedShift known = SHIFTS.get(seed);
        if (known != null) {
            return known;
        }
        var shift = new SimulatedShift(seed, 8);
        shift.pass(55);
        SHIFTS.put(seed, shift);
        return shift;
    }

    private static Handover handover(SimulatedShift shift) {
        var chronicle = new Chronicle(shift::stayIn);
        shift.log.forEach(chronicle::take);
        return Handover.of(chronicle.told(new Period(FROM_MS, shift.wallMs())), shift.beds());
    }

    /** The log's notes as they stand there. The bench's wall runs beside its axis. */
    private static List<Line> lines(List<Entry> log, NoteEntry.Kind kind) {
        List<Line> lines = new ArrayList<>();
        for (Entry entry : log) {
            if (entry instanceof NoteEntry note && note.kind() == kind) {
                var json = new JsonObject(note.json());
                String name = json.getString(kind == NoteEntry.Kind.CHANGE ? "change" : "event");
                lines.add(new Line(SimulatedShift.START_MS + note.atMs(), name, json));
            }
        }
        return lines;
    }

    private static List<Handover.Patient> all(Handover handover) {
        List<Handover.Patient> all = new ArrayList<>(handover.patients());
        all.addAll(handover.quiet());
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7})
    void givenSimulatedShift_whenHandedOver_thenAlarmsAreThoseOfTheLog(long seed) throws Refused {
        SimulatedShift shift = shift(seed);
        Map<String, Long> raisedAt = new TreeMap<>();
        Map<String, Long> answerMs = new HashMap<>();
        Map<String, String> by = new HashMap<>();
        Set<String> escalated = new HashSet<>();
        Set<String> standing = new HashSet<>();
        for (Line line : lines(shift.log, NoteEntry.Kind.CHANGE)) {
            String alarm = line.json().getString("alarm", "");
            switch (line.name()) {
                case "raised" -> {
                    standing.add(alarm);
                    if (line.wallMs() >= FROM_MS) {
                        raisedAt.put(alarm, line.wallMs());
                    }
                }
                case "acknowledged", "reset" -> {
                    if (raisedAt.containsKey(alarm)) {
                        answerMs.putIfAbsent(alarm, line.wallMs() - Objects.requireNonNull(raisedAt.get(alarm)));
                        by.putIfAbsent(alarm, line.json().getString("by"));
                    }
                }
                case "notify" -> {
                    if (line.json().getInteger("step") > 0) {
                        escalated.add(alarm);
                    }
                }
                default -> {}
            }
            if ("over".equals(line.json().getString("state"))) {
                standing.remove(alarm);
            }
        }
        escalated.retainAll(raisedAt.keySet());

        Handover handover = handover(shift);

        List<Episode> told =
                all(handover).stream().flatMap(one -> one.alarms().stream()).toList();
        assertThat(told).as("seed %d", seed).hasSizeGreaterThan(20);
        assertThat(told.stream().map(Episode::alarm))
                .containsExactlyInAnyOrderElementsOf(ofPatients(raisedAt.keySet()));
        for (Episode alarm : told) {
            assertThat(alarm.raisedMs()).isEqualTo(raisedAt.get(alarm.alarm()));
            assertThat(alarm.answerMs().isPresent()).isEqualTo(answerMs.containsKey(alarm.alarm()));
            alarm.answerMs().ifPresent(ms -> assertThat(ms).isEqualTo(answerMs.get(alarm.alarm())));
            assertThat(alarm.by()).isEqualTo(by.getOrDefault(alarm.alarm(), ""));
            assertThat(alarm.isEscalated()).isEqualTo(escalated.contains(alarm.alarm()));
        }
        assertThat(all(handover).stream().flatMap(one -> one.open().stream()).map(Episode::alarm))
                .containsExactlyInAnyOrderElementsOf(ofPatients(standing));
        List<Long> sorted = answerMs.values().stream().sorted().toList();
        assertThat(handover.totals().alarms()).isEqualTo(raisedAt.size());
        assertThat(handover.totals().escalated()).isEqualTo(escalated.size());
        assertThat(handover.totals().unanswered()).isEqualTo(raisedAt.size() - answerMs.size());
        assertThat(handover.totals().answerMedianMs()).hasValue(sorted.get((sorted.size() - 1) / 2));
    }

    private static List<String> ofPatients(Set<String> alarms) {
        return alarms.stream().filter(alarm -> !alarm.startsWith("gateway:")).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7})
    void givenSimulatedShift_whenHandedOver_thenWhatPeopleDidIsThatOfTheLog(long seed) throws Refused {
        SimulatedShift shift = shift(seed);
        Map<String, Integer> expected = new TreeMap<>();
        Set<String> refused = new HashSet<>();
        for (Line line : lines(shift.log, NoteEntry.Kind.CHANGE)) {
            boolean isIn = line.wallMs() >= FROM_MS;
            String stay = line.json().getString("stay", "");
            if (line.name().equals("limits") && isIn) {
                expected.merge(stay + " limit " + line.json().getString("who"), 1, Integer::sum);
            } else if (line.name().equals("refused")) {
                refused.add(line.wallMs() + line.json().getString("event"));
            }
        }
        for (Line line : lines(shift.log, NoteEntry.Kind.EVENT)) {
            boolean isDone = line.wallMs() >= FROM_MS && !refused.contains(line.wallMs() + line.name());
            String what = switch (line.name()) {
                case "observationEntered" -> "observation";
                case "noted" -> "note";
                case "admit", "care.admit", "care.discharge" -> "move";
                default -> "";
            };
            if (isDone && !what.isEmpty()) {
                expected.merge(
                        line.json().getString("stay") + " " + what + " "
                                + line.json().getString("who"),
                        1,
                        Integer::sum);
            }
        }

        Map<String, Integer> told = new TreeMap<>();
        for (Handover.Patient patient : all(handover(shift))) {
            String stay = patient.stay();
            patient.limits().forEach(one -> told.merge(stay + " limit " + one.who(), 1, Integer::sum));
            patient.observations().forEach(one -> told.merge(stay + " observation " + one.who(), 1, Integer::sum));
            patient.notes().forEach(one -> told.merge(stay + " note " + one.who(), 1, Integer::sum));
            patient.moves().forEach(one -> told.merge(stay + " move " + one.who(), 1, Integer::sum));
        }
        assertThat(expected).as("seed %d", seed).hasSizeGreaterThan(10);
        assertThat(told).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7})
    void givenSimulatedShift_whenHandedOver_thenSilencesAreThoseOfTheLog(long seed) throws Refused {
        SimulatedShift shift = shift(seed);
        long toMs = shift.wallMs();
        Map<String, Long> silentMs = new TreeMap<>();
        Map<String, Long> since = new HashMap<>();
        List<Line> lines = new ArrayList<>(lines(shift.log, NoteEntry.Kind.CHANGE));
        lines.addAll(lines(shift.log, NoteEntry.Kind.EVENT));
        lines.sort(java.util.Comparator.comparingLong(Line::wallMs));
        for (Line line : lines) {
            String stay = line.json().getString("stay", "");
            if (line.name().equals("audio") && !"reminder".equals(line.json().getString("why"))) {
                end(silentMs, since, stay, line.wallMs());
                if (!line.json().getString("state").equals("on")) {
                    since.put(stay, line.wallMs());
                }
            } else if (line.name().equals("care.discharge")) {
                end(silentMs, since, stay, line.wallMs());
            }
        }
        List.copyOf(since.keySet()).forEach(stay -> end(silentMs, since, stay, toMs));
        silentMs.values().removeIf(ms -> ms == 0);

        Map<String, Long> told = new TreeMap<>();
        Handover handover = handover(shift);
        for (Handover.Patient patient : all(handover)) {
            for (Told.Silence silence : patient.silences()) {
                told.merge(patient.stay(), silence.when().sharedMs(handover.when()), Long::sum);
            }
        }
        told.values().removeIf(ms -> ms == 0);
        assertThat(told).as("seed %d", seed).isEqualTo(silentMs);
    }

    private static void end(Map<String, Long> silentMs, Map<String, Long> since, String stay, long wallMs) {
        Long from = since.remove(stay);
        if (from != null) {
            silentMs.merge(stay, Math.max(0, wallMs - Math.max(from, FROM_MS)), Long::sum);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7})
    void givenSimulatedShift_whenHandedOver_thenScoresAreThoseOfTheAlarmEngine(long seed) throws Refused {
        SimulatedShift shift = shift(seed);

        Handover handover = handover(shift);

        for (Handover.Patient patient : all(handover)) {
            Map<Long, WardView.News2> engine = new TreeMap<>(shift.news2.getOrDefault(patient.stay(), Map.of()));
            engine.keySet().removeIf(wallMs -> !patient.when().holds(wallMs));
            Map<Long, WardView.News2> changed = new TreeMap<>();
            WardView.News2 before = null;
            for (Map.Entry<Long, WardView.News2> minute : engine.entrySet()) {
                if (!minute.getValue().equals(before)) {
                    changed.put(minute.getKey(), minute.getValue());
                }
                before = minute.getValue();
            }
            Map<Long, WardView.News2> told = new TreeMap<>();
            patient.scores()
                    .forEach(score -> told.put(
                            score.wallMs(),
                            new WardView.News2(score.least(), score.most(), score.missing(), score.hasThree())));
            told.values().removeIf(score -> score.missing().size() == 7); // nothing is known, and nothing to tell
            changed.values().removeIf(score -> score.missing().size() == 7);
            assertThat(told).as("seed %d, %s", seed, patient.stay()).isEqualTo(changed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7})
    void givenSimulatedShift_whenHandedOver_thenGapsAreThoseOfTheReadings(long seed) throws Refused {
        SimulatedShift shift = shift(seed);
        long toMs = shift.wallMs();
        Map<String, List<Long>> times = new TreeMap<>();
        for (Entry entry : shift.log) {
            if (entry instanceof ReadingEntry reading) {
                reading.bed()
                        .ifPresent(bed -> times.computeIfAbsent(bed.name(), _ -> new ArrayList<>())
                                .add(reading.measuredAtMs()));
            }
        }
        List<String> expected = new ArrayList<>();
        times.forEach((bed, all) -> {
            long last = all.getFirst();
            for (long time : all) {
                if (time - last > 60_000 && time > FROM_MS) {
                    expected.add(bed + " " + Math.max(last, FROM_MS) + "-" + time);
                }
                last = time;
            }
            if (toMs - last > 60_000) {
                expected.add(bed + " " + Math.max(last, FROM_MS) + "-" + toMs);
            }
        });

        List<String> told = all(handover(shift)).stream()
                .filter(Handover.Patient::isHere)
                .flatMap(patient -> patient.gaps().stream())
                .filter(gap -> gap.sign().isEmpty())
                .map(gap ->
                        gap.bed() + " " + gap.when().fromMs() + "-" + gap.when().toMs())
                .toList();
        assertThat(expected).as("seed %d", seed).isNotEmpty();
        assertThat(told)
                .containsAll(expected.stream().filter(one -> isTold(shift, one)).toList());
    }

    @Test
    void givenPatientMovedWithHisMonitor_whenHandedOver_thenBothRowsAreHisAndTheBedBehindIsFree() throws Refused {
        var shift = new SimulatedShift(3, 4);
        shift.pass(21);
        shift.happen(at -> new CareAct.Discharge(
                at, "ann", shift.stayIn("2", shift.wallMs()).orElseThrow()));
        String stay = shift.stayIn("1", shift.wallMs()).orElseThrow();
        String monitor = shift.monitorOf("1");
        shift.happen(at -> new CareAct.Transfer(at, "ben", stay, "2", List.of(monitor), List.of()));
        shift.pass(9);

        Handover handover = handover(shift);

        assertThat(all(handover).stream()
                        .filter(row -> row.stay().equals(stay))
                        .map(row -> row.bed() + " " + row.isHere()))
                .containsExactlyInAnyOrder("1 false", "2 true");
        assertThat(all(handover).stream().filter(Handover.Patient::isHere).map(Handover.Patient::bed))
                .containsExactlyInAnyOrder("2", "3", "4");
        Handover.Patient here = all(handover).stream()
                .filter(row -> row.stay().equals(stay) && row.isHere())
                .findFirst()
                .orElseThrow();
        assertThat(here.scores().getLast().missing())
                .isEqualTo(shift.ward().view(shift.now()).beds().stream()
                        .filter(bed -> bed.bed().name().equals("2"))
                        .findFirst()
                        .flatMap(WardView.Bed::news2)
                        .orElseThrow()
                        .missing());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7})
    void givenShiftThatIsOver_whenToldLater_thenItIsAsItWasKnownAtItsEnd(long seed) throws Refused {
        SimulatedShift shift = shift(seed);
        for (long minutes = 21; minutes < 50; minutes += 4) {
            Period when = new Period(FROM_MS, SimulatedShift.START_MS + minutes * 60_000 + 700);
            var then = new Chronicle(shift::stayIn);
            shift.log.stream()
                    .filter(entry -> SimulatedShift.START_MS + entry.atMs() < when.toMs())
                    .forEach(then::take);
            var later = new Chronicle(shift::stayIn);
            shift.log.forEach(later::take);

            Map<String, String> known = documents(then, when, shift);
            Map<String, String> told = documents(later, when, shift);
            assertThat(told.keySet()).as("seed %d, %d min", seed, minutes).isEqualTo(known.keySet());
            known.forEach((patient, document) -> assertThat(told.get(patient))
                    .as("seed %d, %s", seed, patient)
                    .isEqualTo(document));
        }
    }

    /** By bed and stay, all but gaps: one that has just begun is known by what comes later. */
    private static Map<String, String> documents(Chronicle chronicle, Period when, SimulatedShift shift) {
        Handover handover = Handover.of(chronicle.told(when), shift.beds());
        Map<String, String> documents = new TreeMap<>();
        var json = new JsonObject(Documents.of(handover));
        for (String list : List.of("patients", "quiet")) {
            for (int at = 0; at < json.getJsonArray(list).size(); at++) {
                JsonObject patient = json.getJsonArray(list).getJsonObject(at).copy();
                patient.put("gaps", "").put("withoutDataMs", 0);
                documents.put(patient.getString("bed") + " " + patient.getString("stay"), patient.encodePrettily());
            }
        }
        documents.put(
                "totals",
                json.getJsonObject("totals").copy().put("withoutDataMs", 0).encode());
        return documents;
    }

    /** Whether the same patient lay there all the time. */
    private static boolean isTold(SimulatedShift shift, String gap) {
        String bed = gap.substring(0, gap.indexOf(' '));
        return lines(shift.log, NoteEntry.Kind.EVENT).stream()
                .noneMatch(line -> line.name().endsWith("admit")
                        && bed.equals(line.json().getString("bed"))
                        && line.wallMs() > SimulatedShift.START_MS + 6_000);
    }
}
