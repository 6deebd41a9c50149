package org.wardline.app.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmEvent.ReadingHeard;
import org.wardline.core.alarm.SignValue;
import org.wardline.core.alarm.SignValue.Flag;
import org.wardline.vitals.alarm.AlarmPriority;

/** One event out of fields that {@link EventFields} found right. */
record EventReader(long atMs, Map<String, @Nullable Object> said) {
    AlarmEvent event(String event) {
        return switch (event) {
            case "reading" -> reading();
            case "tick" -> new AlarmEvent.Tick(atMs);
            case "list" -> new AlarmEvent.ListAll(atMs);
            case "admit" ->
                new AlarmEvent.Admit(atMs, text("stay"), text("bed"), (int) whole("news2", 1), maybe("who"));
            case "discharge" -> new AlarmEvent.Discharge(atMs, text("stay"), maybe("who"));
            case "transfer" -> new AlarmEvent.Transfer(atMs, text("stay"), text("to"), texts("devices"), maybe("who"));
            case "deviceLinked" ->
                new AlarmEvent.DeviceLinked(
                        atMs, text("device"), text("stay"), intervals(), texts("via"), maybe("who"));
            case "deviceUnlinked" -> new AlarmEvent.DeviceUnlinked(atMs, text("device"), maybe("who"));
            case "deviceAlarm" ->
                new AlarmEvent.DeviceAlarm(
                        atMs, text("device"), text("name"), truth("on", false), level("priority", AlarmPriority.HIGH));
            case "fault" ->
                new AlarmEvent.Fault(
                        atMs, text("name"), truth("on", false), level("priority", AlarmPriority.MEDIUM), maybe("stay"));
            case "observationEntered" -> entered(text("stay"));
            case "score" -> score();
            default -> ofPeople(event);
        };
    }

    private AlarmEvent ofPeople(String event) {
        return switch (event) {
            case "noted" ->
                new AlarmEvent.Noted(
                        atMs, text("stay"), text("about"), text("who"), text("station"), decimals("words"));
            case "observationWithdrawn" -> withdrawn();
            case "limitsChanged" -> limits();
            case "acknowledge" ->
                new AlarmEvent.Acknowledge(atMs, text("alarm"), whole("v", 0), text("who"), text("station"));
            case "pauseAudio" ->
                new AlarmEvent.PauseAudio(atMs, text("stay"), whole("until", 0), text("who"), text("station"));
            case "audioOff" -> new AlarmEvent.AudioOff(atMs, text("stay"), text("owner"), text("station"), terms());
            case "audioOn" -> new AlarmEvent.AudioOn(atMs, text("stay"), text("who"), text("station"));
            case "stationAlive" ->
                new AlarmEvent.StationAlive(atMs, text("station"), truth("visible", false), truth("canSound", false));
            case "stationLost" -> new AlarmEvent.StationLost(atMs, text("station"));
            case "stationSaw" ->
                new AlarmEvent.StationSaw(atMs, text("station"), text("alarm"), whole("v", 0), truth("visible", false));
            case "clockStepped" -> new AlarmEvent.ClockStepped(atMs, whole("wall", 0), text("quality"));
            case "restart" -> new AlarmEvent.Restart(atMs, truth("trusted", true));
            default -> throw new IllegalArgumentException("no event is called so");
        };
    }

    private AlarmEvent.ObservationEntered entered(String stay) {
        return new AlarmEvent.ObservationEntered(
                atMs, stay, text("who"), whole("at", ReadingHeard.UNTIMED), decimals("values"), chart());
    }

    private AlarmEvent withdrawn() {
        Map<String, @Nullable Object> was = new LinkedHashMap<>();
        map("was").forEach((field, value) -> was.put((String) field, value));
        long enteredAtMs = was.get("t") instanceof Long t ? t : 0;
        return new AlarmEvent.ObservationWithdrawn(
                atMs,
                text("who"),
                text("station"),
                whole("entry", 0),
                whole("number", 0),
                whole("withdrawnWall", 0),
                new EventReader(enteredAtMs, was).entered(text("stay")));
    }

    /** What the record system is told beside the engine's own words. */
    private AlarmEvent.Chart chart() {
        return said.containsKey("enteredWall")
                ? new AlarmEvent.Chart(text("account"), whole("seenWall", 0), whole("enteredWall", 0))
                : AlarmEvent.Chart.NONE;
    }

