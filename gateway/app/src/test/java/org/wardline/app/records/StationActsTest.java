package org.wardline.app.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wardline.app.wire.EventJson;
import org.wardline.core.CareAct;
import org.wardline.vitals.log.NoteEntry;

/** What people do at a station stands in the log in words of its own; the hand-over tells it. */
class StationActsTest {
    private static final long WALL_MS = 1_795_000_000_000L;
    private final Chronicle chronicle = new Chronicle((_, _) -> Optional.empty());

    private void event(long atMs, String json) {
        chronicle.take(new NoteEntry(atMs, NoteEntry.Kind.EVENT, json));
    }

    private void act(CareAct act) {
        chronicle.take(new NoteEntry(act.atMs(), NoteEntry.Kind.EVENT, EventJson.text(act)));
    }

    @Test
    void givenPatientOfAStation_whenHandedOver_thenEachStepIsToldAndWhoDidIt() {
        event(0, "{\"t\":0,\"event\":\"clockStepped\",\"wall\":" + WALL_MS + ",\"quality\":\"synced\"}");
        event(1, "{\"t\":1,\"event\":\"admit\",\"stay\":\"auto\",\"bed\":\"7\",\"news2\":1}");
        act(new CareAct.Admit(1_000, "li.w", "s1", "7", 1, List.of("m-7"), "hand"));
        act(new CareAct.Transfer(2_000, "li.w", "s1", "8", List.of(), List.of("m-8")));
        act(new CareAct.Link(3_000, "li.w", "w-2", "8", 0, "hand"));
        act(new CareAct.Discharge(4_000, "li.w", "s1"));
        act(new CareAct.Admit(5_000, "li.w", "s2", "9", 1, List.of(), "hand"));
        act(new CareAct.Empty(6_000, "chen", "9", Optional.of("s2")));
        event(7_000, "{\"t\":7000,\"event\":\"stationAlive\"}");

        Told told = chronicle.told(new Period(WALL_MS, WALL_MS + 10_000));

        assertThat(told.presences())
                .extracting(Presence::stay, Presence::bed, one -> one.when().toMs() - WALL_MS)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("auto", "7", 1_000L),
                        org.assertj.core.groups.Tuple.tuple("s1", "7", 2_000L),
                        org.assertj.core.groups.Tuple.tuple("s1", "8", 4_000L),
                        org.assertj.core.groups.Tuple.tuple("s2", "9", 6_000L));
        assertThat(told.moves())
                .extracting(Told.Moved::what, Told.Moved::stay, Told.Moved::who)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("moved", "s1", "li.w"),
                        org.assertj.core.groups.Tuple.tuple("discharged", "s1", "li.w"),
                        org.assertj.core.groups.Tuple.tuple("discharged", "s2", "chen"));
        assertThat(Handover.of(told, List.of("7", "8", "9")).patients())
                .extracting(Handover.Patient::stay)
                .contains("s1", "s2");
    }
}
