package org.wardline.app.station;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.wardline.app.history.Episode;
import org.wardline.app.limits.Comparison;
import org.wardline.app.limits.Preview;
import org.wardline.core.LimitsNow;
import org.wardline.core.Now;
import org.wardline.core.Rehearsal;
import org.wardline.core.alarm.AlarmEvent.LimitsChanged;
import org.wardline.core.alarm.AlarmSettings.Preset;
import org.wardline.core.alarm.AlarmSettings.PresetChange;

/** Limits as the page reads them. All instants are epoch milliseconds. */
final class LimitsJson {
    private LimitsJson() {}

    /** From the gateway's axis to the wall of an instant. */
    static long wall(long atMs, Now now) {
        return atMs + now.wallMs() - now.atMs();
    }

    static JsonObject limits(LimitsNow limits, List<Preset> presets, Now now) {
        JsonArray levels = new JsonArray();
        limits.levels().forEach(level -> levels.add(level(level, now)));
        JsonArray known = new JsonArray();
        presets.forEach(preset -> known.add(preset(preset)));
        return new JsonObject()
                .put("stay", limits.stay().name())
                .put("levels", levels)
                .put("presets", known)
                .put("preset", inForce(limits, presets));
    }

    /** The preset that is in force as it is; empty: the ward's own limits, or none of them. */
    static String inForce(LimitsNow limits, List<Preset> presets) {
        Map<String, Object> own = new LinkedHashMap<>();
        for (LimitsNow.Level level : limits.levels()) {
            Map<String, Object> set = level.now().set();
            if (set == null || !set.isEmpty()) {
                own.put(level.now().rule() + ' ' + level.now().level(), set == null ? "off" : set);
            }
        }
        for (Preset preset : presets) {
            Map<String, Object> named = new LinkedHashMap<>();
            preset.changes().forEach(change -> named.put(change.rule() + ' ' + change.level(), change.set()));
            if (named.equals(own)) {
                return preset.name();
            }
        }
        return own.isEmpty() ? "ward" : "";
    }

    /** What levels were or are, in numbers: {@code spo2.low medium below 88}. Empty: as the ward has them. */
    static String words(JsonArray changed, String which) {
        StringJoiner all = new StringJoiner(", ");
        for (int at = 0; at < changed.size(); at++) {
            JsonObject change = changed.getJsonObject(at);
            StringJoiner words = new StringJoiner(" ");
            words.add(change.getString("rule", "")).add(change.getString("level", ""));
            if (change.getValue(which) instanceof JsonObject set) {
                set.forEach(field -> words.add(field.getKey() + " " + field.getValue()));
                words.add(set.isEmpty() ? "ward" : "");
            } else {
                words.add(String.valueOf(change.getValue(which)));
            }
            all.add(words.toString().replaceAll(" +", " ").strip());
        }
        return all.toString();
    }

    private static JsonObject preset(Preset preset) {
        JsonArray changes = new JsonArray();
        for (PresetChange change : preset.changes()) {
            changes.add(new JsonObject()
                    .put("rule", change.rule())
                    .put("level", change.level().wireName())
                    .put("set", json(change.set())));
        }
        return new JsonObject()
                .put("name", preset.name())
                .put("label", preset.label())
                .put("changes", changes);
    }

    private static JsonObject level(LimitsNow.Level level, Now now) {
        Map<String, Object> set = level.now().set();
        JsonObject json = new JsonObject()
                .put("rule", level.now().rule())
                .put("level", level.now().level().wireName())
                .put("ward", json(level.now().ward()))
                .put("set", set == null ? null : json(set))
                .put("inForce", json(level.now().inForce()))
                .put("source", level.now().source());
        level.last().ifPresent(last -> json.put("last", last(last, now)));
        return json;
    }

    private static JsonObject last(LimitsChanged last, Now now) {
        JsonObject json = new JsonObject()
                .put("who", last.who())
                .put("at", wall(last.atMs(), now))
                .put("reason", last.terms().reason());
        if (last.terms().hasEnd()) {
            json.put("until", wall(last.terms().untilMs(), now));
        }
        return json;
    }

    static JsonObject preview(Preview preview, Now now) {
        return switch (preview) {
            case Preview.Busy _ -> new JsonObject().put("state", "busy");
            case Preview.Working working ->
                new JsonObject().put("state", "working").put("done", working.done());
            case Preview.Ready ready -> ready(ready, now);
        };
    }

    private static JsonObject ready(Preview.Ready ready, Now now) {
        Comparison found = ready.comparison();
        JsonArray lines = new JsonArray();
        found.now().forEach(line -> {
            JsonObject json = episode(line.episode(), now).put("lost", line.isLost());
            line.past().ifPresent(past -> mark(json, past));
            lines.add(json);
        });
        JsonArray anew = new JsonArray();
        found.anew().forEach(episode -> anew.add(episode(episode, now)));
        JsonArray minutes = new JsonArray();
        ready.minutes()
                .forEach(minute -> minutes.add(new JsonArray()
                        .add(minute.number())
                        .add(minute.least())
                        .add(minute.median())
                        .add(minute.greatest())));
        return new JsonObject()
                .put("state", "ready")
                .put("from", wall(found.fromAtMs(), now))
                .put("to", wall(found.toAtMs(), now))
                .put("now", found.countedNow())
                .put("next", found.countedNew())
                .put("alarms", lines)
                .put("anew", anew)
                .put("readings", found.readings())
                .put("cut", found.isCut())
                .put("minutes", minutes);
    }

    private static void mark(JsonObject json, Episode past) {
        json.put("alarm", past.alarm());
        past.mark().ifPresent(mark -> json.put("useful", mark.isUseful()).put("by", mark.who()));
    }

    private static JsonObject episode(Rehearsal.Episode episode, Now now) {
        JsonObject json = new JsonObject()
                .put("kind", episode.kind())
                .put("priority", episode.priority().wireName())
                .put("begin", wall(episode.beganAtMs(), now))
                .put("values", json(episode.values()))
                .put("limits", json(episode.limits()));
        if (episode.endedAtMs() != Long.MAX_VALUE) {
            json.put("end", wall(episode.endedAtMs(), now));
        }
        return json;
    }

    /** A document of the alarm engine. */
    static JsonObject json(Map<String, ?> fields) {
        JsonObject json = new JsonObject();
        fields.forEach((name, value) -> json.put(name, value(Optional.ofNullable(value))));
        return json;
    }

    private static @org.jspecify.annotations.Nullable Object value(Optional<Object> said) {
        return switch (said.orElse("")) {
            case Map<?, ?> map -> {
                JsonObject inner = new JsonObject();
                map.forEach((name, value) -> inner.put(String.valueOf(name), value(Optional.ofNullable(value))));
                yield inner;
            }
            case Collection<?> list -> {
                JsonArray inner = new JsonArray();
                list.forEach(value -> inner.add(value(Optional.ofNullable(value))));
                yield inner;
            }
            case Object plain -> said.isEmpty() ? null : plain;
        };
    }
}
