package org.wardline.app.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wardline.app.wire.EventJson;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;

/** What waits for the webhook: in the log's order, bounded, and the same after a restart. */
class AlarmOutboxTest {
    private final List<Numbered> log = new ArrayList<>();

    private void said(long atMs, String change, String alarm, int version, String priority) {
        note(
                NoteEntry.Kind.CHANGE,
                new AlarmChange(
                        atMs,
                        change,
                        Map.of("alarm", alarm, "v", (long) version, "state", "active", "priority", priority)));
    }

    private void note(NoteEntry.Kind kind, AlarmChange change) {
        log.add(new Numbered(log.size() + 1L, new NoteEntry(change.atMs(), kind, EventJson.text(change))));
    }

    private AlarmOutbox fresh() {
        AlarmOutbox outbox = AlarmOutbox.after("w1", 0);
        outbox.take(log, log.size());
        return outbox;
    }

    private static List<String> drain(AlarmOutbox outbox) {
        List<String> ids = new ArrayList<>();
        for (var next = outbox.next(); next.isPresent(); next = outbox.next()) {
            ids.add(next.get().id());
            outbox.arrived();
        }
        return ids;
    }

    @Test
    void givenChangesInTheLog_whenTheyLeave_thenInItsOrderAndWithNothingElse() {
        said(1, "raised", "s1:spo2.low:1", 1, "medium");
        note(NoteEntry.Kind.CHANGE, new AlarmChange(1, "soundCommand", Map.of("level", "medium", "at", "stations")));
        note(
                NoteEntry.Kind.CHANGE,
                new AlarmChange(
                        1,
                        "notify",
                        Map.of(
                                "alarm",
                                "s1:spo2.low:1",
                                "v",
                                1L,
                                "step",
                                0L,
                                "to",
                                List.of("nurse"),
                                "why",
                                "raised")));
        note(NoteEntry.Kind.EVENT, new AlarmChange(2, "raised", Map.of("alarm", "an:event.is:1", "state", "active")));
        said(3, "acknowledged", "s1:spo2.low:1", 2, "medium");

        assertThat(drain(fresh())).containsExactly("s1:spo2.low:1:1", "s1:spo2.low:1:1:0", "s1:spo2.low:1:2");
    }

    @Test
    void givenChangeOfAPatient_whenItLeaves_thenItNamesTheBedAndNoMore() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("alarm", "k3f9:spo2.low:1");
        fields.put("v", 1L);
        fields.put("bed", "7");
        fields.put("state", "active");
        fields.put("priority", "medium");
        fields.put("values", Map.of("spo2", new BigDecimal("82")));
        fields.put("wall", 1_795_000_000_000L);
        fields.put("patient", "Doe");
        fields.put("explain", Map.of("text", "Doe again"));
        note(NoteEntry.Kind.CHANGE, new AlarmChange(1, "raised", fields));

        AlarmMessage message = fresh().next().orElseThrow();

