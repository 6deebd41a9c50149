package org.wardline.app.station;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.wardline.core.WardView;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * The ward as the page reads it.
 *
 * <p>Ages become instants on the gateway's monotonic axis: a bed in which nothing happened then reads the same in every view,
 * and only what changed is sent. The page counts the ages itself.
 */
final class ViewJson {
    private static final String WHO = "who";

    private ViewJson() {}

    /** What is not of a bed; {@code beds} is left to the caller. */
    static JsonObject ward(WardView view) {
        return new JsonObject()
                .put("ward", view.ward())
                .put("at", view.atMs())
                .put("wall", view.wallMs())
                .put("sound", view.sound().map(AlarmPriority::wireName).orElse("off"))
                .put("notices", new JsonArray(view.notices()))
                .put("flood", flood(view.flood()))
                .put("alarms", alarms(view.gatewayAlarms(), view.atMs()));
    }

    private static JsonObject flood(WardView.Flood flood) {
        JsonArray beds = new JsonArray();
        flood.beds().forEach(bed -> beds.add(bed.name()));
        return new JsonObject().put("ward", flood.isWard()).put("beds", beds);
    }

    /** All of it. */
    static JsonObject whole(WardView view) {
        JsonArray beds = new JsonArray();
        view.beds().forEach(bed -> beds.add(bed(bed, view.atMs())));
        return ward(view).put("beds", beds);
    }

    /** The same without names of patients, for those whom names are nothing to: {@code ward} or {@code beds}. */
    static JsonObject nameless(JsonObject named) {
        JsonArray beds = new JsonArray();
        named.getJsonArray("beds").forEach(bed -> {
            beds.add(((JsonObject) bed).copy().put(WHO, ""));
        });
        return named.copy().put("beds", beds);
    }

    static JsonObject bed(WardView.Bed bed, long atMs) {
        JsonArray signs = new JsonArray();
        bed.signs().forEach(sign -> signs.add(sign(sign, atMs)));
        JsonObject json = new JsonObject()
                .put("bed", bed.bed().name())
                .put("label", bed.label())
                .put("room", bed.room())
                .put(WHO, bed.who())
                .put("free", bed.stay().isEmpty())
                .put("signs", signs)
                .put("alarms", alarms(bed.alarms(), atMs))
                .put("devices", new JsonArray(bed.devices()));
        if (!bed.quiet().equals(WardView.Quiet.NONE)) {
            json.put("quiet", quiet(bed.quiet()));
        }
        bed.news2().ifPresent(news2 -> json.put("news2", news2(news2)));
        if (bed.care().isTest()) {
            json.put("test", true);
        }
        if (bed.care().isNamed()) {
            json.put("named", true);
        }
        bed.care()
                .away()
                .ifPresent(away -> json.put(
                        "away",
                        new JsonObject()
                                .put("by", away.who())
                                .put("since", away.sinceWallMs())
                                .put("back", away.backWallMs())));
        return json;
    }

    private static JsonObject sign(WardView.Sign sign, long atMs) {
        VitalSign what = sign.measurement().sign();
        JsonObject json = new JsonObject()
                .put("sign", what.shortName())
                .put("quality", sign.measurement().quality().wireName())
                .put("at", atMs - sign.ageMs())
                .put("fresh", sign.isFresh());
        putNumber(json, "value", sign.measurement().value());
        putNumber(json, "low", sign.low());
        putNumber(json, "high", sign.high());
        return json;
    }

    private static void putNumber(JsonObject json, String name, double value) {
        if (!Double.isNaN(value)) {
            json.put(name, value);
        }
    }

    private static JsonObject quiet(WardView.Quiet quiet) {
        JsonObject json = new JsonObject();
        quiet.audio()
                .ifPresent(audio -> json.put(
                        "audio",
                        new JsonObject()
                                .put("state", audio.state())
                                .put("by", audio.by())
                                .put("reason", audio.reason())
                                .put("until", audio.untilMs())));
        JsonArray off = new JsonArray();
        quiet.off()
                .forEach(one -> off.add(new JsonObject()
                        .put("rule", one.rule())
                        .put("level", one.level().wireName())
                        .put("by", one.by())
                        .put("reason", one.reason())
                        .put("until", one.untilMs())));
        return json.put("off", off);
    }

    private static JsonObject news2(WardView.News2 news2) {
        return new JsonObject()
                .put("least", news2.least())
                .put("most", news2.most())
                .put("missing", new JsonArray(news2.missing()))
                .put("three", news2.hasThree())
                .put("scale", news2.scale());
    }

    private static JsonArray alarms(List<WardView.Alarm> alarms, long atMs) {
        JsonArray all = new JsonArray();
        for (WardView.Alarm alarm : alarms) {
            JsonObject said = new JsonObject()
                    .put("alarm", alarm.name())
                    .put("v", alarm.version())
                    .put("state", alarm.state())
                    .put("priority", alarm.priority().wireName())
                    .put("type", alarm.type())
                    .put("text", alarm.text())
                    .put("value", alarm.value())
                    .put("since", atMs - alarm.ageMs())
                    .put("by", alarm.by())
                    .put("detail", alarm.detail());
            if (!alarm.beds().isEmpty()) {
                said.put("beds", new JsonArray(alarm.beds()));
            }
            if (alarm.step() > 0) {
                said.put("step", alarm.step());
            }
            alarm.next()
                    .ifPresent(next -> said.put(
                            "next", new JsonObject().put(WHO, next.who()).put("at", next.atMs())));
            all.add(said);
        }
        return all;
    }
}
