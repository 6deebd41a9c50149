package org.wardline.app.bedview;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.wardline.app.history.Episode;
import org.wardline.app.history.Minute;
import org.wardline.core.news2.Part;

/** The small documents of a bed's page. */
final class BedJson {
    private static final double HUNDREDTHS = 100;

    private BedJson() {}

    static <T> JsonArray all(List<T> things, Function<T, JsonObject> form) {
        JsonArray all = new JsonArray();
        things.forEach(thing -> all.add(form.apply(thing)));
        return all;
    }

    /** Four columns; times in whole seconds since the span began. */
    static JsonObject curve(List<Minute> curve, long fromMs) {
        JsonArray at = new JsonArray();
        JsonArray least = new JsonArray();
        JsonArray median = new JsonArray();
        JsonArray greatest = new JsonArray();
        for (Minute minute : curve) {
            at.add(Math.round((minute.atMs() - fromMs) / 1_000d));
            least.add(short2(minute.least()));
            median.add(short2(minute.median()));
            greatest.add(short2(minute.greatest()));
        }
        return new JsonObject()
                .put("at", at)
                .put("least", least)
                .put("median", median)
                .put("greatest", greatest);
    }

    private static Number short2(double value) {
        double rounded = Math.round(value * HUNDREDTHS) / HUNDREDTHS;
        return rounded == Math.rint(rounded) ? (Number) (long) rounded : (Number) rounded;
    }

    static JsonObject gap(Gaps.Gap gap, String sign) {
        return new JsonObject()
                .put("sign", sign)
                .put("from", gap.fromMs())
                .put("to", gap.toMs())
                .put("cause", gap.cause());
    }

    static JsonObject bar(Episode alarm) {
        Episode.Rise highest = alarm.highest();
        JsonObject json = new JsonObject()
                .put("alarm", alarm.alarm())
                .put("kind", alarm.kind())
                .put("text", alarm.text())
                .put("value", alarm.broken())
                .put("device", alarm.device())
                .put("type", alarm.type())
                .put("priority", alarm.priority().wireName())
                .put("by", alarm.lastAnswer().map(Episode.Answer::by).orElse(""))
                .put("why", alarm.cause())
                .put("values", new JsonObject(plain(highest.map("values"))))
                .put("limits", new JsonObject(plain(highest.map("limits"))));
        if (alarm.isWhole()) {
            json.put("from", alarm.raisedMs());
        }
        alarm.endedMs().ifPresent(endedMs -> json.put("to", endedMs));
        alarm.lastAnswer().ifPresent(answer -> json.put("taken", answer.wallMs()));
        return json;
    }

    private static Map<String, Object> plain(Map<String, Object> values) {
        var plain = new java.util.LinkedHashMap<String, Object>();
        values.forEach((name, value) -> plain.put(BedPage.shortName(name), value(value)));
        return plain;
    }

    private static Object value(Object value) {
        return value instanceof BigDecimal decimal ? (Object) short2(decimal.doubleValue()) : value;
    }

    static JsonObject change(BedNotes.LimitChange change) {
        return new JsonObject()
                .put("at", change.atMs())
                .put("who", change.who())
                .put("rule", change.rule())
                .put("level", change.level())
                .put("before", new JsonObject(plain(change.before())))
                .put("now", new JsonObject(plain(change.now())));
    }

    static JsonObject column(News2Chart.Column column) {
        JsonObject parts = new JsonObject();
        for (Part part : Part.values()) {
            News2Chart.Scored scored = column.parts().get(part);
            if (scored != null) {
                parts.put(
                        part.wireName(),
                        new JsonObject()
                                .put("value", value(scored.value()))
                                .put("points", scored.points())
                                .put("source", scored.source())
                                .put("at", scored.atMs()));
            }
        }
        JsonObject json = new JsonObject()
                .put("entry", column.entry())
                .put("at", column.atMs())
                .put("who", column.who())
                .put("scale", column.scale())
                .put("parts", parts)
                .put("extra", new JsonObject(plain(column.extra())))
                .put("least", column.least())
                .put("most", column.most())
                .put("missing", new JsonArray(column.missing()))
                .put("three", column.hasThree())
                .put("due", column.dueMs());
        column.withdrawn()
                .ifPresent(withdrawn -> json.put(
                        "withdrawn", new JsonObject().put("by", withdrawn.by()).put("at", withdrawn.atMs())));
        return json;
    }

    static JsonObject written(BedNotes.Written written) {
        JsonObject json = new JsonObject()
                .put("id", written.id())
                .put("at", written.atMs())
                .put("who", written.who())
                .put("task", written.isTask())
                .put("text", written.text())
                .put("due", written.dueMs())
                .put("doneBy", written.doneBy())
                .put("done", written.doneMs());
        return written.alarm().isEmpty() ? json : json.put("alarm", written.alarm());
    }
}
