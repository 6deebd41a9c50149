package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wardline.app.limits.Preview;
import org.wardline.core.LimitsNow;
import org.wardline.core.Now;
import org.wardline.core.Rehearsal.Limit;
import org.wardline.core.WardView;
import org.wardline.core.alarm.AlarmEngine;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.core.alarm.AlarmSettings.Preset;
import org.wardline.core.alarm.SettingsProblem;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.alarm.AlarmPriority;

/** What an act on limits or sound must say, and what is refused. */
@Timeout(60)
class LimitsApiTest {
    private static final Now NOW = new Now(50_000, 1_795_000_000_000L, Now.WallQuality.SYNCED);
    private static final long HOUR_MS = 3_600_000;

    private final Station station = new Station(1, StationSettings.loopback(0));
    private final Asked asked = new Asked();
    private final HeardTrail trail = new HeardTrail();
    private final int port = listen();

    @AfterEach
    void close() {
        station.close();
    }

    private int listen() {
        Router router = Router.router(station.vertx);
        var guards = new Api.Guards(
                Doorman.trusting(), new Scope(station.ports(station.ward).view()), trail);
        new LimitsApi(asked).mount(new Api(router, guards, Api.ACT_MS));
        return station.vertx
                .createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private HttpResponse<Buffer> post(String path, JsonObject body) {
        return station.web.post(port, "127.0.0.1", path).sendJson(body).await();
    }

    private static JsonObject change() {
        return new JsonObject()
                .put("station", "st1")
                .put("who", "Li W.")
                .put("stay", "s-7")
                .put("rule", "spo2.low")
                .put("level", "medium")
                .put("set", new JsonObject().put("below", 88))
                .put("reason", "COPD");
    }

    private String wrongField(JsonObject body) {
        HttpResponse<Buffer> answer = post("/api/beds/7/limits", body);
        assertThat(answer.statusCode()).as(body.encode()).isEqualTo(400);
        assertThat(asked.orders).isEmpty();
        return Station.json(answer).getString("field");
    }

    @Test
    void givenRules_whenAsked_thenEachLevelSaysWardPatientAndSource() {
        JsonObject limits = Station.json(
                station.web.get(port, "127.0.0.1", "/api/beds/7/limits").send().await());

        assertThat(limits.getString("stay")).isEqualTo("s-7");
        assertThat(limits.getString("preset")).isEqualTo("ward");
        assertThat(limits.getJsonArray("levels")).hasSize(14);
        JsonObject first = limits.getJsonArray("levels").getJsonObject(0);
        assertThat(first.getJsonObject("ward").getDouble("below")).isEqualTo(80);
        assertThat(first.getString("source")).contains("[M1]");
        assertThat(limits.getJsonArray("presets").getJsonObject(0).getString("label"))
                .isEqualTo("COPD, target 88–92");
    }

    @Test
    void givenChangeWithReasonAndEnd_whenMade_thenOldAndNewAreAnswered() {
        HttpResponse<Buffer> answer = post("/api/beds/7/limits", change().put("until", NOW.wallMs() + HOUR_MS));

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonObject changed = Station.json(answer).getJsonArray("changed").getJsonObject(0);
        assertThat(changed.getJsonObject("old").isEmpty()).isTrue();
        assertThat(changed.getJsonObject("new").getInteger("below")).isEqualTo(88);
        assertThat(asked.orders).singleElement().satisfies(order -> {
            assertThat(order.untilMs()).isEqualTo(NOW.atMs() + HOUR_MS);
            assertThat(order.who()).isEqualTo("Li W.");
            assertThat(order.reason()).isEqualTo("COPD");
        });
        assertThat(trail.change()).containsExactly("spo2.low medium ward", "spo2.low medium below 88");
        assertThat(trail.deeds.toString()).doesNotContain("COPD");
    }

    @Test
    void givenSomethingMissingOrImpossible_whenChanged_thenItIsNamedAndNothingIsDone() {
        assertThat(wrongField(without("reason"))).isEqualTo("reason");
        assertThat(wrongField(without("who"))).isEqualTo("who");
        assertThat(wrongField(without("set"))).isEqualTo("set");
        assertThat(wrongField(change().put("rule", "spo2.high"))).isEqualTo("rule");
        assertThat(wrongField(change().put("level", "urgent"))).isEqualTo("level");
        assertThat(wrongField(change().put("set", new JsonObject().put("below", 130))))
                .isEqualTo("below");
        assertThat(wrongField(change().put("set", new JsonObject().put("above", 99))))
                .isEqualTo("above");
        assertThat(wrongField(change().put("set", new JsonObject().put("delay", LimitsApi.MAX_DELAY_MS + 1))))
                .isEqualTo("delay");
        assertThat(wrongField(change().putNull("set"))).isEqualTo("until");
        assertThat(wrongField(change().putNull("set").put("until", NOW.wallMs() + LimitsApi.MAX_OFF_MS + 1)))
                .isEqualTo("until");
        assertThat(wrongField(change().put("until", NOW.wallMs() + LimitsApi.MAX_SET_MS + 1)))
                .isEqualTo("until");
        assertThat(wrongField(change().put("until", NOW.wallMs()))).isEqualTo("until");
        assertThat(wrongField(change().put("preset", "adults"))).isEqualTo("preset");
        assertThat(wrongField(change().put("changes", tooMany()))).isEqualTo("changes");
    }

    private static JsonArray tooMany() {
        JsonArray changes = new JsonArray();
        for (int i = 0; i <= LimitsApi.MAX_CHANGES; i++) {
            changes.add(new JsonObject());
        }
        return changes;
    }

    private static JsonObject without(String field) {
        JsonObject body = change();
        body.remove(field);
        return body;
    }

    @Test
    void givenAlarmOffWithTheLongestEnd_whenOrdered_thenItIsTaken() {
        HttpResponse<Buffer> answer =
                post("/api/beds/7/limits", change().putNull("set").put("until", NOW.wallMs() + LimitsApi.MAX_OFF_MS));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(asked.orders.getFirst().limits().getFirst().set()).isNull();
    }

    @Test
    void givenAnotherPatientLiesThere_whenChanged_thenNothingIsDone() {
        assertThat(post("/api/beds/7/limits", change().put("stay", "s-6")).statusCode())
                .isEqualTo(409);
        assertThat(post("/api/beds/8/limits", change()).statusCode()).isEqualTo(409);
        assertThat(asked.orders).isEmpty();
    }

    @Test
    void givenPreset_whenTaken_thenItsLevelsAreSetTogetherAndTheRestIsTheWards() {
        assertThat(post("/api/beds/7/limits", change().put("preset", "copd")).statusCode())
                .isEqualTo(200);

        assertThat(asked.orders.getFirst().limits())
                .containsExactlyInAnyOrder(
                        new Limit("spo2.low", AlarmPriority.MEDIUM, Map.of("below", new BigDecimal(88))),
                        new Limit("spo2.low", AlarmPriority.HIGH, Map.of("below", new BigDecimal(82))));
        assertThat(trail.change()).containsExactly("preset ward", "preset copd");
    }

    @Test
    void givenSound_whenPausedOrSwitchedOff_thenItHasItsBoundsAReasonAndAnEnd() {
        JsonObject body =
                new JsonObject().put("station", "st1").put("who", "Li W.").put("stay", "s-7");

        assertThat(audio(body.copy().put("act", "pause"))).isEqualTo(200);
        assertThat(trail.change()).containsExactly("sound on", "sound pause 2 min");
        assertThat(audio(body.copy().put("act", "pause").put("minutes", 3))).isEqualTo(400);
        assertThat(audio(body.copy().put("act", "off").put("reason", "procedure")))
                .isEqualTo(400);
        assertThat(audio(body.copy().put("act", "off").put("minutes", 10))).isEqualTo(400);
        assertThat(audio(body.copy()
                        .put("act", "off")
                        .put("reason", "procedure")
                        .put("minutes", LimitsApi.MAX_AUDIO_OFF_MIN + 1)))
                .isEqualTo(400);
        assertThat(audio(body.copy()
                        .put("act", "off")
                        .put("reason", "procedure")
                        .put("minutes", LimitsApi.MAX_AUDIO_OFF_MIN)))
                .isEqualTo(200);
        assertThat(trail.change()).containsExactly("sound paused, 2 min left", "sound off 120 min");
        assertThat(audio(body.copy().put("act", "on"))).isEqualTo(200);
        assertThat(trail.change()).containsExactly("sound off, 120 min left", "sound on");
        assertThat(asked.silences)
                .extracting(LimitActs.Silence::act, silence -> silence.untilMs() - NOW.atMs())
                .startsWith(
                        org.assertj.core.groups.Tuple.tuple(LimitActs.Audio.PAUSE, 120_000L),
                        org.assertj.core.groups.Tuple.tuple(
                                LimitActs.Audio.OFF, LimitsApi.MAX_AUDIO_OFF_MIN * 60_000L));
    }

    @Test
    void givenSoundSwitchedOff_whenItWasMeantForAnotherPatientOrForNobody_thenItStaysOn() {
        JsonObject off = new JsonObject()
                .put("station", "st1")
                .put("who", "Li W.")
                .put("act", "off")
                .put("reason", "procedure")
                .put("minutes", 10);

        assertThat(audio(off)).isEqualTo(400);
        assertThat(audio(off.copy().put("stay", "s-6"))).isEqualTo(409);
        assertThat(asked.silences).isEmpty();
    }

    private int audio(JsonObject body) {
        return post("/api/beds/7/audio", body).statusCode();
    }

    /** A ward of one patient that writes down what it is asked. */
    private static final class Asked implements LimitActs {
        final List<Order> orders = new ArrayList<>();
        final List<Silence> silences = new ArrayList<>();
        Optional<WardView.Audio> audio = Optional.empty();
        private final AlarmSettings settings = settings();

        private static AlarmSettings settings() {
            Map<String, Object> low = new LinkedHashMap<>();
            low.put("medium", Map.of("below", new BigDecimal(88)));
            low.put("high", Map.of("below", new BigDecimal(82)));
            Map<String, @Nullable Object> copd =
                    Map.of("label", "COPD, target 88–92", "rules", Map.of("spo2", Map.of("low", low)));
            try {
                return AlarmSettings.of(Map.of("presets", Map.of("copd", copd)));
            } catch (SettingsProblem e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Now now() {
            return NOW;
        }

        @Override
        public Future<Optional<LimitsNow>> limits(BedId bed) {
            if (!bed.name().equals("7")) {
                return Future.succeededFuture(Optional.empty());
            }
            var engine = new AlarmEngine(settings);
            engine.apply(new AlarmEvent.Admit(0, "s-7", "7", 1, null), _ -> {});
            return Future.succeededFuture(Optional.of(new LimitsNow(
                    new StayId("s-7"),
                    engine.rules("s-7").stream()
                            .map(rule -> new LimitsNow.Level(rule, Optional.empty()))
                            .toList(),
                    audio)));
        }

        @Override
        public List<Preset> presets() {
            return settings.presets();
        }

        @Override
        public Future<List<AlarmChange>> change(Order order) {
            orders.add(order);
            return Future.succeededFuture(List.of(new AlarmChange(
                    NOW.atMs(),
                    "limits",
                    Map.of(
                            "rule",
                            "spo2.low",
                            "level",
                            "medium",
                            "old",
                            Map.of(),
                            "new",
                            Map.of("below", new BigDecimal(88))))));
        }

        @Override
        public Future<List<AlarmChange>> audio(Silence silence) {
            silences.add(silence);
            audio = switch (silence.act()) {
                case PAUSE -> Optional.of(new WardView.Audio("paused", silence.who(), "", silence.untilMs()));
                case OFF -> Optional.of(new WardView.Audio("off", silence.who(), silence.reason(), silence.untilMs()));
                case ON -> Optional.empty();
            };
            return Future.succeededFuture(List.of());
        }

        @Override
        public Future<Preview> preview(Try wanted) {
            return Future.succeededFuture(new Preview.Working(0.5));
        }
    }
}