        assertThat(message.json())
                .contains("\"id\":\"k3f9:spo2.low:1:1\"", "\"ward\":\"w1\"", "\"bed\":\"7\"", "\"text\":\"SpO2 low\"")
                .contains("\"at\":\"2026-11-18T11:06:40.000Z\"", "\"values\":{\"spo2\":82}")
                .doesNotContain("Doe");
        assertThat(message.toString()).doesNotContain("82");
    }

    @Test
    void givenMoreThanFit_whenOneMoreComes_thenTheOldestOfTheQuietestGoesAndIsCounted() {
        said(1, "raised", "s1:a.low:1", 1, "high");
        said(2, "raised", "s2:a.low:1", 1, "low");
        for (int n = 0; n < AlarmOutbox.MAX_WAITING - 2; n++) {
            said(3, "raised", "s3:a.low:" + (n + 1), 1, "medium");
        }
        said(4, "raised", "s4:a.low:1", 1, "low");
        said(5, "raised", "s5:a.low:1", 1, "high");
        said(6, "raised", "s6:a.low:1", 1, "high");

        AlarmOutbox outbox = fresh();

        assertThat(outbox.counts()).isEqualTo(new AlarmOutbox.Counts(0, 0, 3, AlarmOutbox.MAX_WAITING));
        assertThat(drain(outbox))
                .startsWith("s1:a.low:1:1", "s3:a.low:2:1")
                .endsWith("s5:a.low:1:1", "s6:a.low:1:1")
                .doesNotContain("s2:a.low:1:1", "s4:a.low:1:1", "s3:a.low:1:1");
    }

    @Test
    void givenMessageUnderWay_whenRoomIsNeeded_thenItIsNotGivenUp() {
        said(1, "raised", "s1:a.low:1", 1, "low");
        AlarmOutbox outbox = fresh();
        String underWay = outbox.next().orElseThrow().id();
        for (int n = 0; n < AlarmOutbox.MAX_WAITING; n++) {
            said(3, "raised", "s3:a.low:" + (n + 1), 1, "low");
        }

        outbox.take(log, log.size());

        assertThat(outbox.next().orElseThrow().id()).isEqualTo(underWay);
        assertThat(outbox.counts().dropped()).isEqualTo(1);
    }

    @Test
    void givenMessageThatWasNotTaken_whenItIsTooOld_thenItIsGivenUpLikeAnyOther() {
        said(1, "raised", "s1:a.low:1", 1, "high");
        AlarmOutbox outbox = fresh();
        String underWay = outbox.next().orElseThrow().id();
        outbox.passed(AlarmOutbox.MAX_AGE_MS + 2);
        assertThat(outbox.next().orElseThrow().id()).isEqualTo(underWay);

        outbox.notTaken();
        outbox.passed(AlarmOutbox.MAX_AGE_MS + 2);

        assertThat(outbox.next()).isEmpty();
        assertThat(outbox.counts().dropped()).isEqualTo(1);
    }

    @Test
    void givenStepsThatDoNotSayAPriority_whenRoomIsNeeded_thenTheyCountAsTheirAlarm() {
        said(1, "raised", "s1:a.low:1", 1, "low");
        note(
                NoteEntry.Kind.CHANGE,
                new AlarmChange(1, "notify", Map.of("alarm", "s1:a.low:1", "v", 1L, "step", 0L, "to", List.of())));
        for (int n = 0; n < AlarmOutbox.MAX_WAITING; n++) {
            said(3, "raised", "s3:a.low:" + (n + 1), 1, "medium");
        }

        assertThat(drain(fresh())).hasSize(AlarmOutbox.MAX_WAITING).noneMatch(id -> id.startsWith("s1"));
    }

    @Test
    void givenMessageOfYesterday_whenTimePasses_thenItIsGivenUpAndTheLogIsFree() {
        said(1, "raised", "s1:a.low:1", 1, "high");
        said(5_000, "raised", "s2:a.low:1", 1, "high");
        AlarmOutbox outbox = fresh();
        assertThat(outbox.cursor()).isZero();

        outbox.passed(AlarmOutbox.MAX_AGE_MS + 2);

        assertThat(outbox.cursor()).isEqualTo(1);
        assertThat(outbox.counts().dropped()).isEqualTo(1);
    }

    /** Read, sent, refused and restarted at random: what was taken is never forgotten, and leaves in order. */
    @Test
    void givenRandomRestarts_whenAllIsOver_thenEachLeftOnceOrAgainFromTheLastState() {
        for (long seed = 1; seed <= 200; seed++) {
            var random = new Random(seed);
            log.clear();
            AlarmOutbox outbox = AlarmOutbox.after("w1", 0);
            byte[] state = outbox.state();
            List<Long> left = new ArrayList<>();
            for (int step = 0; step < 300; step++) {
                switch (random.nextInt(6)) {
                    case 0, 1 -> said(step, "raised", "s1:a.low:" + (log.size() + 1), 1, "low");
                    case 2 -> take(outbox, 5);
                    case 3 -> {
                        if (outbox.next().isPresent()) {
                            left.add(outbox.next().get().number());
                            outbox.arrived();
                        }
                    }
                    case 4 -> state = outbox.state();
                    default -> outbox = AlarmOutbox.restored("w1", state, log.size());
                }
            }
            take(outbox, log.size());
            for (var next = outbox.next(); next.isPresent(); next = outbox.next()) {
                left.add(next.get().number());
                outbox.arrived();
            }
            assertThat(left)
                    .as("seed %d", seed)
                    .containsAll(log.stream().map(Numbered::number).toList());
            assertThat(left.stream().distinct()).as("seed %d", seed).isSorted();
            assertThat(outbox.cursor()).isEqualTo(log.size());
        }
    }

    private void take(AlarmOutbox outbox, int most) {
        int from = (int) outbox.read();
        int to = Math.min(log.size(), from + most);
        outbox.take(log.subList(from, to), to);
    }
}
