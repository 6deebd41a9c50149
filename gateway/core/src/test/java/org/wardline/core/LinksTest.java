package org.wardline.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.StayId;

class LinksTest {
    private static final DeviceId MONITOR = new DeviceId("m-1");
    private static final BedId SEVEN = new BedId("7");
    private static final BedId EIGHT = new BedId("8");

    @Test
    void givenDeviceMoved_whenOldReadingComesLate_thenItBelongsToTheOldBed() {
        Links links = Links.NONE.place(MONITOR, SEVEN, 0).place(MONITOR, EIGHT, 1_000);

        assertThat(links.bedOf(MONITOR, 999, 999)).contains(SEVEN);
        assertThat(links.bedOf(MONITOR, 1_000, 1_000)).contains(EIGHT);
    }

    @Test
    void givenPatientsFollowEachOther_whenAsked_thenNoMomentHasTwo() {
        Links links = Links.NONE
                .admit(new StayId("a"), SEVEN, 100)
                .discharge(SEVEN, 200)
                .admit(new StayId("b"), SEVEN, 300);

        assertThat(links.stayIn(SEVEN, 99)).isEmpty();
        assertThat(links.stayIn(SEVEN, 199)).contains(new StayId("a"));
        assertThat(links.stayIn(SEVEN, 200)).isEmpty();
        assertThat(links.stayIn(SEVEN, 300)).contains(new StayId("b"));
    }

    @Test
    void givenManyMoves_whenBoundIsReached_thenTheOldestGo() {
        Links links = Links.NONE;
        for (int move = 0; move <= Links.MAX_INTERVALS; move++) {
            links = links.place(MONITOR, new BedId("b" + move), move);
        }

        assertThat(links.bedOf(MONITOR, 0, 0)).isEmpty();
        assertThat(links.bedOf(MONITOR, 1, 1)).contains(new BedId("b1"));
    }

    @Test
    void givenOldLinks_whenSomebodyElseHoldsThem_thenAnActChangesThemNot() {
        Links before = Links.NONE.place(MONITOR, SEVEN, 0);

        Links after = before.remove(MONITOR, 10);

        assertThat(before.bedOf(MONITOR, 20, 20)).contains(SEVEN);
        assertThat(after.bedOf(MONITOR, 20, 20)).isEmpty();
    }
}
