package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardline.core.LimitsNow;
import org.wardline.core.Now;
import org.wardline.core.Rehearsal.Limit;
import org.wardline.core.alarm.AlarmSettings.Preset;
import org.wardline.core.alarm.AlarmSettings.PresetChange;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * A patient's limits, tried and set, and the sound of his alarms. Every change has a name, a reason and, where something is
 * switched off, an end. A change names the patient it was made for: if another lies there by now, nothing changes.
 */
final class LimitsApi {
    /** Limits of a patient's own may stand for so long before somebody looks at them again. */
    static final long MAX_SET_MS = 7L * 24 * 3_600_000;
    /** No alarm is off for longer than a long shift (e). */
    static final long MAX_OFF_MS = 12L * 3_600_000;
    /** All alarms of a patient are silent for no longer than a visit or a procedure (e). */
    static final int MAX_AUDIO_OFF_MIN = 120;
    /** The longest pause (station.md, section 7). */
    static final int MAX_PAUSE_MIN = 2;
    /** Levels that one act changes. */
    static final int MAX_CHANGES = 40;

    /** The longest delay or hold that somebody may set: longer is an alarm that is off. */
    static final long MAX_DELAY_MS = 10 * 60_000;

    private static final Set<String> TIMES = Set.of("delay", "hold");
    private static final Set<String> NUMBERS = Set.of("below", "above", "falls", "rises", "margin", "consecutive");

    private final LimitActs acts;

    LimitsApi(LimitActs acts) {
        this.acts = acts;
    }

    void mount(Api api) {
        api.get("beds/:bed/limits", Right.LOOK, this::limits);
        api.post("beds/:bed/limits", Right.CARE, this::change);
        api.post("beds/:bed/limits/preview", Right.CARE, this::preview);
        api.post("beds/:bed/audio", Right.CARE, this::audio);
    }

    private Future<JsonObject> limits(Api.Ask ask) {
        return now(ask).map(limits -> LimitsJson.limits(limits, acts.presets(), acts.now()));
    }

    private Future<LimitsNow> now(Api.Ask ask) {
        return acts.limits(new BedId(ask.path("bed")))
                .map(limits -> limits.orElseThrow(() -> new Api.Refusal(409, "nobody lies in this bed")));
    }

    private Future<JsonObject> change(Api.Ask ask) {
        Body body = ask.body();
        String station = body.name("station");
        String reason = body.text("reason");
        named(ask);
        Now at = acts.now();
        return now(ask).compose(limits -> {
            ofSamePatient(body, limits);
            List<Limit> changes = changes(body, limits);
            long untilMs = until(body, changes, at);
            var order = new LimitActs.Order(limits.stay(), changes, ask.who(), station, reason, untilMs);
            String before = LimitsJson.inForce(limits, acts.presets());
            return (changes.isEmpty() ? Future.succeededFuture(List.<AlarmChange>of()) : acts.change(order))
                    .map(said -> {
                        JsonObject json = said(said, at);
                        noted(ask, json.getJsonArray("changed"), before);
                        return json;
                    });
        });
    }

    /** Old and new for the trail: of a preset its name and the one before, else each level's numbers. */
    private static void noted(Api.Ask ask, JsonArray changed, String presetBefore) {
        if (ask.body().has("preset")) {
            ask.changed(
                    presetBefore.isEmpty() ? "own limits" : "preset " + presetBefore,
                    "preset " + ask.body().text("preset"));
        } else {
            ask.changed(LimitsJson.words(changed, "old"), LimitsJson.words(changed, "new"));
        }
    }

    private static void named(Api.Ask ask) {
        if (ask.who().isEmpty()) {
            throw new Body.Wrong("who", "must be text like " + Body.TEXT.pattern());
        }
    }

    private static void ofSamePatient(Body body, LimitsNow limits) {
        if (!limits.stay().name().equals(body.text("stay"))) {
            throw new Api.Refusal(409, "another patient lies in this bed now");
        }
    }

