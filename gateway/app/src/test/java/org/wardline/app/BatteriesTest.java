package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardline.core.WardView;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;

/** A device whose battery runs down says so before it falls silent. */
class BatteriesTest {
    private final WardBench bench = new WardBench(WardBench.plan());
    private final Batteries batteries = new Batteries(bench::happen);
    private long seq = 100;

    private void charge(double percent) {
        long wallMs = bench.now().wallMs();
        bench.hear(new Reading(
                WardBench.MONITOR,
                seq++,
                wallMs,
                wallMs,
                ClockQuality.DEVICE,
                List.of(Measurement.of(VitalSign.SPO2, 97), Measurement.of(VitalSign.BATTERY, percent))));
        look();
        look(); // says nothing anew
    }

    private void look() {
        batteries.look(bench.ward().view(bench.now()), bench.ward().devices(bench.now()));
        bench.pass(1_000);
    }

    @Test
    void givenBatteryThatRunsDown_whenItIsLow_thenOneTechnicalAlarmUntilItIsCharged() {
        charge(20);
        assertThat(bench.said()).isEmpty();

        charge(19);
        charge(4);
        charge(24); // not yet
        assertThat(bench.said()).containsExactly("raised s-7:m-7-battery.fault:1");
        assertThat(bench.ward().view(bench.now()).beds().getFirst().alarms())
                .extracting(WardView.Alarm::type, WardView.Alarm::text)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("technical", "m-7 battery low"));

        charge(80);
        assertThat(bench.said()).containsExactly("raised s-7:m-7-battery.fault:1", "ended s-7:m-7-battery.fault:1");
    }

    @Test
    void givenLowBattery_whenTheDeviceMeasuresNobodyAnyMore_thenItIsNotThePatientsAlarm() {
        charge(4);

        bench.happen(at -> new AlarmEvent.DeviceUnlinked(at, WardBench.MONITOR.name(), "ann"));
        look();

        assertThat(bench.said()).contains("ended s-7:m-7-battery.fault:1");
    }

    @Test
    void givenLowBattery_whenRestarted_thenItIsNotRungTwice() throws Exception {
        charge(4);

        bench.restart(bench.ward().checkpoint(), bench.log.size(), 1_000);
        look();

        assertThat(bench.said()).containsExactly("raised s-7:m-7-battery.fault:1");
    }
}
