package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.app.records.AlarmReport;
import org.wardline.app.records.Chronicle;
import org.wardline.app.records.Csv;
import org.wardline.app.records.Period;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

/** The figures of the report, counted again from the log in another way. */
class AlarmReportTest {
    private static final double DAY_MS = 86_400_000;

    @ParameterizedTest
    @ValueSource(longs = 3)
    void givenSimulatedShift_whenReported_thenFiguresAreThoseOfTheLog(long seed) throws Refused {
        var shift = new SimulatedShift(seed, 8);
        shift.pass(40);
        mark(shift);
        Map<String, Integer> kinds = new TreeMap<>();
        Map<String, Long> raisedAt = new HashMap<>();
        Set<String> answered = new HashSet<>();
        List<Long> answers = new ArrayList<>();
        Map<String, Boolean> marks = new HashMap<>();
        for (Entry entry : shift.log) {
            if (entry instanceof NoteEntry note) {
                var json = new JsonObject(note.json());
                String alarm = json.getString("alarm", "");
                if (alarm.startsWith("gateway:")) {
                    continue;
                }
                switch (json.getString("change", json.getString("event", ""))) {
                    case "raised" -> {
                        raisedAt.put(alarm, note.atMs());
                        kinds.merge(alarm.substring(alarm.indexOf(':') + 1, alarm.lastIndexOf(':')), 1, Integer::sum);
                    }
                    case "acknowledged", "reset" -> {
                        if (answered.add(alarm)) {
                            answers.add(note.atMs() - Objects.requireNonNull(raisedAt.get(alarm)));
                        }
                    }
                    case "noted" -> {
                        JsonObject words = json.getJsonObject("words");
                        if (words.containsKey("useful")) {
                            marks.put(words.getString("alarm"), words.getBoolean("useful"));
                        }
                    }
                    default -> {}
                }
            }
        }

        var chronicle = new Chronicle((_, _) -> Optional.empty());
        shift.log.forEach(chronicle::take);
        AlarmReport report = AlarmReport.of(chronicle.told(new Period(SimulatedShift.START_MS, shift.wallMs() + 1)));

        answers.sort(null);
        AlarmReport.Line all = report.all();
        assertThat(all.alarms()).as("seed %d", seed).isEqualTo(raisedAt.size()).isGreaterThan(20);
        assertThat(all.unanswered()).isEqualTo(raisedAt.size() - answered.size());
        assertThat(all.answerMedianMs()).hasValue(answers.get((answers.size() - 1) / 2));
        assertThat(all.answerNinetyMs()).hasValue(answers.get((int) Math.ceil(answers.size() * 0.9) - 1));
        assertThat(all.useful())
                .isEqualTo((int) marks.values().stream().filter(is -> is).count());
        assertThat(all.notUseful())
                .isEqualTo((int) marks.values().stream().filter(is -> !is).count());
        assertThat(marks).hasSizeGreaterThan(4);
        Map<String, Integer> told = new TreeMap<>();
        report.kinds().forEach(line -> told.put(line.name(), line.alarms()));
        assertThat(told).isEqualTo(kinds);
        assertThat(report.priorities().stream()
                        .mapToInt(AlarmReport.Line::alarms)
                        .sum())
                .isEqualTo(raisedAt.size());
        assertThat(report.bedDays()).isCloseTo(bedDays(shift), within(1e-9));
        assertThat(all.perBedDay()).isCloseTo(raisedAt.size() / bedDays(shift), within(1e-6));
        assertThat(Csv.of(report, ZoneOffset.UTC).lines())
                .hasSize(2
                        + report.priorities().size()
                        + report.kinds().size()
                        + report.places().size()
                        + report.devices().size());
    }

    /** Every third alarm was worth it, every second of the others not; the first is thought over. */
    private static void mark(SimulatedShift shift) {
        List<String> alarms = shift.log.stream()
                .filter(NoteEntry.class::isInstance)
                .map(entry -> new JsonObject(((NoteEntry) entry).json()))
                .filter(json -> "raised".equals(json.getString("change")))
                .map(json -> json.getString("alarm"))
                .filter(alarm -> shift.ward().view(shift.now()).beds().stream()
                        .anyMatch(bed -> bed.stay()
                                .map(stay -> alarm.startsWith(stay.name() + ":"))
                                .orElse(false)))
                .toList();
        for (int at = 0; at < alarms.size(); at++) {
            if (at % 3 != 1) {
                mark(shift, alarms.get(at), at % 3 == 0);
            }
        }
        mark(shift, alarms.getFirst(), false);
    }

    private static void mark(SimulatedShift shift, String alarm, boolean isUseful) {
        String stay = alarm.substring(0, alarm.indexOf(':'));
        Map<String, Object> words = Map.of("alarm", alarm, "useful", isUseful);
        shift.happen(at -> new AlarmEvent.Noted(at, stay, "useful", "ann", "st1", words));
    }

    /** Of each bed: the time between readings that are no more than five minutes apart. */
    private static double bedDays(SimulatedShift shift) {
        Map<String, Long> last = new HashMap<>();
        long sumMs = 0;
        for (Entry entry : shift.log) {
            if (entry instanceof ReadingEntry reading && reading.bed().isPresent()) {
                Long before = last.put(reading.bed().get().name(), reading.measuredAtMs());
                long apartMs = before == null ? 0 : reading.measuredAtMs() - before;
                sumMs += apartMs <= 300_000 ? apartMs : 0;
            }
        }
        return sumMs / DAY_MS;
    }
}