    /** One level, several, or a preset with all that it does not name as the ward has it; only what would be another. */
    private List<Limit> changes(Body body, LimitsNow limits) {
        List<Limit> wanted = new ArrayList<>();
        if (body.has("preset")) {
            wanted.addAll(preset(body.text("preset"), limits));
        } else if (body.has("changes")) {
            if (!(body.json().getValue("changes") instanceof JsonArray all)
                    || all.isEmpty()
                    || all.size() > MAX_CHANGES) {
                throw new Body.Wrong("changes", "must be a list of 1 to " + MAX_CHANGES);
            }
            for (Object one : all) {
                if (!(one instanceof JsonObject json)) {
                    throw new Body.Wrong("changes", "must be objects with rule, level and set");
                }
                wanted.add(limit(new Body(json), limits));
            }
        } else {
            wanted.add(limit(body, limits));
        }
        wanted.removeIf(limit -> isAlready(limit, limits));
        return wanted;
    }

    private static boolean isAlready(Limit limit, LimitsNow limits) {
        return limits.levels().stream()
                .anyMatch(level -> level.now().rule().equals(limit.rule())
                        && level.now().level() == limit.level()
                        && Map.of().equals(level.now().set())
                        && Map.of().equals(limit.set()));
    }

    private List<Limit> preset(String name, LimitsNow limits) {
        Optional<Preset> preset =
                acts.presets().stream().filter(one -> one.name().equals(name)).findFirst();
        if (preset.isEmpty() && !name.equals("ward")) {
            throw new Body.Wrong("preset", "must be ward or a preset of this ward");
        }
        List<Limit> wanted = new ArrayList<>();
        for (LimitsNow.Level level : limits.levels()) {
            Map<String, Object> set = preset.stream()
                    .flatMap(one -> one.changes().stream())
                    .filter(change -> change.rule().equals(level.now().rule())
                            && change.level() == level.now().level())
                    .map(PresetChange::set)
                    .findFirst()
                    .orElse(Map.of());
            wanted.add(new Limit(level.now().rule(), level.now().level(), set));
        }
        return wanted;
    }

    private static Limit limit(Body body, LimitsNow limits) {
        String rule = body.text("rule");
        AlarmPriority priority = level(body);
        LimitsNow.Level level = limits.levels().stream()
                .filter(one -> one.now().rule().equals(rule) && one.now().level() == priority)
                .findFirst()
                .orElseThrow(() -> new Body.Wrong("rule", "must be a rule and level of this ward"));
        if (!body.json().containsKey("set")) {
            throw new Body.Wrong("set", "must be an object, or null for off");
        }
        return new Limit(rule, priority, body.has("set") ? set(body.part("set").json(), level) : null);
    }

    private static AlarmPriority level(Body body) {
        String name = body.text("level");
        for (AlarmPriority priority : AlarmPriority.values()) {
            if (priority.wireName().equals(name)) {
                return priority;
            }
        }
        throw new Body.Wrong("level", "must be low, medium or high");
    }

    private static Map<String, Object> set(JsonObject json, LimitsNow.Level level) {
        Map<String, Object> set = new LinkedHashMap<>();
        for (String field : json.fieldNames()) {
            set.put(field, checked(field, json.getValue(field), level));
        }
        return set;
    }

    private static Object checked(String field, @Nullable Object value, LimitsNow.Level level) {
        boolean isOfRule = level.now().ward().containsKey(field);
        if (field.equals("latch") && value instanceof Boolean latch) {
            return latch;
        }
        if (isOfRule && value instanceof Number number) {
            BigDecimal decimal = decimal(field, number);
            if (TIMES.contains(field)) {
                return whole(field, decimal, 0, MAX_DELAY_MS);
            }
            if (field.equals("consecutive")) {
                return whole(field, decimal, 1, 20);
            }
            if (NUMBERS.contains(field) && isPossible(field, decimal, level)) {
                return decimal;
            }
        }
        throw new Body.Wrong(field, "must be a field of this rule with a value that its sign can have");
    }

    private static BigDecimal decimal(String field, Number number) {
        double value = number.doubleValue();
        if (!Double.isFinite(value) || Math.abs(value) > 1e6) {
            throw new Body.Wrong(field, "must be a number");
        }
        return new BigDecimal(number.toString());
    }

    private static BigDecimal whole(String field, BigDecimal number, long least, long most) {
        boolean isWhole = number.stripTrailingZeros().scale() <= 0;
        if (!isWhole || number.longValue() < least || number.longValue() > most) {
            throw new Body.Wrong(field, "must be a whole number from " + least + " to " + most);
        }
        return BigDecimal.valueOf(number.longValue());
    }

