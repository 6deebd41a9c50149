package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wardline.app.wire.LogWording;
import org.wardline.core.WardView;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.log.NoteEntry;

/** What was entered in error counts as if it never had been, once, and whenever the process dies. */
class WithdrawalTest extends OnTheWard {
    private static final long HOUR_MS = 3_600_000;
    private static final Map<String, Object> AWAKE = Map.of("consciousness_acvpu", "A");
    private static final Map<String, Object> UNRESPONSIVE = Map.of("consciousness_acvpu", "U");

    private AlarmEvent.ObservationEntered enter(Map<String, Object> values) {
        long wallMs = bench.now().wallMs();
        var chart = new AlarmEvent.Chart("ann", wallMs, wallMs);
        var entry = new AlarmEvent.ObservationEntered(bench.now().atMs(), "s-7", "Ann", -1, values, chart);
        bench.happen(_ -> entry);
        return entry;
    }

    private AlarmEvent.ObservationWithdrawn withdrawal(AlarmEvent.ObservationEntered was, String who) {
        return new AlarmEvent.ObservationWithdrawn(
                bench.now().atMs(), who, "st1", was.atMs(), 0, bench.now().wallMs(), was);
    }

    private WardView.News2 news2() {
        return bed(SEVEN).news2().orElseThrow();
    }

    @Test
    void givenEntryInError_whenWithdrawn_thenTheOneBeforeCountsAgainAsOldAsItIs() {
        AlarmEvent.ObservationEntered _ = enter(AWAKE);
        bench.pass(HOUR_MS);
        AlarmEvent.ObservationEntered wrong = enter(UNRESPONSIVE);
        assertThat(news2().hasThree()).isTrue();

        bench.happen(_ -> withdrawal(wrong, "eve"));

        assertThat(news2().hasThree()).isFalse();
        assertThat(news2().missing()).doesNotContain("consciousness");
        bench.pass(5 * HOUR_MS); // six since the first
        assertThat(news2().missing()).contains("consciousness");
    }

    @Test
    void givenOnlyEntry_whenWithdrawn_thenNothingIsKnownAndNoAlarmEndsByIt() {
        AlarmEvent.ObservationEntered wrong = enter(UNRESPONSIVE);
        bench.pass(120_000);
        assertThat(bench.said()).contains("raised s-7:news2.score:1");

        bench.happen(_ -> withdrawal(wrong, "eve"));
        bench.pass(HOUR_MS);

        assertThat(news2().missing()).contains("consciousness");
        assertThat(bench.said()).doesNotContain("ended s-7:news2.score:1");
        Map<String, Object> well = new LinkedHashMap<>(AWAKE);
        well.put("o2_supplemental", false);
        Map.of("resp_rate", 16, "spo2", 97, "nibp_sys", 120, "heart_rate", 70, "temp", 37)
                .forEach((sign, value) -> well.put(sign, BigDecimal.valueOf(value)));
        AlarmEvent.ObservationEntered _ = enter(well);
        bench.pass(10 * 60_000);
        assertThat(bench.said()).contains("ended s-7:news2.score:1");
    }

    @Test
    void givenScaleEnteredInError_whenWithdrawn_thenTheOtherHoldsAgain() {
        AlarmEvent.ObservationEntered wrong = enter(Map.of("news2_scale", BigDecimal.TWO));
        assertThat(news2().scale()).isEqualTo(2);

        bench.happen(_ -> withdrawal(wrong, "eve"));

        assertThat(news2().scale()).isEqualTo(1);
    }

    @Test
    void givenTwoNurses_whenBothWithdrawTheSame_thenTheSecondIsToldAndNothingIsChanged() {
        AlarmEvent.ObservationEntered wrong = enter(UNRESPONSIVE);
        bench.happen(_ -> withdrawal(wrong, "eve"));
        byte[] once = bench.ward().checkpoint();

        bench.happen(_ -> withdrawal(wrong, "bob"));

        assertThat(refused()).containsExactly("observationWithdrawn entry");
        assertThat(bench.ward().checkpoint()).isEqualTo(once);
    }

    @Test
    void givenLaterEntry_whenAnEarlierIsWithdrawn_thenTheLaterStillCounts() {
        AlarmEvent.ObservationEntered wrong = enter(UNRESPONSIVE);
        bench.pass(60_000);
        AlarmEvent.ObservationEntered later = enter(AWAKE);

        bench.happen(_ -> withdrawal(wrong, "eve"));
        assertThat(news2().hasThree()).isFalse();

        bench.happen(_ -> withdrawal(later, "eve"));
        assertThat(news2().missing()).as("the wrong one does not come back").contains("consciousness");
    }

    @Test
    void givenProcessDiesAnywhere_whenStartedAgain_thenItIsWithdrawnOnce() throws IOException {
        byte[] before = bench.ward().checkpoint();
        int empty = bench.log.size();
        AlarmEvent.ObservationEntered _ = enter(AWAKE);
        bench.pass(60_000);
        AlarmEvent.ObservationEntered wrong = enter(UNRESPONSIVE);
        byte[] entered = bench.ward().checkpoint();
        int known = bench.log.size();
        AlarmEvent.ObservationWithdrawn act = withdrawal(wrong, "eve");
        bench.log.add(new NoteEntry(act.atMs(), NoteEntry.Kind.INTENT, new LogWording().of(act)));

        bench.restart(entered, known, 1_000); // wanted, not done
        assertThat(news2().hasThree()).isFalse();

        bench.restart(entered, known, 1_000); // done, the ward's state is older
        assertThat(news2().hasThree()).isFalse();
        bench.restart(before, empty, 1_000); // all of it from the log
        assertThat(news2().hasThree()).isFalse();
        bench.restart(bench.ward().checkpoint(), bench.log.size(), 1_000);
        assertThat(news2().missing()).doesNotContain("consciousness");
        assertThat(refused()).as("and never once more").isEmpty();
        assertThat(bench.log.stream()
                        .filter(NoteEntry.class::isInstance)
                        .map(NoteEntry.class::cast)
                        .filter(note -> note.kind() == NoteEntry.Kind.EVENT)
                        .filter(note -> note.json().contains("observationWithdrawn")))
                .hasSize(1);
    }

    @Test
    void givenLastEntryWithdrawn_whenTheOneBeforeIsTooOld_thenObservationsAreOverdueAtOnce() {
        AlarmEvent.ObservationEntered _ = enter(AWAKE);
        bench.pass(11 * HOUR_MS);
        AlarmEvent.ObservationEntered wrong = enter(AWAKE);
        bench.pass(2 * HOUR_MS);
        assertThat(bench.said()).doesNotContain("raised s-7:news2.overdue:1");

        bench.happen(_ -> withdrawal(wrong, "eve"));

        assertThat(bench.said()).contains("raised s-7:news2.overdue:1");
    }

    @Test
    void givenOverdueObservations_whenTheOnlyEntryIsWithdrawn_thenTheyStayOverdue() {
        AlarmEvent.ObservationEntered wrong = enter(AWAKE);
        bench.pass(13 * HOUR_MS);
        assertThat(bench.said()).contains("raised s-7:news2.overdue:1");

        bench.happen(_ -> withdrawal(wrong, "eve"));
        bench.pass(HOUR_MS);

        assertThat(bench.said()).doesNotContain("ended s-7:news2.overdue:1");
        assertThat(List.of(bed(SEVEN).alarms().toArray())).isNotEmpty();
    }
}
