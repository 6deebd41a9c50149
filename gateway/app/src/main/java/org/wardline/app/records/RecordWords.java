package org.wardline.app.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.wardline.app.history.Episode;
import org.wardline.core.AlarmWords;

/**
 * How the files of a record say things, short, in English or by the catalogue of the pages: its keys are the English texts,
 * {@code {x}} in them are values put in. The page words its lines itself, from what {@link Documents} has of them.
 */
public final class RecordWords {
    /** As it stands, in letters that every font has. */
    public static final RecordWords ENGLISH = new RecordWords(key -> key.replace('₂', '2'));

    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("heart_rate", "HR"),
            Map.entry("pulse_rate_spo2", "PR"),
            Map.entry("spo2", "SpO₂"),
            Map.entry("resp_rate", "RR"),
            Map.entry("nibp_sys", "Systolic BP"),
            Map.entry("nibp_dia", "Diastolic BP"),
            Map.entry("nibp_mean", "Mean BP"),
            Map.entry("temp", "T"),
            Map.entry("etco2", "EtCO₂"),
            Map.entry("o2_flow", "O₂"),
            Map.entry("glucose", "Glucose"),
            Map.entry("consciousness_acvpu", "Consciousness"));
    private static final Map<String, String> TECHNICAL = Map.of(
            "silent", "Device silent",
            "frozen", "Value does not change",
            "clock", "Device clock is wrong",
            "disagree", "Two devices disagree",
            "overdue", "Observations overdue");
    private static final Map<String, String> CAUSES = Map.ofEntries(
            Map.entry("silent", "Device silent"),
            Map.entry("never", "Never arrived"),
            Map.entry("missing", "No value"),
            Map.entry("no-value", "No value"),
            Map.entry("gateway", "Gateway did not run"),
            Map.entry("probe-off", "Probe off"),
            Map.entry("leads-off", "Leads off"),
            Map.entry("motion", "Disturbed"),
            Map.entry("artefact", "Disturbed"),
            Map.entry("calibrating", "Calibrating"),
            Map.entry("out-of-range", "Out of range"),
            Map.entry("standby", "Off ward"));
    /** Of a set limit, the fields that are the limit itself. */
    private static final List<String> BOUNDS = List.of("below", "above", "falls", "rises");

    /** Fields that are milliseconds. */
    private static final Set<String> TIMES = Set.of("delay", "hold", "realarm", "within", "span");

    private final UnaryOperator<String> catalogue;

    /**
     * Words of a language.
     *
     * @param catalogue the text of a key; of one that it does not have, the key
     */
    public RecordWords(UnaryOperator<String> catalogue) {
        this.catalogue = catalogue;
    }

    /** The text of a key. */
    String say(String key) {
        return catalogue.apply(key);
    }

    private String say(String key, String name, String value) {
        return say(key).replace("{" + name + "}", value);
    }

    private String all(List<String> parts) {
        return String.join(
                say(", "), parts.stream().filter(part -> !part.isEmpty()).toList());
    }

    /** What happened. */
    String of(Told.Thing thing) {
        return switch (thing) {
            case Told.Raised raised -> alarm(raised.alarm());
            case Told.Moved move -> move(move);
            case Told.Silence silence ->
                all(List.of(
                        say(silence.state().equals("paused") ? "Audio paused" : "Sound is off"),
                        silence.terms().reason()));
            case Told.LimitChange change -> limit(change);
            case Told.Observed observed ->
                all(List.of(observed(observed), observed.isWithdrawn() ? say("entered in error") : ""));
            case Told.Withdrawn withdrawn -> of(say("Entered in error"), observed(withdrawn.was()));
            case Told.Written written -> written.text();
            case Told.Gap gap ->
                (gap.sign().isEmpty() ? "" : sign(gap.sign()) + " ")
                        + say(CAUSES.getOrDefault(gap.cause(), gap.cause()));
        };
    }

    private String sign(String name) {
        return SIGNS.containsKey(name) ? say(SIGNS.get(name)) : AlarmWords.thing(name);
    }

    private String alarm(Episode alarm) {
        String beyond = alarm.broken(this::sign);
        return all(List.of(
                beyond.isEmpty() ? kind(alarm) : beyond,
                say(alarm.priority().wireName()),
                alarm.isAnswered() ? "" : say("not acknowledged")));
    }

    private String kind(Episode alarm) {
        String kind = alarm.kind();
        String thing = kind.substring(0, kind.lastIndexOf('.'));
        String what = kind.substring(kind.lastIndexOf('.') + 1);
        return switch (what) {
            case "model" -> say("Model: unusual");
            case "signal" -> say("{sign}: no signal", "sign", sign(thing));
            case "device" -> of(say("{name}: alarm of the device", "name", thing), alarm.device());
            case "fault" ->
                alarm.device().isEmpty()
                        ? say("{name}: fault", "name", thing)
                        : of(say("Device battery low"), alarm.device());
            case "low", "high" -> bound(thing, what);
            default ->
                TECHNICAL.containsKey(what) ? of(say(TECHNICAL.get(what)), alarm.device()) : say(AlarmWords.of(kind));
        };
    }

    private String of(String what, String device) {
        return device.isEmpty() ? what : say("{what}: {d}", "what", what).replace("{d}", device);
    }

    private String bound(String sign, String what) {
        return sign(sign) + " " + say(what.equals("low") ? "Low" : "High").toLowerCase(Locale.ROOT);
    }

    private String rule(String rule) {
        int dot = rule.lastIndexOf('.');
        String what = rule.substring(dot + 1);
        return what.equals("low") || what.equals("high")
                ? bound(rule.substring(0, dot), what)
                : say(AlarmWords.of(rule));
    }

    private String observed(Told.Observed observed) {
        var words = new ArrayList<String>();
        observed.values()
                .forEach((sign, value) -> words.add(
                        switch (sign) {
                            case "o2_supplemental" -> say(Boolean.TRUE.equals(value) ? "Oxygen" : "Air");
                            case "news2_scale" -> say("SpO₂ scale {n}", "n", String.valueOf(value));
                            default -> sign(sign) + " " + value;
                        }));
        return all(words);
    }

    private String limit(Told.LimitChange change) {
        return all(List.of(
                rule(change.rule()) + " " + set(change.old()) + " → " + set(change.set()),
                say(change.level()),
                change.terms().reason()));
    }

    private String set(Object set) {
        if (!(set instanceof Map<?, ?> fields)) {
            return say("alarm off");
        }
        for (String bound : BOUNDS) {
            if (fields.get(bound) instanceof Number value) {
                return value.toString();
            }
        }
        var words = new ArrayList<String>();
        fields.forEach((field, value) -> words.add(say(String.valueOf(field)) + " "
                + (TIMES.contains(field) && value instanceof Number ms
                        ? say("{n} s", "n", String.valueOf(ms.longValue() / 1000))
                        : value)));
        return words.isEmpty() ? say("the ward’s") : all(words);
    }

    private String move(Told.Moved move) {
        return switch (move.what()) {
            case "admitted" -> say("admitted to bed {b}", "b", move.to());
            case "discharged" -> say("discharged from bed {b}", "b", move.from());
            default -> say("moved from bed {a} to bed {b}", "a", move.from()).replace("{b}", move.to());
        };
    }
}
