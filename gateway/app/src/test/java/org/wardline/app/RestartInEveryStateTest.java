package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardline.app.wire.LogWording;
import org.wardline.core.WardPlan;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * A restart in every state of an alarm, by checkpoint and by the log's tail: what follows is what would have followed (alarm
 * engine, section 10 and invariant 15: but for the sound that is said again, what depends on hearing, and the stations).
 */
class RestartInEveryStateTest {
    private static final String ALARM = "s-0:spo2.low:1";
    private static final int BEDS = 12;
    private static final String HEARING = ".*\\.(silent|signal|blind)|ap1\\.fault";

    /** A state: how the ward comes there. */
    record State(String name, Consumer<Ward12> way) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<State> states() {
        return Stream.of(
                new State("nothing", ward -> ward.all(97, 5)),
                new State("delay running", ward -> ward.first(85, 8)),
                new State("active", ward -> ward.first(85, 20)),
                new State("hold running", ward -> {
                    ward.first(85, 20);
                    ward.first(97, 5);
                }),
                new State("acked", ward -> {
                    ward.first(85, 20);
                    ward.acknowledge(1);
                }),
                new State("acked, about to ask again", ward -> {
                    ward.first(85, 20);
                    ward.acknowledge(1);
                    ward.first(85, 890);
                }),
                new State("escalated", ward -> {
                    ward.first(85, 20);
                    ward.first(75, 15);
                }),
                new State("latched", ward -> {
                    ward.first(75, 20);
                    ward.first(97, 20);
                }),
                new State("step 1", ward -> ward.first(85, 220)),
                new State("step 2", ward -> ward.first(75, 210)),
                new State("paused", ward -> {
                    ward.first(85, 20);
                    ward.happen(at -> new AlarmEvent.PauseAudio(at, "s-0", at + 90_000, "ann", "st1"));
                }),
                new State("off", ward -> {
                    ward.first(85, 20);
                    ward.happen(at -> new AlarmEvent.AudioOff(at, "s-0", "ann", "st1"));
                }),
                new State("off, a high alarm after it", ward -> {
                    ward.happen(at -> new AlarmEvent.AudioOff(at, "s-0", "ann", "st1"));
                    ward.first(75, 20);
                }),
                new State("limits changed", ward -> {
                    ward.first(97, 2);
                    ward.happen(at -> new AlarmEvent.LimitsChanged(
                            at,
                            "s-0",
                            "spo2.low",
                            AlarmPriority.MEDIUM,
                            Map.of("below", BigDecimal.valueOf(88)),
                            "ann",
                            "st1"));
                    ward.first(87, 20);
                }),
                new State("over", ward -> {
                    ward.first(85, 20);
                    ward.first(97, 20);
                }),
                new State("flood", ward -> ward.all(85, 20)),
                new State("blind", ward -> {
                    ward.happen(at -> new AlarmEvent.StationAlive(at, "st1", true, true));
                    ward.first(85, 30);
                }),
                new State("silent", ward -> ward.silence(1, 60)),
                new State("inferred down", ward -> ward.silence(BEDS, 60)));
    }

    private static List<String> future(Ward12 ward) {
        int before = ward.bench.changes.size();
        ward.first(85, 30);
        ward.happen(at -> new AlarmEvent.Acknowledge(at, ALARM, 2, "bob", "st2"));
        ward.first(97, 30);
        ward.first(76, 200);
        ward.happen(at -> new AlarmEvent.AudioOn(at, "s-0", "bob", "st2"));
        ward.all(91, 30);
        ward.all(97, 700);
        return ward.bench.changes.subList(before, ward.bench.changes.size()).stream()
                .filter(change -> !change.change().equals("soundCommand"))
                .filter(change -> !change.kind().orElse("").matches(HEARING))
                .map(RestartInEveryStateTest::line)
                .toList();
    }

    private static String line(AlarmChange change) {
        return change.atMs() + " " + new LogWording().of(change);
    }

    @ParameterizedTest
    @MethodSource("states")
    void givenState_whenRestartedByTailOrCheckpoint_thenWhatFollowsIsTheSame(State state) throws IOException {
        var kept = new Ward12();
        state.way().accept(kept);
        List<String> standing = kept.standing();
        List<String> expected = future(kept);

        for (int way = 0; way < 3; way++) {
            var killed = new Ward12();
            byte[] first = killed.bench.ward().checkpoint();
            int atFirst = killed.bench.log.size();
            state.way().accept(killed);
            byte[] last = killed.bench.ward().checkpoint();
            int atLast = killed.bench.log.size();
            int said = killed.bench.changes.size();
            switch (way) {
                case 0 -> killed.bench.restart(first, atFirst, 0); // all of it from the tail
                case 1 -> killed.bench.restart(last, atLast, 0); // none of it
                default -> {
                    killed.bench.restart(first, atFirst, 0);
                    killed.bench.restart(killed.bench.ward().checkpoint(), killed.bench.log.size(), 0); // twice
                }
            }
            assertThat(killed.bench.changes.subList(said, killed.bench.changes.size()))
                    .as("nothing is rung twice")
                    .noneMatch(change -> change.change().equals("raised"));
            assertThat(killed.standing()).as("nothing is forgotten").isEqualTo(standing);
            assertThat(future(killed)).as("way %d", way).isEqualTo(expected);
        }
    }

