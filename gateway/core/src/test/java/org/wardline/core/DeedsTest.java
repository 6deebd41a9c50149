package org.wardline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.Happening;
import org.wardline.vitals.DeviceId;

/** What the ward made of what was done, told from a log that begins somewhere. */
class DeedsTest {
    private static final Map<String, Long> OWED = Map.of("spo2", 1_000L);

    private final Deeds deeds =
            new Deeds(List.of(new AlarmEvent.DeviceLinked(0, "m-7", "s1", OWED, List.of("ap"), null)));

    private List<AlarmEvent> made(Happening what) {
        List<AlarmEvent> made = new ArrayList<>();
        deeds.tell(what, what.atMs(), made::add);
        return made;
    }

    @Test
    void givenPatientKnownTooEarly_whenHeComes_thenHeDoesNotEndByIt() {
        var _ = made(new AlarmEvent.Admit(0, "s1", "7", 1, null)); // somebody was ahead of the log

        assertThat(made(new CareAct.Admit(1, "ann", "s1", "7", 2, List.of(), "hand")))
                .containsExactly(new AlarmEvent.Admit(1, "s1", "7", 2, "ann"));
        assertThat(deeds.stayIn("7")).contains("s1");
    }

    @Test
    void givenUnnamedPatient_whenAnotherIsAdmittedThere_thenHeEndsByIt() {
        var _ = made(new AlarmEvent.Admit(0, "auto", "7", 1, null));

        assertThat(made(new CareAct.Admit(1, "ann", "s1", "7", 1, List.of("m-7"), "hand")))
                .containsExactly(
                        new AlarmEvent.Discharge(1, "auto", "ann"),
                        new AlarmEvent.Admit(1, "s1", "7", 1, "ann"),
                        new AlarmEvent.DeviceLinked(1, "m-7", "s1", OWED, List.of("ap"), "ann"));
        assertThat(deeds.bedOf("auto")).isEmpty();
    }

    @Test
    void givenDeviceOfOldTimes_whenItGoesAlong_thenItMeasuresHimThereAndTheOthersDoNot() {
        var _ = made(new AlarmEvent.DeviceLinked(0, "w-2", "s1", Map.of(), List.of(), null));

        var _ = made(new CareAct.Transfer(1, "ann", "s1", "8", List.of("m-7"), List.of()));

        assertThat(deeds.measuredBy(new DeviceId("m-7"))).contains("s1");
        assertThat(deeds.measuredBy(new DeviceId("w-2"))).isEmpty();
        assertThat(deeds.isKnown(new DeviceId("w-2"))).isTrue();
        assertThat(deeds.isKnown(new DeviceId("w-3"))).isFalse();
    }

    @Test
    void givenPatientOffTheWard_whenHeIsBack_thenOnlyWhatStandsNowhereElseMeasuresHim() {
        var _ = made(new CareAct.Admit(0, "ann", "s1", "7", 1, List.of("m-7", "w-2"), "hand"));
        assertThat(made(new CareAct.Leave(1, "ann", "st1", "s1", 0))).hasSize(3);
        var _ = made(new CareAct.Link(2, "ann", "w-2", "8", 0, "hand"));

        assertThat(made(new CareAct.Return(3, "ann", "st1", "s1")))
                .containsExactly(
                        new AlarmEvent.DeviceLinked(3, "m-7", "s1", OWED, List.of("ap"), "ann"),
                        new AlarmEvent.AudioOn(3, "s1", "ann", "st1"));
    }

    @Test
    void givenCorrectionOfATimeThatIsOver_whenTold_thenNoLinkChanges() {
        var _ = made(new CareAct.Admit(0, "ann", "s1", "7", 1, List.of("m-7"), "hand"));

        assertThat(made(new CareAct.Correct(9, "ann", "m-7", 1, 5, Optional.empty())))
                .isEmpty();
        assertThat(made(new CareAct.Correct(9, "ann", "m-7", 1, 9, Optional.empty())))
                .containsExactly(new AlarmEvent.DeviceUnlinked(9, "m-7", "ann"));
    }
}
