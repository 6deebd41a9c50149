package org.wardline.core.alarm;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * What the alarm engine goes by: defaults, then {@code alarms.delay}, then what was set by name (Wardline alarm engine,
 * sections 4 and 11). Checked when it is made; cannot change after.
 */
public final class AlarmSettings {
    /** How old things may be, in milliseconds. */
    record Ages(long staleMs, long episodicMs, long silenceMs, long gatherMs, long futureMs, long frozenMs) {}

    /** One step of telling people: who, and how long after the step before. */
    record Step(String who, long afterMs) {}

    /** Around the life of an alarm (section 7), in milliseconds. */
    record Life(long pauseMs, long reminderMs, long unseenMs, long restMs) {}

    /** Supervised delivery (section 7). */
    record Supervision(boolean isRequired, long aliveMs, long graceMs) {}

    /** More {@code raised} than this is a flood (section 10). */
    record FloodLimits(long ward, long stay) {}

    /** All rules: of vital signs, of NEWS2 by level, of models; and what a ward calls some of them together. */
    record Rules(
            List<RuleKind> kinds,
            List<Timing> news2,
            Map<String, RuleKind> models,
            List<Long> realarmMs,
            List<Preset> presets) {
        Rules {
            presets = List.copyOf(presets);
            kinds = List.copyOf(kinds);
            news2 = List.copyOf(news2);
            models = Map.copyOf(models);
            realarmMs = List.copyOf(realarmMs);
        }
    }

    /**
     * Limits that a ward keeps under a name, set for a patient together.
     *
     * @param label as people call it
     * @param changes levels of rules; a level that is not named is the ward's
     */
    public record Preset(String name, String label, List<PresetChange> changes) {
        public Preset {
            changes = List.copyOf(changes);
        }
    }

    /** One level of a rule under a preset: fields as {@link AlarmEvent.LimitsChanged} has them. */
    public record PresetChange(String rule, AlarmPriority level, Map<String, Object> set) {
        public PresetChange {
            set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
        }
    }

    final Ages ages;
    final Life life;
    final Supervision supervision;
    final FloodLimits flood;
    final Rules rules;
    final List<List<Step>> steps;
    private final Map<String, Long> trendReachMs = new HashMap<>();

    AlarmSettings(
            Ages ages, Life life, Supervision supervision, FloodLimits flood, Rules rules, List<List<Step>> steps) {
        this.ages = ages;
        this.life = life;
        this.supervision = supervision;
        this.flood = flood;
        this.rules = rules;
        this.steps = List.copyOf(steps);
        for (RuleKind kind : rules.kinds()) {
            for (Rule rule : kind.levels().values()) {
                rule.terms().forEach(this::noteReach);
            }
        }
    }

    private void noteReach(Term term) {
        if (term.isTrend()) {
            term.signs().forEach(sign -> trendReachMs.merge(sign, term.window().reachMs(), Math::max));
        }
    }

    /** Nothing set: the adult defaults. */
    public static AlarmSettings defaults() {
        try {
            return of(Map.of());
        } catch (SettingsProblem e) {
            throw new IllegalStateException("the defaults are wrong", e);
        }
    }

    /**
     * The settings of the tree under {@code alarms}.
     *
     * @param alarms String, Number, Boolean, List, Map or null by key
     */
    public static AlarmSettings of(Map<String, ? extends @Nullable Object> alarms) throws SettingsProblem {
        return SettingsReader.read(alarms);
    }

    /** The ward's presets, in the order of the configuration. */
    public List<Preset> presets() {
        return rules.presets();
    }

    /** Whether a kind is one of the rules, which have limits. */
    public boolean isRule(String kind) {
        return rules.kinds().stream().anyMatch(rule -> rule.name().equals(kind));
    }

    /** How long values of a sign must be kept for trends; 0 not at all. */
    long trendReachMs(String sign) {
        return trendReachMs.getOrDefault(sign, 0L);
    }

    Timing technical(int level, long delayMs, long holdMs) {
        return Timing.of(delayMs, holdMs, rules.realarmMs().get(level));
    }
}
