package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wardline.core.alarm.AlarmSettings.Preset;
import org.wardline.core.alarm.AlarmSettings.PresetChange;
import org.wardline.vitals.alarm.AlarmPriority;

/** Reads {@code alarms.presets.NAME.{label,rules.THING.WHAT.LEVEL.FIELD}}: what section 7 lets a person set, under a name. */
final class PresetsReader {
    private static final Set<String> FIELDS = Set.of("label", "rules");

    /** Limits, then durations, a count and a truth; the same as in {@code limitsChanged}. */
    private static final Set<String> NUMBERS = Set.of("below", "above", "falls", "rises", "margin");

    private static final Set<String> DURATIONS = Set.of("delay", "hold");

    private PresetsReader() {}

    static List<Preset> read(SettingsTree alarms, List<RuleKind> kinds) throws SettingsProblem {
        SettingsTree all = alarms.branch("presets");
        List<Preset> presets = new ArrayList<>();
        for (Map.Entry<String, Object> named : all.named().entrySet()) {
            SettingsTree preset = SettingsTree.of(all.key(named.getKey()), named.getValue());
            for (String field : preset.values().keySet()) {
                if (!FIELDS.contains(field)) {
                    throw preset.problem(field, "unknown key");
                }
            }
            String label = preset.get("label") instanceof String text ? text : named.getKey();
            presets.add(new Preset(named.getKey(), label, changes(preset, kinds)));
        }
        return presets;
    }

    private static List<PresetChange> changes(SettingsTree preset, List<RuleKind> kinds) throws SettingsProblem {
        List<PresetChange> changes = new ArrayList<>();
        SettingsTree things = preset.has("rules") ? preset.branch("rules") : new SettingsTree(preset.path(), Map.of());
        for (String thing : things.named().keySet()) {
            SettingsTree whats = things.branch(thing);
            for (String what : whats.named().keySet()) {
                SettingsTree levels = whats.branch(what);
                for (String level : levels.named().keySet()) {
                    changes.add(change(thing + "." + what, level, levels, kinds));
                }
            }
        }
        return changes;
    }

    private static PresetChange change(String rule, String level, SettingsTree levels, List<RuleKind> kinds)
            throws SettingsProblem {
        for (RuleKind kind : kinds) {
            for (Map.Entry<AlarmPriority, Rule> of : kind.levels().entrySet()) {
                if (kind.name().equals(rule) && of.getKey().wireName().equals(level)) {
                    Map<String, Object> set = set(levels.branch(level));
                    if (!of.getValue().takes(set)) {
                        throw levels.problem(level, "the rule has another limit");
                    }
                    return new PresetChange(rule, of.getKey(), set);
                }
            }
        }
        throw levels.problem(level, "the ward has no such rule and level");
    }

    private static Map<String, Object> set(SettingsTree fields) throws SettingsProblem {
        Map<String, Object> set = new LinkedHashMap<>();
        for (String field : fields.values().keySet()) {
            if (NUMBERS.contains(field)) {
                set.put(field, fields.number(field, "a number"));
            } else if (DURATIONS.contains(field)) {
                set.put(field, BigDecimal.valueOf(fields.duration(field)));
            } else if (field.equals("consecutive")) {
                set.put(field, BigDecimal.valueOf(fields.count(field)));
            } else if (field.equals("latch")) {
                set.put(field, fields.truth(field));
            } else {
                throw fields.problem(field, "unknown key");
            }
        }
        return set;
    }
}
