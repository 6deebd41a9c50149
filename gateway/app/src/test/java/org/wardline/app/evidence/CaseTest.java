package org.wardline.app.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wardline.app.history.Notes;
import org.wardline.app.wire.EventJson;
import org.wardline.core.CareAct;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.log.NoteEntry;

/** What was done with a patient before his alarm: all of it, and nothing that was refused. */
class CaseTest {
    private static final String REFUSED = "{\"t\":5000,\"change\":\"refused\",\"event\":\"%s\",\"why\":\"bed\"}";

    private final List<NoteEntry> notes = new ArrayList<>();

    private NoteEntry act(CareAct act) {
        notes.add(new NoteEntry(act.atMs(), NoteEntry.Kind.EVENT, EventJson.text(act)));
        return notes.getLast();
    }

    private void says(long atMs, String json) {
        notes.add(new NoteEntry(atMs, NoteEntry.Kind.CHANGE, json));
    }

    private Case made() {
        says(
                6_000,
                "{\"t\":6000,\"change\":\"raised\",\"alarm\":\"s1:spo2.low:1\",\"bed\":\"7\",\"state\":\"active\",\"wall\":9000}");
        return new Case("s1:spo2.low:1", notes, Case.Standing.NONE);
    }

    @Test
    void givenTwoLikeActsInOneMoment_whenOneIsRefused_thenTheOtherIsTold() {
        var _ = act(new CareAct.Admit(4_000, "ann", "s1", "7", 1, List.of(), "hand"));
        NoteEntry refused = act(new CareAct.Link(5_000, "ann", "m-9", "99", 0, "hand"));
        says(5_000, REFUSED.formatted("care.link"));
        NoteEntry done = act(new CareAct.Link(5_000, "ann", "m-7", "7", 0, "hand"));

        Case made = made();

        assertThat(made.told(refused)).isEmpty();
        assertThat(made.told(done)).hasSize(1);
        assertThat(made.linksAt(6_000)).extracting(link -> link.device()).containsExactly("m-7");
    }

    @Test
    void givenTheSameActTwiceInOneMoment_whenTheSecondIsRefused_thenTheFirstIsToldOnce() {
        var _ = act(new CareAct.Admit(4_000, "ann", "s1", "7", 1, List.of(), "hand"));
        var _ = act(new CareAct.Discharge(5_000, "ann", "s1"));
        var _ = act(new CareAct.Discharge(5_000, "ann", "s1"));
        says(5_000, REFUSED.formatted("care.discharge"));
        var window = new Window(made(), 0, 6_000);

        notes.forEach(window::look);

        assertThat(window.entries())
                .filteredOn(entry -> entry instanceof NoteEntry note && Notes.isNamed(note, "discharge"))
                .hasSize(1);
    }

    @Test
    void givenNoteAboutTheAlarm_whenItIsAskedWhoKnows_thenTheNoteIsAmongIt() {
        Case before = made();
        notes.add(new NoteEntry(
                7_000,
                NoteEntry.Kind.EVENT,
                EventJson.text(new AlarmEvent.Noted(
                        7_000, "s1", "note", "ann", "st1", Map.of("text", "sat up", "alarm", "s1:spo2.low:1")))));
        notes.add(new NoteEntry(
                8_000,
                NoteEntry.Kind.EVENT,
                EventJson.text(new AlarmEvent.Noted(8_000, "s1", "note", "bo", "st1", Map.of("text", "of no alarm")))));

        assertThat(before.knows()).hasSize(1);
        assertThat(new Case("s1:spo2.low:1", notes, Case.Standing.NONE).knows())
                .hasSize(2)
                .last()
                .satisfies(
                        known -> assertThat(known).containsEntry("who", "ann").containsEntry("about", "note"));
    }
}
