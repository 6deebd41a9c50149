package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wardline.vitals.BedId;
import org.wardline.vitals.VitalSign;

/** One bed: its last hours, its NEWS2 chart, what is entered and written there. */
final class BedApi {
    /** What was seen may be entered so long after. */
    static final long MAX_AGO_MS = 12 * 3_600_000L;
    /** A task may be due so far ahead, in minutes. */
    static final long MAX_DUE_MIN = 2 * 24 * 60;

    private static final long AHEAD_MS = 60_000;
    private static final Set<Integer> HOURS = Set.of(1, 8, 24, 72);
    private static final int MOST_HOURS = 72;
    private static final Pattern ACVPU = Pattern.compile("[ACVPU]");
    /**
     * What may be typed, in the sign's unit: what a person can count or read off, wide enough for a dying patient (nobody
     * breathes, a heart beats twenty times), narrow enough for a slipped digit. Engineering choice.
     */
    private static final List<Typed> NUMBERS = List.of(
            new Typed(VitalSign.RESP_RATE, 0, 90),
            new Typed(VitalSign.SPO2, 30, 100),
            new Typed(VitalSign.O2_FLOW, 0, 70),
            new Typed(VitalSign.NIBP_SYS, 30, 300),
            new Typed(VitalSign.NIBP_DIA, 10, 200),
            new Typed(VitalSign.HEART_RATE, 10, 300),
            new Typed(VitalSign.TEMP, 25, 45));

    private static final Set<String> OTHERS = Set.of("o2_supplemental", "consciousness_acvpu", "news2_scale");

    private final BedActs acts;
    private final LongSupplier wallMs;

    /** A sign that is entered as a number. */
    private record Typed(VitalSign sign, double least, double most) {
        String name() {
            return sign.name();
        }
    }

    BedApi(BedActs acts, LongSupplier wallMs) {
        this.acts = acts;
        this.wallMs = wallMs;
    }

    void mount(Api api) {
        api.get("beds/:bed/trends", Right.LOOK, ask -> acts.trends(bed(ask), hours(ask)));
        api.get("beds/:bed/news2", Right.LOOK, ask -> acts.news2(bed(ask)));
        api.get("beds/:bed/notes", Right.CARE, ask -> acts.notes(bed(ask)));
        api.post("beds/:bed/observations", Right.CARE, this::observe);
        api.post("beds/:bed/observations/withdraw", Right.CARE, this::withdraw);
        api.post("beds/:bed/notes", Right.CARE, this::write);
    }

    private static BedId bed(Api.Ask ask) {
        return new BedId(ask.path("bed"));
    }

    private static int hours(Api.Ask ask) {
        int hours = (int) ask.query("hours", 1, MOST_HOURS, 8);
        if (!HOURS.contains(hours)) {
            throw new Body.Wrong("hours", "must be 1, 8, 24 or 72");
        }
        return hours;
    }

    private static BedActs.Signed signed(Api.Ask ask) {
        if (ask.who().isEmpty()) {
            throw new Body.Wrong("who", "must be text like " + Body.TEXT.pattern());
        }
        return new BedActs.Signed(
                bed(ask),
                ask.body().name("stay"),
                ask.who(),
                ask.caller().account(),
                ask.body().name("station"));
    }

    private Future<JsonObject> observe(Api.Ask ask) {
        BedActs.Signed signed = signed(ask);
        OptionalLong seenAt = OptionalLong.empty();
        if (ask.body().has("at")) {
            long nowMs = wallMs.getAsLong();
            seenAt = OptionalLong.of(ask.body().whole("at", nowMs - MAX_AGO_MS, nowMs + AHEAD_MS));
        }
        Map<String, Object> values = values(ask.body().part("values"));
        var observation = new BedActs.Observation(signed, seenAt, values);
        return acts.entered(signed.bed())
                .map(before -> words(last(values.keySet(), before)))
                .otherwise("not known")
                .compose(before -> {
                    ask.changed(before, words(values));
                    return acts.observe(observation);
                })
                .map(BedApi::said);
    }

