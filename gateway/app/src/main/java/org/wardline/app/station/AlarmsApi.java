package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wardline.app.history.Episode;
import org.wardline.vitals.BedId;

/** Alarms that were: their history, what people say of one, and its evidence. */
final class AlarmsApi {
    /** The log keeps three days. */
    static final int MAX_HOURS = 72;

    private static final int DEFAULT_HOURS = 24;
    /** What people say that they did. */
    private static final List<String> DEEDS = List.of("seen", "repositioned", "oxygen", "probe", "doctor");

    /** {@code STAY:THING.WHAT:N}, or the gateway's own. */
    static final Pattern ALARM = Pattern.compile("[A-Za-z0-9._-]{1,64}:[A-Za-z0-9._-]{1,130}:[0-9]{1,18}");

    private final AlarmActs acts;

    AlarmsApi(AlarmActs acts) {
        this.acts = acts;
    }

    void mount(Api api) {
        api.get("beds/:bed/alarms", Right.CARE, this::past);
        api.get("alarms/:alarm/evidence", Right.CARE, this::evidence);
        api.post("alarms/useful", Right.CARE, this::useful);
        api.post("alarms/done", Right.CARE, this::done);
    }

    private Future<JsonObject> past(Api.Ask ask) {
        int hours = (int) ask.query("hours", 1, MAX_HOURS, DEFAULT_HOURS);
        return acts.past(new BedId(ask.path("bed")), hours).map(past -> {
            JsonArray alarms = new JsonArray();
            past.alarms().forEach(alarm -> alarms.add(json(alarm)));
            return new JsonObject().put("alarms", alarms).put("cut", past.isCut());
        });
    }

    private static JsonObject json(Episode alarm) {
        JsonArray deeds = new JsonArray();
        alarm.deeds()
                .forEach(deed -> deeds.add(new JsonObject()
                        .put("at", deed.wallMs())
                        .put("who", deed.who())
                        .put("what", deed.what())));
        JsonObject json = new JsonObject()
                .put("alarm", alarm.alarm())
                .put("type", alarm.type())
                .put("priority", alarm.priority().wireName())
                .put("text", alarm.text())
                .put("value", alarm.raisedBy())
                .put("begin", alarm.raisedMs())
                .put("standing", alarm.isOpen())
                .put("done", deeds);
        if (alarm.isOfGateway()) {
            json.put("gateway", true).put("beds", new JsonArray(alarm.beds()));
        }
        if (!alarm.device().isEmpty()) {
            json.put("device", alarm.device());
        }
        alarm.gone().ifPresent(gone -> json.put("end", gone.wallMs()).put("why", gone.why()));
        alarm.lastAnswer().ifPresent(answer -> json.put("by", answer.by()).put("acknowledged", answer.wallMs()));
        alarm.mark().ifPresent(mark -> json.put("useful", mark.isUseful()).put("usefulBy", mark.who()));
        return json;
    }

    private Future<JsonObject> evidence(Api.Ask ask) {
        String alarm = Optional.ofNullable(ask.context().pathParam("alarm")).orElse("");
        if (!ALARM.matcher(alarm).matches()) {
            throw new Body.Wrong("alarm", "must be the name of an alarm");
        }
        return acts.evidence(alarm)
                .map(found -> found.map(LimitsJson::json)
                        .orElseThrow(() -> new Api.Refusal(404, "this alarm is not kept any more")));
    }

    private Future<JsonObject> useful(Api.Ask ask) {
        return said(ask, "useful", Map.of("useful", ask.body().flag("useful")));
    }

    private Future<JsonObject> done(Api.Ask ask) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("what", deed(ask.body().text("what")));
        ask.body().optionalText("text", Body.TEXT).ifPresent(text -> words.put("text", text));
        return said(ask, "done", words);
    }

    private static String deed(String what) {
        if (!DEEDS.contains(what)) {
            throw new Body.Wrong("what", "must be one of " + String.join(", ", DEEDS));
        }
        return what;
    }

    private Future<JsonObject> said(Api.Ask ask, String about, Map<String, Object> said) {
        String alarm = ask.body().text("alarm", ALARM);
        String station = ask.body().name("station");
        if (ask.who().isEmpty()) {
            throw new Body.Wrong("who", "must be text like " + Body.TEXT.pattern());
        }
        Map<String, Object> words = new LinkedHashMap<>(said);
        words.put("alarm", alarm);
        return acts.note(new AlarmActs.Word(alarm, about, words, ask.who(), station))
                .map(isKept -> {
                    if (!isKept) {
                        throw new Api.Refusal(409, "the patient of this alarm is not here any more");
                    }
                    return new JsonObject().put("by", ask.who());
                });
    }
}