    private AlarmEvent reading() {
        Map<?, ?> values = map("values");
        Map<?, ?> flags = map("flags");
        List<SignValue> signs = new ArrayList<>(values.size() + flags.size());
        for (Map.Entry<?, ?> value : values.entrySet()) {
            String sign = (String) value.getKey();
            Object number = value.getValue();
            Flag flag = flag(flags.get(sign));
            signs.add(number == null ? SignValue.none(sign, flag) : number(sign, number, flag));
        }
        for (Map.Entry<?, ?> flag : flags.entrySet()) {
            boolean isAttempt = !values.containsKey(flag.getKey()) && flag(flag.getValue()) != Flag.DOUBTFUL;
            if (isAttempt) {
                signs.add(SignValue.none((String) flag.getKey(), flag(flag.getValue())));
            }
        }
        return new ReadingHeard(
                atMs, text("device"), signs, whole("seq", ReadingHeard.NO_SEQ), whole("at", ReadingHeard.UNTIMED));
    }

    private static SignValue number(String sign, Object number, Flag flag) {
        boolean isPlain = number instanceof Long whole && Math.abs(whole) < 1L << 53;
        return isPlain
                ? new SignValue(sign, ((Long) number).doubleValue(), flag, null)
                : SignValue.of(sign, Numbers.decimal(number), flag);
    }

    private static Flag flag(@Nullable Object said) {
        return switch (said instanceof String flag ? flag : "") {
            case "off" -> Flag.OFF;
            case "artefact" -> Flag.ARTEFACT;
            case "doubtful" -> Flag.DOUBTFUL;
            default -> Flag.NONE;
        };
    }

    private AlarmEvent score() {
        Object value = said.get("value");
        return new AlarmEvent.Score(
                atMs,
                text("stay"),
                text("model"),
                text("version"),
                value == null ? null : Numbers.decimal(value),
                said.get("explain"),
                said.get("quality"));
    }

    private AlarmEvent limits() {
        return new AlarmEvent.LimitsChanged(
                atMs,
                text("stay"),
                text("rule"),
                level("level", AlarmPriority.LOW),
                said.get("set") == null ? null : decimals("set"),
                text("who"),
                maybe("station"),
                terms());
    }

    /** The ward's own words beside those of the engine: why, and until when. */
    private AlarmEvent.Terms terms() {
        boolean isPlain = !said.containsKey("reason") && !said.containsKey("until");
        return isPlain
                ? AlarmEvent.Terms.NONE
                : new AlarmEvent.Terms(text("reason"), whole("until", AlarmEvent.Terms.NO_END));
    }

    private String text(String field) {
        return said.get(field) instanceof String text ? text : "";
    }

    private @Nullable String maybe(String field) {
        return said.get(field) instanceof String text ? text : null;
    }

    private boolean truth(String field, boolean otherwise) {
        return said.get(field) instanceof Boolean truth ? truth : otherwise;
    }

    private long whole(String field, long otherwise) {
        Object whole = said.get(field);
        return whole == null ? otherwise : Numbers.time(whole);
    }

    private AlarmPriority level(String field, AlarmPriority otherwise) {
        return said.get(field) instanceof String level
                ? AlarmPriority.valueOf(level.toUpperCase(Locale.ROOT))
                : otherwise;
    }

    private Map<?, ?> map(String field) {
        return said.get(field) instanceof Map<?, ?> map ? map : Map.of();
    }

    private List<String> texts(String field) {
        return said.get(field) instanceof List<?> list
                ? list.stream().map(String.class::cast).toList()
                : List.of();
    }

    private Map<String, Long> intervals() {
        Map<String, Long> intervals = new LinkedHashMap<>();
        map("signs").forEach((sign, interval) -> intervals.put((String) sign, Numbers.time(interval)));
        return intervals;
    }

    /** Numbers as decimals, the rest as it is. */
    private Map<String, Object> decimals(String field) {
        Map<String, Object> decimals = new LinkedHashMap<>();
        map(field).forEach((key, value) -> {
            if (value instanceof Number) {
                decimals.put((String) key, Numbers.decimal(value));
            } else if (value != null) {
                decimals.put((String) key, value);
            }
        });
        return decimals;
    }
}