    /** Whoever comes second is told who was first. */
    private Future<JsonObject> withdraw(Api.Ask ask) {
        BedActs.Signed signed = signed(ask);
        long entry = ask.body().whole("entry", 0, Long.MAX_VALUE);
        return acts.entry(signed.bed(), entry)
                .compose(found -> {
                    BedActs.Entered was = found.orElseThrow(
                            () -> new Api.Refusal(404, "nothing of this patient was entered under this name"));
                    String before = words(was.values()) + ", seen " + Instant.ofEpochMilli(was.seenMs());
                    ask.changed(before + " by " + was.who(), "entered in error");
                    return acts.withdraw(signed, entry);
                })
                .compose(result -> switch (result) {
                    case STORED, OTHER_PATIENT -> Future.succeededFuture(said(result));
                    case DONE_BEFORE ->
                        acts.entry(signed.bed(), entry)
                                .map(known -> known.map(BedApi::first).orElseGet(JsonObject::new));
                });
    }

    private static JsonObject first(BedActs.Entered was) {
        return new JsonObject().put("by", was.withdrawnBy()).put("at", was.withdrawnMs());
    }

    /** What was entered before of the same signs. */
    private static Map<String, Object> last(Set<String> signs, Map<String, Object> before) {
        Map<String, Object> last = new LinkedHashMap<>();
        signs.forEach(sign -> last.put(sign, before.getOrDefault(sign, "none")));
        return last;
    }

    /** Codes and numbers, for the trail. */
    private static String words(Map<String, Object> values) {
        return values.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> values(Body body) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Typed typed : NUMBERS) {
            if (body.has(typed.name())) {
                values.put(typed.name(), body.decimal(typed.name(), typed.least(), typed.most()));
            }
        }
        if (body.has("o2_supplemental")) {
            values.put("o2_supplemental", body.flag("o2_supplemental"));
        }
        if (body.has("consciousness_acvpu")) {
            values.put("consciousness_acvpu", body.text("consciousness_acvpu", ACVPU));
        }
        if (body.has("news2_scale")) {
            values.put("news2_scale", BigDecimal.valueOf(body.whole("news2_scale", 1, 2)));
        }
        for (String name : body.json().fieldNames()) {
            if (!OTHERS.contains(name)
                    && NUMBERS.stream().noneMatch(typed -> typed.name().equals(name))) {
                throw new Body.Wrong(name, "is not entered here");
            }
        }
        if (values.isEmpty()) {
            throw new Body.Wrong("values", "must hold at least one value");
        }
        if (values.containsKey("nibp_dia") && !values.containsKey("nibp_sys")) {
            throw new Body.Wrong("nibp_sys", "belongs to a diastolic pressure");
        }
        return values;
    }

    private Future<JsonObject> write(Api.Ask ask) {
        BedActs.Signed signed = signed(ask);
        Body body = ask.body();
        if (body.has("done")) {
            Map<String, Object> words = Map.of("task", BigDecimal.valueOf(body.whole("done", 0, Long.MAX_VALUE)));
            return acts.write(new BedActs.Writing(signed, "done", words)).map(BedApi::said);
        }
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("text", body.text("text"));
        body.optionalText("alarm", AlarmsApi.ALARM).ifPresent(alarm -> words.put("alarm", ofPatient(alarm, signed)));
        boolean isTask = body.has("task") && body.flag("task");
        if (isTask && body.has("dueMin")) {
            long dueMs = wallMs.getAsLong() + body.whole("dueMin", 0, MAX_DUE_MIN) * 60_000;
            words.put("dueMs", BigDecimal.valueOf(dueMs));
        }
        return acts.write(new BedActs.Writing(signed, isTask ? "task" : "note", words))
                .map(BedApi::said);
    }

    /** The alarm that something is written of; another patient's would tell of him here. */
    private static String ofPatient(String alarm, BedActs.Signed signed) {
        if (!alarm.startsWith(signed.stay() + ':')) {
            throw new Body.Wrong("alarm", "must be an alarm of this patient");
        }
        return alarm;
    }

    private static JsonObject said(BedActs.Result result) {
        return switch (result) {
            case STORED, DONE_BEFORE -> new JsonObject();
            case OTHER_PATIENT -> throw new Api.Refusal(409, "another patient is in this bed");
        };
    }
}
