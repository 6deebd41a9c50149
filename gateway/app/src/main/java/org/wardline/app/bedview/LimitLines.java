package org.wardline.app.bedview;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.wardline.core.alarm.AlarmEngine;

/** The limits that were in force over time, of every level: those of now, carried back over each change. */
final class LimitLines {
    private LimitLines() {}

    /** By sign: {@code low} and {@code high}, each a list of {from, to, limit, level}; where a limit is off there is none. */
    static JsonObject of(List<AlarmEngine.RuleNow> rules, List<BedNotes.LimitChange> changes, long fromMs, long nowMs) {
        JsonObject lines = new JsonObject();
        for (AlarmEngine.RuleNow rule : rules) {
            put(lines, rule, "low", stretches(rule, "below", changes, fromMs, nowMs));
            put(lines, rule, "high", stretches(rule, "above", changes, fromMs, nowMs));
        }
        return lines;
    }

    private static void put(JsonObject lines, AlarmEngine.RuleNow rule, String side, JsonArray stretches) {
        if (!stretches.isEmpty()) {
            String sign = BedPage.shortName(String.valueOf(rule.ward().get("sign")));
            JsonObject ofSign = lines.getJsonObject(sign, new JsonObject());
            lines.put(
                    sign,
                    ofSign.put(side, ofSign.getJsonArray(side, new JsonArray()).addAll(stretches)));
        }
    }

    /** One level's limits from now back to then. */
    private static JsonArray stretches(
            AlarmEngine.RuleNow rule, String field, List<BedNotes.LimitChange> changes, long fromMs, long nowMs) {
        JsonArray stretches = new JsonArray();
        double limit = number(rule.inForce(), field);
        long toMs = nowMs;
        for (BedNotes.LimitChange change : changes.reversed()) {
            boolean isOfThis = change.rule().equals(rule.rule())
                    && change.level().equals(rule.level().wireName());
            if (isOfThis && change.atMs() > fromMs) {
                add(stretches, rule, change.atMs(), toMs, limit);
                limit = before(change, rule, field);
                toMs = change.atMs();
            }
        }
        add(stretches, rule, fromMs, toMs, limit);
        return stretches;
    }

    /** What was not the patient's own was the ward's. */
    private static double before(BedNotes.LimitChange change, AlarmEngine.RuleNow rule, String field) {
        if (change.before().containsKey("set")) {
            return Double.NaN; // off
        }
        return number(change.before().containsKey(field) ? change.before() : rule.ward(), field);
    }

    private static void add(JsonArray stretches, AlarmEngine.RuleNow rule, long fromMs, long toMs, double limit) {
        if (!Double.isNaN(limit)) {
            stretches.add(new JsonObject()
                    .put("from", fromMs)
                    .put("to", toMs)
                    .put("limit", limit)
                    .put("level", rule.level().wireName()));
        }
    }

    private static double number(Map<String, Object> set, String field) {
        return set.get(field) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