    /** We were deaf: who was silent has his whole time again, then it is said once more, in one alarm. */
    @Test
    void givenSilentMonitors_whenRestarted_thenTheirSilenceIsSaidAgainAfterItsTime() throws IOException {
        for (int silent : new int[] {1, BEDS}) {
            var killed = new Ward12();
            byte[] first = killed.bench.ward().checkpoint();
            int atFirst = killed.bench.log.size();
            killed.silence(silent, 60);
            killed.bench.restart(first, atFirst, 0);
            int said = killed.bench.changes.size();

            killed.silenceGoesOn(silent, 40);

            assertThat(killed.bench.changes.subList(said, killed.bench.changes.size()).stream()
                            .filter(change -> change.change().equals("raised"))
                            .map(change -> change.alarm().orElse("")))
                    .containsExactly(silent == 1 ? "s-0:m-0.silent:2" : "gateway:ap1.fault:2");
        }
    }

    /** A restart after minutes: what was due happens at the restart, a pause does not grow, no alarm is gone. */
    @ParameterizedTest
    @MethodSource("states")
    void givenState_whenTheGatewayWasAwayForMinutes_thenNoAlarmIsGoneOrQuieter(State state) throws IOException {
        var killed = new Ward12();
        byte[] first = killed.bench.ward().checkpoint();
        int atFirst = killed.bench.log.size();
        state.way().accept(killed);
        List<String> standing = killed.standing();

        killed.bench.restart(first, atFirst, 200_000);

        for (String alarm : standing) {
            String nameAndState = alarm.substring(0, alarm.indexOf(','));
            boolean askedAgain = nameAndState.endsWith(" acked")
                    && killed.standing().toString().contains(nameAndState.replace(" acked", " active"));
            assertThat(killed.standing().toString().contains(nameAndState) || askedAgain)
                    .as("%s in %s", nameAndState, killed.standing())
                    .isTrue();
        }
    }

    /** Twelve beds behind one access point; only the monitor of the first is told what to say. */
    static final class Ward12 {
        final WardBench bench = new WardBench(plan());
        private long seq;

        private static WardPlan plan() {
            return new WardPlan(
                    "w1",
                    false,
                    false,
                    IntStream.range(0, BEDS)
                            .mapToObj(n -> new WardPlan.Bed(new BedId("b" + n), "b" + n, ""))
                            .toList(),
                    IntStream.range(0, BEDS)
                            .mapToObj(n -> new WardPlan.Device(
                                    new DeviceId("m-" + n),
                                    Optional.of(new BedId("b" + n)),
                                    Map.of("spo2", 1_000L),
                                    List.of("ap1")))
                            .toList(),
                    IntStream.range(0, BEDS)
                            .mapToObj(n ->
                                    new WardPlan.Stay(new StayId("s-" + n), new BedId("b" + n), 0, 0, Long.MAX_VALUE))
                            .toList());
        }

        private Reading reading(int bed, double percent) {
            long wallMs = bench.now().wallMs();
            return new Reading(
                    new DeviceId("m-" + bed),
                    seq++,
                    wallMs,
                    wallMs,
                    ClockQuality.DEVICE,
                    List.of(Measurement.of(VitalSign.SPO2, percent)));
        }

        private void say(double first, double others, int silent, int seconds) {
            for (int second = 0; second < seconds; second++) {
                List<Reading> burst = new ArrayList<>();
                for (int bed = silent; bed < BEDS; bed++) {
                    burst.add(reading(bed, bed == 0 ? first : others));
                }
                bench.hear(burst.toArray(Reading[]::new));
                bench.pass(1_000);
            }
        }

        /** The first bed says this once a second, all others are well. */
        void first(double percent, int seconds) {
            say(percent, 97, 0, seconds);
        }

        void all(double percent, int seconds) {
            say(percent, percent, 0, seconds);
        }

        /** The first so many say nothing any more. */
        void silence(int monitors, int seconds) {
            all(97, 2);
            silenceGoesOn(monitors, seconds);
        }

        void silenceGoesOn(int monitors, int seconds) {
            say(97, 97, monitors, seconds);
        }

        void happen(org.wardline.core.Act act) {
            bench.happen(act);
        }

        void acknowledge(int version) {
            bench.happen(at -> new AlarmEvent.Acknowledge(at, ALARM, version, "ann", "st1"));
        }

        /** What stands, of patients and the gateway, but for what a restart must learn by hearing. */
        List<String> standing() {
            var view = bench.ward().view(bench.now());
            return Stream.concat(
                            view.gatewayAlarms().stream(), view.beds().stream().flatMap(bed -> bed.alarms().stream()))
                    .filter(alarm -> !alarm.name().matches(".*:(" + HEARING + "):.*")
                            || alarm.name().contains(".blind:"))
                    .map(alarm -> alarm.name() + " " + alarm.state() + ", " + alarm.priority() + " v" + alarm.version()
                            + " by " + alarm.by())
                    .sorted()
                    .toList();
        }
    }
}
