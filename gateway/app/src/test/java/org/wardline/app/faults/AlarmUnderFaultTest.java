package org.wardline.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Promise 8 in short, with faults that need no root; at length it is {@link FaultsCampaign}. */
class AlarmUnderFaultTest {
    @Test
    @Timeout(120)
    void givenStoreRemovedSilentRecordSystemAndStuckScreens_whenPatientsAlarm_thenItIsShown() throws Exception {
        var three = new Fault("three at once", stage -> {
            PeerFaults.recordSystem(stage, BadServer.Way.SILENT);
            PeerFaults.dashboards(stage);
            DiskFaults.removed(stage);
        });

        Result result = new FaultRun(20, 2, 20_261_126).run(three);

        assertThat(result.alarms()).isEqualTo(20);
        assertThat(result.missed()).isZero();
        assertThat(result.latenciesMs()).allMatch(ms -> ms <= Result.WORST_MS);
    }
}
