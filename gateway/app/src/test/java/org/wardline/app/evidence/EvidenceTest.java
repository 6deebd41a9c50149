package org.wardline.app.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.StoredNight;
import org.wardline.app.history.AlarmBook;
import org.wardline.app.history.Axis;
import org.wardline.app.history.Episode;
import org.wardline.app.history.Notes;
import org.wardline.app.wire.EventJson;
import org.wardline.app.wire.LogWording;
import org.wardline.buffer.LogTools;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.vitals.log.NoteEntry;

/** The evidence of an alarm is all that it came from: with it the engine comes to the same, and to nothing else without. */
class EvidenceTest {
    private static final String ALARM = StoredNight.STAY + ":spo2.low:1";

    @TempDir
    private static Path folder = Path.of("");

    @BeforeAll
    static void writeNight() throws IOException {
        long readings = new StoredNight(2, 3, 1_795_000_000_000L).write(folder);
        assertThat(readings).isEqualTo(2 * 3 * 3_600);
    }

    private static Judging judging() {
        return new Judging(AlarmSettings.defaults(), Map.of(), "test", Map.of(), new LogWording(), false);
    }

    private static String evidence(String alarm) throws IOException {
        return StoredEvidence.of(folder, folder.resolve("root.key"), alarm, judging())
                .orElseThrow();
    }

    private static List<NoteEntry> notes() throws IOException {
        List<NoteEntry> notes = new ArrayList<>();
        assertThat(LogTools.entries(folder, folder.resolve("root.key"), numbered -> {
                    if (numbered.entry() instanceof NoteEntry note) {
                        notes.add(note);
                    }
                }))
                .isEmpty();
        return notes;
    }

    @Test
    void givenAlarmThatANurseTook_whenItsEvidenceRunsAgain_thenEveryLineIsTheSame() throws IOException {
        String pack = evidence(ALARM);

        assertThat(Evidence.check(pack)).isEqualTo(new Evidence.Check(true, "5 changes, all the same"));
        Map<String, @Nullable Object> said = EventJson.fields(pack);
        assertThat(said).containsEntry("alarm", ALARM).containsEntry("reproduces", true);
        assertThat(String.valueOf(said.get("knows"))).contains("Sun J.", "useful");
        assertThat(String.valueOf(said.get("rule"))).contains("below=90", "Mindray");
    }

    @Test
    void givenEveryAlarmOfTheNight_whenItsEvidenceIsWritten_thenItReproduces() throws IOException {
        List<String> alarms = notes().stream()
                .filter(note -> note.kind() == NoteEntry.Kind.CHANGE && Notes.isNamed(note, "raised"))
                .map(note -> String.valueOf(Notes.fields(note).get("alarm")))
                .toList();

        assertThat(alarms).contains(ALARM);
        for (String alarm : alarms) {
            assertThat(Evidence.check(evidence(alarm)).isGood()).as(alarm).isTrue();
        }
    }

    @Test
    void givenNextPatientAdmittedAtAStation_whenTheEvidenceOfBothIsWritten_thenAllOfItReproduces(@TempDir Path changed)
            throws IOException {
        long _ = new StoredNight(1, 2, 1_795_000_000_000L).changesAt(7_050).write(changed);
        Set<String> alarms = new TreeSet<>();
        assertThat(LogTools.entries(changed, changed.resolve("root.key"), numbered -> {
                    if (numbered.entry() instanceof NoteEntry note && Notes.isNamed(note, "raised")) {
                        alarms.add(String.valueOf(Notes.fields(note).get("alarm")));
                    }
                }))
                .isEmpty();

        assertThat(alarms)
                .anyMatch(alarm -> alarm.startsWith(StoredNight.STAY + ":"))
                .anyMatch(alarm -> alarm.startsWith(StoredNight.NEXT_STAY + ":"));
        for (String alarm : alarms) {
            String pack = StoredEvidence.of(changed, changed.resolve("root.key"), alarm, judging())
                    .orElseThrow();
            assertThat(Evidence.check(pack).isGood()).as(alarm).isTrue();
        }
    }

    @Test
    void givenOneByteOfAnInputChanged_whenVerified_thenItIsFound() throws IOException {
        String pack = evidence(ALARM);
        int at = pack.indexOf("\"spo2\":");

        String changed = pack.substring(0, at + 7) + (pack.charAt(at + 7) == '9' ? '8' : '9') + pack.substring(at + 8);

        assertThat(changed).isNotEqualTo(pack);
        assertThat(Evidence.check(changed).isGood()).isFalse();
    }

    @Test
    void givenInputThatMattersChangedUnderANewHash_whenVerified_thenTheEngineComesToAnotherResult() throws IOException {
        Map<String, @Nullable Object> pack = EventJson.fields(evidence(ALARM));
        long raisedAtMs = EventJson.fields(String.valueOf(list(pack, "changes").getFirst()))
                                .get("t")
                        instanceof Long t
                ? t
                : 0;
        List<Object> inputs = list(pack, "inputs");
        inputs.replaceAll(input -> isReadingBefore(input, raisedAtMs) ? without(input) : input);
        pack.put("inputs", inputs);

        Evidence.Check check = Evidence.check(EventJson.text(Evidence.sealed(pack)));

        assertThat(check.isGood()).isFalse();
        assertThat(check.what()).startsWith("change 1 of");
    }

    private static List<Object> list(Map<String, @Nullable Object> pack, String field) {
        return pack.get(field) instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>();
    }

    private static boolean isReadingBefore(Object input, long atMs) {
        return input instanceof Map<?, ?> fields
                && "reading".equals(fields.get("event"))
                && fields.get("t") instanceof Long t
                && t <= atMs
                && t > atMs - 2_000;
    }

    private static Object without(Object input) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        ((Map<?, ?>) input).forEach((name, value) -> fields.put(String.valueOf(name), value));
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("spo2", 99L);
        fields.put("values", values);
        return fields;
    }

    @Test
    void givenNotesOfTheNight_whenRead_thenTheHistoryTellsWhoTookItAndWhetherItWasUseful() throws IOException {
        var alarms = new AlarmBook();
        alarms.read(notes(), Axis.NONE);
        Episode told = alarms.ofPatients().stream()
                .filter(one -> one.alarm().equals(ALARM))
                .findFirst()
                .orElseThrow();

        Episode.Answer answer = told.lastAnswer().orElseThrow();
        assertThat(answer.by()).isEqualTo("Sun J.");
        assertThat(answer.wallMs()).isGreaterThanOrEqualTo(told.raisedMs());
        assertThat(told.gone().orElseThrow().wallMs()).isGreaterThan(answer.wallMs());
        assertThat(told.isMarked(false)).isTrue();
        assertThat(told.isOpen()).isFalse();
        assertThat(told.raisedBy()).isEqualTo("SpO2 89 < 90");
    }

    @Test
    void givenAlarmThatNeverWas_whenAsked_thenThereIsNoEvidence() throws IOException {
        assertThat(StoredEvidence.of(folder, folder.resolve("root.key"), StoredNight.STAY + ":temp.low:9", judging()))
                .isEmpty();
        assertThat(Evidence.check("{}").isGood()).isFalse();
    }
}
