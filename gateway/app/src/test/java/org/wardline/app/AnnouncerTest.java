package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wardline.app.intake.Intake;
import org.wardline.app.station.Screens;
import org.wardline.app.wire.EventJson;
import org.wardline.core.Turn;
import org.wardline.core.WardView;
import org.wardline.vitals.BedId;
import org.wardline.vitals.Waveform;
import org.wardline.vitals.alarm.AlarmChange;

/** Who is told what, in which order and how often. */
class AnnouncerTest {
    private static final long AT_MS = 1_000_000;
    private static final long WALL_MS = 1_795_321_111_123L; // 2026-11-22T04:18:31.123Z

    private final List<String> heard = new ArrayList<>();
    private final Map<String, JsonObject> last = new java.util.HashMap<>();
    private final Deque<Runnable> onWard = new ArrayDeque<>();
    private final Ledger ledger = new Ledger();
    private final Condition condition = new Condition(WALL_MS);
    private final AtomicReference<WardView> view = new AtomicReference<>(view());
    private int painted;
    private boolean isWatched = true;
    private final Announcer announcer = new Announcer(new Announcer.Parts(
            "w1",
            "1.2",
            List.of(new Topics(), new Topics()),
            new Page(),
            ledger,
            condition,
            atMs -> WALL_MS + atMs - AT_MS,
            onWard::add,
            () -> {
                painted++;
                return view();
            },
            view));

    private static WardView view() {
        return new WardView("w1", AT_MS, WALL_MS, List.of(), List.of(), Optional.empty());
    }

    private static AlarmChange raised(long atMs) {
        return new AlarmChange(
                atMs, "raised", Map.of("alarm", "s1:spo2.low:1", "bed", "7", "state", "active", "priority", "high"));
    }

