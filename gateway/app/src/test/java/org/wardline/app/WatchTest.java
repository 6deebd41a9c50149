package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wardline.buffer.LogWriter.Health;
import org.wardline.buffer.LogWriter.State;
import org.wardline.core.Now;
import org.wardline.core.WardView;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.Happening;
import org.wardline.vitals.alarm.AlarmPriority;

/** The gateway's own parts: each that is not well is said once, and taken back once. */
class WatchTest {
    private final List<String> said = new ArrayList<>();
    private final Condition condition = new Condition(0);
    private final Watch watch = new Watch(condition, act -> said.add(text(act.at(nowMs()))), () -> {});
    private long atMs = 5_000_000;
    private long wallMs = WardBench.WALL_MS;

    private long nowMs() {
        return atMs;
    }

    private Now now() {
        return new Now(atMs, wallMs, Now.WallQuality.SYNCED);
    }

    private void pass(long ms) {
        atMs += ms;
        wallMs += ms;
    }

    private static String text(Happening event) {
        AlarmEvent.Fault fault = (AlarmEvent.Fault) event;
        return fault.name() + (fault.on() ? " ill " + fault.priority().wireName() : " well");
    }

    @Test
    void givenLogThatCannotStore_whenItStoresAgain_thenSendersAreToBeAskedAgainOnce() {
        var broken = new Health(State.BROKEN, 0, "disk");
        assertThat(watch.storesAgain(broken, wallMs)).isFalse();
        assertThat(watch.storesAgain(broken, wallMs)).isFalse();
        assertThat(condition.state()).isEqualTo("degraded");
        assertThat(condition.reasons()).containsExactly("readings cannot be stored");

        var well = new Health(State.OK, 0, "");
        assertThat(watch.storesAgain(well, wallMs)).isTrue();
        assertThat(watch.storesAgain(well, wallMs)).isFalse();

        assertThat(said).containsExactly("storage ill high", "storage well");
        assertThat(condition.state()).isEqualTo("ok");
    }

    @Test
    void givenFullQuarantine_whenMessagesAreDroppedUnseen_thenItIsAnAlarmUntilAnHourWithoutOne() {
        watch.quarantine(7, now()); // dropped before this start: no news
        assertThat(said).isEmpty();

        pass(10_000);
        watch.quarantine(8, now());
        assertThat(said).containsExactly("quarantine ill low");

        pass(Watch.DROPPED_NEWS_MS - 1);
        watch.quarantine(9, now());
        pass(Watch.DROPPED_NEWS_MS - 1);
        watch.quarantine(9, now());
        assertThat(said).containsExactly("quarantine ill low");
        pass(1);
        watch.quarantine(9, now());
        assertThat(said).containsExactly("quarantine ill low", "quarantine well");
    }

    @Test
    void givenRecordSystemThatTakesNothing_whenAMinuteIsOver_thenItIsBehindUntilItTakesSomething() {
        watch.uplink("fhir", true, now());
        watch.uplink("file", false, now());
        pass(Watch.BEHIND_AFTER_MS - 1);
        watch.uplink("fhir", true, now());
        assertThat(said).isEmpty();

        pass(1);
        watch.uplink("fhir", true, now());
        watch.uplink("file", false, now());
        assertThat(said).containsExactly("uplink-fhir ill low");
        assertThat(condition.reasons()).containsExactly("the record system (fhir) is behind");

        watch.uplink("fhir", false, now());
        assertThat(said).containsExactly("uplink-fhir ill low", "uplink-fhir well");
    }

    @Test
    void givenRecordSystemInTrouble_whenTheWallClockIsSet_thenItIsBehindAfterAMinuteAllTheSame() {
        watch.uplink("fhir", true, now());
        wallMs += 3_600_000;
        watch.uplink("fhir", true, now());
        assertThat(said).as("an hour forward is no hour of trouble").isEmpty();

        wallMs -= 20L * 365 * 24 * 3_600_000;
        pass(Watch.BEHIND_AFTER_MS);
        watch.uplink("fhir", true, now());
        assertThat(said).as("and years back put nothing off").containsExactly("uplink-fhir ill low");
    }

    private static WardView.Alarm standing(String name) {
        return new WardView.Alarm(
                name, 1, "active", AlarmPriority.LOW, "technical", "", "", 0, "", "", List.of(), 0, Optional.empty());
    }

    @Test
    void givenFaultsBeforeARestart_whenTheirPartsAreWellOrGone_thenTheyEndOnceEachHadTimeToSpeak() {
        watch.begin(
                List.of(
                        standing("gateway:broker.fault:1"),
                        standing("gateway:uplink-fhir.fault:2"),
                        standing("gateway:model-old.fault:1"),
                        standing("gateway:ward.blind:1")),
                now());
        watch.uplink("fhir", true, now());
        watch.say("broker", false, AlarmPriority.MEDIUM, "", wallMs);
        pass(Watch.SETTLING_MS - 1);
        watch.tick(now());
        assertThat(said).as("a restart makes nothing more silent").isEmpty();

        watch.uplink("fhir", true, now());
        pass(1);
        watch.tick(now());
        watch.tick(now());
        assertThat(said).containsExactlyInAnyOrder("uplink-fhir ill low", "broker well", "model-old well");
    }

    @Test
    void givenDroppedMessagesBeforeARestart_whenItBegins_thenTheyAreNewsForAnHourMore() {
        watch.begin(List.of(standing("gateway:quarantine.fault:1")), now());

        watch.quarantine(100, now());
        assertThat(said).containsExactly("quarantine ill low");
        pass(Watch.DROPPED_NEWS_MS);
        watch.quarantine(100, now());
        assertThat(said).containsExactly("quarantine ill low", "quarantine well");
    }
}
