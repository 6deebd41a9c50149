package org.wardline.app.bedview;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.wardline.core.WardView;

/**
 * The limits that were in force over time: those of now, carried back over each change. Before a change that began from the
 * ward's own limit, which the log does not spell out, no line is drawn.
 */
final class LimitLines {
    private LimitLines() {}

    /** By sign: {@code low} and {@code high}, each a list of {from, limit}, the oldest first. */
    static JsonObject of(List<WardView.Sign> signs, List<BedNotes.LimitChange> changes, long fromMs) {
        JsonObject lines = new JsonObject();
        for (WardView.Sign sign : signs) {
            String name = sign.measurement().sign().name();
            JsonObject line = new JsonObject();
            put(line, "low", steps(sign.low(), of(changes, name + ".low"), "below", fromMs));
            put(line, "high", steps(sign.high(), of(changes, name + ".high"), "above", fromMs));
            if (!line.isEmpty()) {
                lines.put(sign.measurement().sign().shortName(), line);
            }
        }
        return lines;
    }

    private static List<BedNotes.LimitChange> of(List<BedNotes.LimitChange> changes, String rule) {
        return changes.stream().filter(change -> change.rule().equals(rule)).toList();
    }

    private static void put(JsonObject line, String side, JsonArray steps) {
        if (!steps.isEmpty()) {
            line.put(side, steps);
        }
    }

    /** One line's limits from back then to now; oldest first. */
    private static JsonArray steps(double now, List<BedNotes.LimitChange> changes, String field, long fromMs) {
        JsonArray steps = new JsonArray();
        double limit = now;
        for (BedNotes.LimitChange change : changes.reversed()) {
            if (number(change.now(), field) == limit && change.atMs() > fromMs) {
                add(steps, change.atMs(), limit);
                limit = number(change.before(), field);
            }
        }
        add(steps, fromMs, limit);
        return steps;
    }

    private static void add(JsonArray steps, long fromMs, double limit) {
        if (!Double.isNaN(limit)) {
            steps.add(0, new JsonObject().put("from", fromMs).put("limit", limit));
        }
    }

    private static double number(Map<String, Object> set, String field) {
        return set.get(field) instanceof BigDecimal number ? number.doubleValue() : Double.NaN;
    }
}