    private static Turn turn(AlarmChange... changes) {
        List<String> words = Stream.of(changes).map(EventJson::text).toList();
        return new Turn(List.of(changes), words, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private void later() {
        while (!onWard.isEmpty()) {
            onWard.remove().run();
        }
    }

    @Test
    void givenAlarm_whenShown_thenTopicsHearItBeforeScreensAndScreensSeeTheViewBeforeTheChange() {
        announcer.show(turn(raised(AT_MS)));
        assertThat(heard).containsExactly("wards/w1/alarms/7", "wards/w1/alarms/7");
        later();

        assertThat(heard.subList(2, heard.size())).containsExactly("page view", "page raised");
        assertThat(ledger.alarms()).isEqualTo(1);
        JsonObject said = java.util.Objects.requireNonNull(last.get("wards/w1/alarms/7"));
        assertThat(said.getString("change")).isEqualTo("raised");
        assertThat(said.getString("at")).isEqualTo("2026-11-22T04:18:31.123Z");
        assertThat(said.getString("text")).isEqualTo("SpO2 low");
        assertThat(said.getString("alarm")).isEqualTo("s1:spo2.low:1");
    }

    @Test
    void givenAlarmWithTextThatJsonEscapes_whenShown_thenTheTopicSaysAllFieldsAsTheyAre() {
        Map<String, Object> fields = new java.util.LinkedHashMap<>();
        fields.put("alarm", "gateway:a\"b\\.fault:1");
        fields.put("state", "active");
        fields.put("beds", List.of("7 \"Süd\"", "8"));
        fields.put("values", Map.of("spo2", 81.5));

        announcer.show(turn(new AlarmChange(-1, "raised", fields)));

        JsonObject said = java.util.Objects.requireNonNull(last.get("wards/w1/alarms/gateway"));
        assertThat(said.fieldNames()).startsWith("alarm", "state", "beds", "values", "change", "at");
        assertThat(said.getString("alarm")).isEqualTo("gateway:a\"b\\.fault:1");
        assertThat(said.getJsonArray("beds").getString(0)).isEqualTo("7 \"Süd\"");
        assertThat(said.getJsonObject("values").getDouble("spo2")).isEqualTo(81.5);
        assertThat(said.getString("change")).isEqualTo("raised");
    }

    @Test
    void givenTheGatewaysOwnAlarm_whenShown_thenItHasATopicOfItsOwn() {
        var fault = new AlarmChange(AT_MS, "raised", Map.of("alarm", "gateway:storage.fault:1", "state", "active"));

        announcer.show(turn(fault));

        assertThat(heard).contains("wards/w1/alarms/gateway");
    }

    @Test
    void givenAnswerToAPerson_whenShown_thenNoTopicHearsIt() {
        announcer.show(turn(new AlarmChange(AT_MS, "answer", Map.of("alarm", "s1:spo2.low:1", "result", "done"))));
        later();

        assertThat(heard).containsExactly("page view", "page answer");
    }

    @Test
    void givenManyAlarms_whenTheyCome_thenEachIsSaidAndTheViewFollowsNoFasterThanAllowed() {
        for (int n = 0; n < 100; n++) { // a millisecond apart
            announcer.show(turn(raised(AT_MS + n)));
            later();
        }

        assertThat(heard.stream().filter("page raised"::equals)).hasSize(100);
        assertThat(heard.stream().filter("wards/w1/alarms/7"::equals)).hasSize(200);
        assertThat(painted).isEqualTo((int) (100 / Announcer.VIEW_ON_ALARM_MS));
    }

    @Test
    void givenNothingHappens_whenTimePasses_thenTheViewAndTheStatusAreSaidAgainAndAgain() {
        for (long ms = 0; ms < 2 * Announcer.STATUS_EVERY_MS; ms += 50) {
            announcer.tick(AT_MS + ms);
        }

        assertThat(painted).isEqualTo((int) (2 * Announcer.STATUS_EVERY_MS / Announcer.VIEW_EVERY_MS));
        assertThat(heard.stream().filter("wards/w1/status retained"::equals)).hasSize(2 * 2);
    }

    @Test
    void givenNoOpenScreen_whenAnAlarmComes_thenTopicsHearItAndTheNextTickPaintsIt() {
        isWatched = false;
        announcer.tick(AT_MS);
        int before = painted;
        announcer.tick(AT_MS + Announcer.VIEW_EVERY_MS);
        assertThat(painted).as("nobody looks").isEqualTo(before);

        announcer.show(turn(raised(AT_MS + Announcer.VIEW_EVERY_MS)));
        later();
        assertThat(heard).anyMatch(one -> one.contains("/alarms/")).noneMatch(one -> one.equals("page raised"));
        announcer.tick(AT_MS + 2 * Announcer.VIEW_EVERY_MS);

        assertThat(painted).as("for whoever asks").isEqualTo(before + 1);
    }

    @Test
    void givenIllPart_whenStatusIsSaid_thenItSaysWhyAndSinceWhen() {
        var _ = condition.set("storage", true, "readings cannot be stored", false, WALL_MS + 877);

        announcer.sayStatus(AT_MS);

        JsonObject status = java.util.Objects.requireNonNull(last.get("wards/w1/status"));
        assertThat(status.getString("ward")).isEqualTo("w1");
        assertThat(status.getString("state")).isEqualTo("degraded");
        assertThat(status.getString("since")).isEqualTo("2026-11-22T04:18:32.000Z");
        assertThat(status.getJsonArray("reasons")).containsExactly("readings cannot be stored");
        assertThat(status.getString("version")).isEqualTo("1.2");
    }

    /** A way out for topics. */
    private final class Topics implements Intake {
        @Override
        public void publish(String topic, Buffer payload, boolean isRetained) {
            heard.add(topic + (isRetained ? " retained" : ""));
            last.put(topic, payload.toJsonObject());
        }

        @Override
        public Future<String> start() {
            return Future.succeededFuture("");
        }

        @Override
        public void logStoresAgain() {}

        @Override
        public Future<Void> stop() {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    /** A page. */
    private final class Page implements Screens {
        @Override
        public boolean isWatched() {
            return isWatched;
        }

        @Override
        public void publish() {
            heard.add("page view");
        }

        @Override
        public void alarm(AlarmChange change) {
            heard.add("page " + change.change());
        }

        @Override
        public void waveform(BedId bed, Waveform waveform) {
            heard.add("page wave");
        }
    }
}
