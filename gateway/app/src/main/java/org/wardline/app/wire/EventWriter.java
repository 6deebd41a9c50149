package org.wardline.app.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmEvent.ReadingHeard;
import org.wardline.core.alarm.SignValue;
import org.wardline.vitals.alarm.AlarmPriority;

/** The fields of an event, in the words that {@link EventReader} reads; what was not said is left out. */
final class EventWriter {
    private EventWriter() {}

    @SuppressWarnings("checkstyle:methodlength") // one entry an event: a table
    static Map<String, @Nullable Object> fields(AlarmEvent event) {
        long t = event.atMs();
        return switch (event) {
            case AlarmEvent.Tick _ -> said(t, "tick");
            case AlarmEvent.ListAll _ -> said(t, "list");
            case AlarmEvent.Admit of ->
                said(t, "admit", "stay", of.stay(), "bed", of.bed(), "news2", (long) of.news2(), "who", of.who());
            case AlarmEvent.Discharge of -> said(t, "discharge", "stay", of.stay(), "who", of.who());
            case AlarmEvent.Transfer of ->
                said(t, "transfer", "stay", of.stay(), "to", of.to(), "devices", of.devices(), "who", of.who());
            case AlarmEvent.DeviceLinked of -> linked(of);
            case AlarmEvent.DeviceUnlinked of -> said(t, "deviceUnlinked", "device", of.device(), "who", of.who());
            case ReadingHeard of -> reading(of);
            case AlarmEvent.DeviceAlarm of ->
                said(
                        t,
                        "deviceAlarm",
                        "device",
                        of.device(),
                        "name",
                        of.name(),
                        "on",
                        of.on(),
                        "priority",
                        level(of.priority()));
            case AlarmEvent.Fault of ->
                said(t, "fault", "name", of.name(), "on", of.on(), "priority", level(of.priority()), "stay", of.stay());
            case AlarmEvent.ObservationEntered of -> observation(of);
            case AlarmEvent.ObservationWithdrawn of -> withdrawn(of);
            case AlarmEvent.Noted of -> noted(of);
            case AlarmEvent.Score of -> score(of);
            case AlarmEvent.LimitsChanged of -> limits(of);
            case AlarmEvent.Acknowledge of -> acknowledge(of);
            case AlarmEvent.PauseAudio of ->
                said(
                        t,
                        "pauseAudio",
                        "stay",
                        of.stay(),
                        "until",
                        of.untilMs(),
                        "who",
                        of.who(),
                        "station",
                        of.station());
            case AlarmEvent.AudioOff of ->
                terms(said(t, "audioOff", "stay", of.stay(), "owner", of.owner(), "station", of.station()), of.terms());
            case AlarmEvent.AudioOn of ->
                said(t, "audioOn", "stay", of.stay(), "who", of.who(), "station", of.station());
            case AlarmEvent.StationAlive of ->
                said(t, "stationAlive", "station", of.station(), "visible", of.visible(), "canSound", of.canSound());
            case AlarmEvent.StationLost of -> said(t, "stationLost", "station", of.station());
            case AlarmEvent.StationSaw of -> saw(of);
            case AlarmEvent.ClockStepped of -> said(t, "clockStepped", "wall", of.wallMs(), "quality", of.quality());
            case AlarmEvent.Restart of -> said(t, "restart", "trusted", of.trusted());
        };
    }

    private static Map<String, @Nullable Object> linked(AlarmEvent.DeviceLinked of) {
        Map<String, @Nullable Object> fields =
                said(of.atMs(), "deviceLinked", "device", of.device(), "stay", of.stay(), "signs", of.signs());
        return with(fields, "via", of.via(), "who", of.who());
    }

