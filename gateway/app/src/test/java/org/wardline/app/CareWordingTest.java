package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wardline.app.wire.LogWording;
import org.wardline.core.CareAct;
import org.wardline.core.alarm.AlarmEvent;

/** Acts of people in the words of the log. */
class CareWordingTest {
    @Test
    void givenEveryKindOfAct_whenWrittenAndRead_thenItIsTheSame() {
        List<CareAct> acts = new ArrayList<>(List.of(
                new CareAct.Admit(1, "李薇", "s", "7", 2, List.of("m-7", "w-2"), "scan"),
                new CareAct.Discharge(2, "ann \"event\":\"care.", "s"),
                new CareAct.Transfer(3, "ann", "s", "8", List.of("m-7"), List.of("w-2")),
                new CareAct.Empty(4, "ann", "7", Optional.of("s")),
                new CareAct.Empty(4, "ann", "7", Optional.empty()),
                new CareAct.Leave(5, "ann", "st", "s", 9),
                new CareAct.Return(6, "ann", "st", "s"),
                new CareAct.Link(7, "ann", "m-7", "7", 5, "hand"),
                new CareAct.Unlink(8, "ann", "m-7"),
                new CareAct.Correct(9, "ann", "m-7", 3, 4, Optional.of("8")),
                new CareAct.Correct(9, "ann", "m-7", 3, 0, Optional.empty())));

        acts.forEach(act ->
                assertThat(new LogWording().event(new LogWording().of(act))).isEqualTo(act));
        var alarm = new AlarmEvent.Acknowledge(1, "a", 1, "ann", "st1");
        assertThat(new LogWording().event(new LogWording().of(alarm))).isEqualTo(alarm);
        var entered = new AlarmEvent.ObservationEntered(
                1, "s", "Ann", 0, Map.of("consciousness_acvpu", "C"), new AlarmEvent.Chart("ann", 3, 4));
        assertThat(new LogWording().event(new LogWording().of(entered))).isEqualTo(entered);
        var withdrawn = new AlarmEvent.ObservationWithdrawn(7, "Eve", "st1", 1, 42, 9, entered);
        assertThat(new LogWording().event(new LogWording().of(withdrawn))).isEqualTo(withdrawn);
    }
}