    private static boolean isPossible(String field, BigDecimal number, LimitsNow.Level level) {
        if (field.equals("below") || field.equals("above")) {
            return level.now().ward().get("sign") instanceof String sign
                    && VitalSign.find(sign)
                            .map(one -> one.canBe(number.doubleValue()))
                            .orElse(true);
        }
        return number.signum() >= 0;
    }

    /** An end is asked for where something is switched off. */
    private static long until(Body body, List<Limit> changes, Now at) {
        boolean isOff = changes.stream().anyMatch(limit -> limit.set() == null);
        if (!body.has("until")) {
            if (isOff) {
                throw new Body.Wrong("until", "an alarm that is off has an end");
            }
            return Long.MAX_VALUE;
        }
        long mostMs = at.wallMs() + (isOff ? MAX_OFF_MS : MAX_SET_MS);
        return body.whole("until", at.wallMs() + 1, mostMs) - at.wallMs() + at.atMs();
    }

    /** What changed, old and new, for the trail of what people did. */
    private static JsonObject said(List<AlarmChange> said, Now now) {
        JsonArray changed = new JsonArray();
        for (AlarmChange change : said) {
            if (change.change().equals("refused")) {
                throw new Api.Refusal(409, "not changed: " + change.text("why").orElse(""));
            }
            if (change.change().equals("limits") || change.change().equals("audio")) {
                changed.add(LimitsJson.json(change.fields())
                        .put("change", change.change())
                        .put("at", LimitsJson.wall(change.atMs(), now)));
            }
        }
        return new JsonObject().put("changed", changed);
    }

    private Future<JsonObject> preview(Api.Ask ask) {
        Body body = ask.body();
        long hours = body.has("hours") ? body.whole("hours", 8, 24) : 8;
        if (hours != 8 && hours != 24) {
            throw new Body.Wrong("hours", "must be 8 or 24");
        }
        BedId bed = new BedId(ask.path("bed"));
        return now(ask).compose(limits -> {
                    ofSamePatient(body, limits);
                    StayId stay = limits.stay();
                    boolean isEmpty = body.json().getValue("changes") instanceof JsonArray none && none.isEmpty();
                    List<Limit> changes = isEmpty ? List.of() : changes(body, limits);
                    String rule = body.optionalText("rule", Body.TEXT).orElse("");
                    return acts.preview(new LimitActs.Try(stay, bed, (int) hours, changes, rule));
                })
                .map(preview -> LimitsJson.preview(preview, acts.now()));
    }

    private Future<JsonObject> audio(Api.Ask ask) {
        Body body = ask.body();
        String station = body.name("station");
        named(ask);
        LimitActs.Audio act = switch (body.text("act")) {
            case "pause" -> LimitActs.Audio.PAUSE;
            case "off" -> LimitActs.Audio.OFF;
            case "on" -> LimitActs.Audio.ON;
            default -> throw new Body.Wrong("act", "must be pause, off or on");
        };
        long minutes = switch (act) {
            case PAUSE -> body.has("minutes") ? body.whole("minutes", 1, MAX_PAUSE_MIN) : MAX_PAUSE_MIN;
            case OFF -> body.whole("minutes", 1, MAX_AUDIO_OFF_MIN);
            case ON -> 0;
        };
        String reason = act == LimitActs.Audio.OFF ? body.text("reason") : "";
        Now at = acts.now();
        return now(ask).compose(limits -> {
                    if (act == LimitActs.Audio.OFF
                            || body.has("stay")) { // a pause is over before it could be another's
                        ofSamePatient(body, limits);
                    }
                    String now = act == LimitActs.Audio.ON
                            ? "sound on"
                            : "sound " + body.text("act") + " " + minutes + " min";
                    ask.changed(sound(limits, at), now);
                    return acts.audio(new LimitActs.Silence(
                            limits.stay(),
                            act,
                            ask.who(),
                            station,
                            reason,
                            acts.now().atMs() + minutes * 60_000));
                })
                .map(said -> said(said, at));
    }

    /** What of the sound was in force, for the trail: minutes as they are left. */
    private static String sound(LimitsNow limits, Now at) {
        return limits.audio()
                .map(audio -> "sound " + audio.state()
                        + (audio.untilMs() == Long.MAX_VALUE
                                ? ""
                                : ", " + Math.ceilDiv(audio.untilMs() - at.atMs(), 60_000L) + " min left"))
                .orElse("sound on");
    }
}