    private static Map<String, @Nullable Object> reading(ReadingHeard of) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Map<String, Object> flags = new LinkedHashMap<>();
        for (SignValue said : of.values()) {
            values.put(said.sign(), said.number().orElse(null));
            if (said.flag() != SignValue.Flag.NONE) {
                flags.put(said.sign(), said.flag().name().toLowerCase(Locale.ROOT));
            }
        }
        Map<String, @Nullable Object> fields = said(
                of.atMs(), "reading", "device", of.device(), "values", values, "flags", flags.isEmpty() ? null : flags);
        return with(fields, "seq", orNull(of.seq()), "at", orNull(of.measuredAtMs()));
    }

    private static Map<String, @Nullable Object> observation(AlarmEvent.ObservationEntered of) {
        Map<String, @Nullable Object> fields =
                said(of.atMs(), "observationEntered", "stay", of.stay(), "who", of.who(), "values", of.values());
        Map<String, @Nullable Object> told = with(fields, "at", orNull(of.enteredForMs()));
        AlarmEvent.Chart chart = of.chart();
        return chart.equals(AlarmEvent.Chart.NONE)
                ? told
                : with(
                        told,
                        "account",
                        chart.account(),
                        "seenWall",
                        chart.seenWallMs(),
                        "enteredWall",
                        chart.enteredWallMs());
    }

    private static Map<String, @Nullable Object> withdrawn(AlarmEvent.ObservationWithdrawn of) {
        Map<String, @Nullable Object> fields =
                said(of.atMs(), "observationWithdrawn", "stay", of.was().stay(), "who", of.who());
        Map<String, @Nullable Object> was = observation(of.was());
        was.keySet().removeAll(List.of("event", "stay")); // said by the whole
        return with(
                fields,
                "station",
                of.station(),
                "entry",
                of.entry(),
                "number",
                of.number(),
                "withdrawnWall",
                of.withdrawnWallMs(),
                "was",
                was);
    }

    private static Map<String, @Nullable Object> noted(AlarmEvent.Noted of) {
        Map<String, @Nullable Object> fields =
                said(of.atMs(), "noted", "stay", of.stay(), "about", of.about(), "who", of.who());
        return with(fields, "station", of.station(), "words", of.words());
    }

    private static Map<String, @Nullable Object> score(AlarmEvent.Score of) {
        Map<String, @Nullable Object> fields =
                said(of.atMs(), "score", "stay", of.stay(), "model", of.model(), "version", of.version());
        fields.put("value", of.value());
        return with(fields, "explain", of.explain(), "quality", of.quality());
    }

    private static Map<String, @Nullable Object> limits(AlarmEvent.LimitsChanged of) {
        Map<String, @Nullable Object> fields =
                said(of.atMs(), "limitsChanged", "stay", of.stay(), "rule", of.rule(), "level", level(of.level()));
        fields.put("set", of.set());
        return terms(with(fields, "who", of.who(), "station", of.station()), of.terms());
    }

    private static Map<String, @Nullable Object> terms(Map<String, @Nullable Object> fields, AlarmEvent.Terms terms) {
        if (!terms.reason().isEmpty()) {
            fields.put("reason", terms.reason());
        }
        if (terms.hasEnd()) {
            fields.put("until", terms.untilMs());
        }
        return fields;
    }

    private static Map<String, @Nullable Object> acknowledge(AlarmEvent.Acknowledge of) {
        Map<String, @Nullable Object> fields = said(of.atMs(), "acknowledge", "alarm", of.alarm(), "v", of.v());
        return with(fields, "who", of.who(), "station", of.station());
    }

    private static Map<String, @Nullable Object> saw(AlarmEvent.StationSaw of) {
        Map<String, @Nullable Object> fields =
                said(of.atMs(), "stationSaw", "station", of.station(), "alarm", of.alarm(), "v", of.v());
        return with(fields, "visible", of.visible());
    }

    private static Map<String, @Nullable Object> said(long t, String event, @Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("t", t);
        fields.put("event", event);
        return with(fields, namesAndValues);
    }

    /** Adds fields by name and value; what was not said is left out. */
    private static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> fields, @Nullable Object... namesAndValues) {
        for (int at = 0; at < namesAndValues.length; at += 2) {
            Object value = namesAndValues[at + 1];
            if (value != null) {
                fields.put(String.valueOf(namesAndValues[at]), value);
            }
        }
        return fields;
    }

    private static @Nullable Long orNull(long notNegative) {
        return notNegative < 0 ? null : notNegative;
    }

    private static String level(AlarmPriority level) {
        return level.wireName();
    }
}
