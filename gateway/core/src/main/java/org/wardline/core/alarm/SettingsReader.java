package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.AlarmSettings.Ages;
import org.wardline.core.alarm.AlarmSettings.FloodLimits;
import org.wardline.core.alarm.AlarmSettings.Life;
import org.wardline.core.alarm.AlarmSettings.Rules;
import org.wardline.core.alarm.AlarmSettings.Step;
import org.wardline.core.alarm.AlarmSettings.Supervision;
import org.wardline.vitals.alarm.AlarmPriority;

/** Reads the tree under {@code alarms} strictly: any key it does not know is a problem (sections 4 and 11). */
final class SettingsReader {
    private static final Set<String> TERM_FIELDS =
            Set.of("sign", "below", "above", "falls", "rises", "margin", "within", "span");
    private static final Set<String> RULE_FIELDS = Set.of("all", "delay", "hold", "consecutive", "latch", "realarm");

    /** Kinds that end so are the engine's own (section 4). */
    private static final Set<String> OWN = Set.of(
            "signal", "silent", "frozen", "clock", "disagree", "fault", "device", "model", "score", "overdue", "blind");

    /** Branches with names of the ward's own. */
    private static final Set<String> FREE = Set.of("rules", "models", "presets");

    private static final List<String> LEVELS = List.of("low", "medium", "high");

    private final SettingsTree tree;
    private final List<Long> realarmMs;

    private SettingsReader(SettingsTree tree) throws SettingsProblem {
        this.tree = tree;
        this.realarmMs = perLevel(tree.branch("realarm"));
    }

    static AlarmSettings read(Map<String, ? extends @Nullable Object> given) throws SettingsProblem {
        SettingsTree set = SettingsTree.of("alarms", given);
        Map<String, @Nullable Object> base = SettingsDefaults.tree();
        if (set.get("delay") != null) {
            setDelays(base, set);
        }
        check(set, SettingsTree.of("alarms", base));
        return new SettingsReader(SettingsTree.of("alarms", merged(base, set.values()))).settings();
    }

    private AlarmSettings settings() throws SettingsProblem {
        SettingsTree stations = tree.branch("stations");
        SettingsTree flood = tree.branch("flood");
        List<RuleKind> rules = rules();
        return new AlarmSettings(
                new Ages(
                        tree.duration("stale"),
                        tree.duration("episodic"),
                        tree.duration("silence"),
                        tree.duration("gather"),
                        tree.duration("future"),
                        tree.duration("frozen")),
                new Life(
                        tree.duration("pause"),
                        tree.duration("reminder"),
                        tree.duration("unseen"),
                        tree.duration("rest")),
                new Supervision(stations.truth("required"), stations.duration("alive"), stations.duration("grace")),
                new FloodLimits(flood.count("ward"), flood.count("stay")),
                new Rules(rules, news2(), models(), realarmMs, PresetsReader.read(tree, rules)),
                steps());
    }

    /** {@code alarms.delay}: of every default rule with one limit; {@code 0s} makes it a plain limit (section 4). */
    private static void setDelays(Map<String, @Nullable Object> base, SettingsTree set) throws SettingsProblem {
        long delayMs = set.duration("delay");
        for (Object kinds :
                SettingsTree.of("alarms", base).branch("rules").named().values()) {
            for (Object levels : SettingsTree.of("alarms.rules", kinds).named().values()) {
                for (Object rule :
                        SettingsTree.of("alarms.rules", levels).named().values()) {
                    setDelay(rule, set.get("delay"), delayMs == 0);
                }
            }
        }
    }

    @SuppressWarnings("unchecked") // our own defaults: a map
    private static void setDelay(Object defaultRule, @Nullable Object delay, boolean isPlain) {
        Map<String, @Nullable Object> rule = (Map<String, @Nullable Object>) defaultRule;
        if (rule.containsKey("below") || rule.containsKey("above")) {
            rule.put("delay", delay);
            if (isPlain) {
                rule.putAll(
                        Map.of("hold", "0s", "margin", BigDecimal.ZERO, "consecutive", BigDecimal.ONE, "latch", false));
            }
        }
    }

    /** Every key is one of the defaults', and holds the same sort of thing. */
    private static void check(SettingsTree set, SettingsTree like) throws SettingsProblem {
        for (Map.Entry<String, @Nullable Object> entry : set.values().entrySet()) {
            String name = entry.getKey();
            if (!like.has(name)) {
                throw set.problem(name, "unknown key");
            }
            boolean isBranch = like.get(name) instanceof Map;
            if (isBranch != (entry.getValue() instanceof Map)) {
                throw set.problem(name, isBranch ? "takes named values" : "takes one value");
            }
            if (isBranch && !FREE.contains(name)) {
                check(set.branch(name), like.branch(name));
            }
        }
    }

    private static Map<String, @Nullable Object> merged(Map<String, @Nullable Object> base, Map<?, ?> over) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(base);
        for (Map.Entry<?, ?> entry : over.entrySet()) {
            String key = String.valueOf(entry.getKey());
            Object value = entry.getValue();
            if (value instanceof Map<?, ?> branch && merged.get(key) instanceof Map<?, ?> below) {
                value = merged(copy(below), branch);
            }
            merged.put(key, value);
        }
        return merged;
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> tree) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        tree.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    private static List<Long> perLevel(SettingsTree branch) throws SettingsProblem {
        List<Long> durations = new ArrayList<>();
        for (String level : LEVELS) {
            durations.add(branch.duration(level));
        }
        return durations;
    }

    private List<Timing> news2() throws SettingsProblem {
        List<Timing> timings = new ArrayList<>();
        for (String level : LEVELS) {
            SettingsTree set = tree.branch("news2").branch(level);
            timings.add(Timing.of(set.duration("delay"), set.duration("hold"), set.duration("realarm")));
        }
        return timings;
    }

    private List<List<Step>> steps() throws SettingsProblem {
        List<List<Step>> steps = new ArrayList<>();
        SettingsTree set = tree.branch("steps");
        for (String level : LEVELS) {
            List<Step> ofLevel = new ArrayList<>();
            for (Object step : set.list(level, "a list of WHO:AFTER")) {
                ofLevel.add(step(set.key(level), step));
            }
            steps.add(List.copyOf(ofLevel));
        }
        return steps;
    }

    private static Step step(String key, @Nullable Object written) throws SettingsProblem {
        String text = written instanceof String string ? string : "";
        int colon = text.indexOf(':');
        if (colon < 0 || !WireNames.isName(text.substring(0, colon))) {
            throw new SettingsProblem(key, "'" + written + "' is not WHO:AFTER");
        }
        return new Step(text.substring(0, colon), SettingsTree.duration(key, text.substring(colon + 1)));
    }

    private List<RuleKind> rules() throws SettingsProblem {
        List<RuleKind> kinds = new ArrayList<>();
        SettingsTree all = tree.branch("rules");
        for (Map.Entry<String, Object> thing : all.named().entrySet()) {
            SettingsTree whats = SettingsTree.of(all.key(thing.getKey()), thing.getValue());
            for (Map.Entry<String, Object> what : whats.named().entrySet()) {
                if (OWN.contains(what.getKey())) {
                    throw whats.problem(what.getKey(), "that name is the engine's own");
                }
                SettingsTree levels = SettingsTree.of(whats.key(what.getKey()), what.getValue());
                kinds.add(new RuleKind(
                        thing.getKey() + "." + what.getKey(), levels(thing.getKey(), levels, Optional.empty())));
            }
        }
        return kinds;
    }

    private Map<String, RuleKind> models() throws SettingsProblem {
        Map<String, RuleKind> models = new HashMap<>();
        SettingsTree all = tree.branch("models");
        for (Map.Entry<String, Object> model : all.named().entrySet()) {
            SettingsTree levels = SettingsTree.of(all.key(model.getKey()), model.getValue());
            Map<AlarmPriority, Rule> rules = levels(model.getKey(), levels, Optional.of(0L)); // models never re-alarm
            for (Map.Entry<AlarmPriority, Rule> rule : rules.entrySet()) {
                if (rule.getValue().terms().size() > 1
                        || rule.getValue().terms().getFirst().kind() != Term.Kind.ABOVE) {
                    throw levels.problem(rule.getKey().wireName(), "takes above");
                }
            }
            models.put(model.getKey(), new RuleKind(model.getKey(), rules));
        }
        return models;
    }

    private Map<AlarmPriority, Rule> levels(String thing, SettingsTree levels, Optional<Long> ownRealarmMs)
            throws SettingsProblem {
        Map<AlarmPriority, Rule> rules = new EnumMap<>(AlarmPriority.class);
        for (Map.Entry<String, Object> entry : levels.named().entrySet()) {
            String name = entry.getKey();
            if (!LEVELS.contains(name) || !(entry.getValue() instanceof Map)) {
                throw levels.problem(name, "the level is low, medium or high and holds a rule");
            }
            AlarmPriority level = AlarmPriority.valueOf(name.toUpperCase(Locale.ROOT));
            long realarm = ownRealarmMs.orElse(realarmMs.get(Priorities.level(level)));
            rules.put(level, rule(thing, levels.branch(name), realarm));
        }
        return rules;
    }

    private static Rule rule(String thing, SettingsTree rule, long realarmMs) throws SettingsProblem {
        Map<String, @Nullable Object> single = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> field : rule.values().entrySet()) {
            if (TERM_FIELDS.contains(field.getKey())) {
                single.put(field.getKey(), field.getValue());
            } else if (!RULE_FIELDS.contains(field.getKey())) {
                throw rule.problem(field.getKey(), "unknown key");
            }
        }
        List<Term> terms = new ArrayList<>();
        if (rule.has("all")) {
            if (single.keySet().stream().anyMatch(field -> Term.Kind.find(field).isPresent())) {
                throw new SettingsProblem(rule.path(), "either all or one term");
            }
            for (Object term : rule.list("all", "a list of terms")) {
                terms.add(term(thing, SettingsTree.of(rule.key("all"), term)));
            }
        } else {
            terms.add(term(thing, new SettingsTree(rule.path(), single)));
        }
        return new Rule(
                terms,
                new Timing(
                        rule.has("delay") ? rule.duration("delay") : 0,
                        rule.has("hold") ? rule.duration("hold") : 0,
                        rule.has("consecutive") ? rule.count("consecutive") : 1,
                        rule.has("latch") && rule.truth("latch"),
                        rule.has("realarm") ? rule.duration("realarm") : realarmMs));
    }

    private static Term term(String thing, SettingsTree term) throws SettingsProblem {
        String wanted = "one of below, above, falls, rises with a number";
        List<Term.Kind> kinds = new ArrayList<>();
        for (String field : term.values().keySet()) {
            if (!TERM_FIELDS.contains(field)) {
                throw term.problem(field, "unknown key");
            }
            Term.Kind.find(field).ifPresent(kinds::add);
        }
        if (kinds.size() != 1) {
            throw new SettingsProblem(term.path(), wanted);
        }
        Term.Kind kind = kinds.getFirst();
        BigDecimal margin = term.has("margin") ? term.number("margin", "a number from 0") : BigDecimal.ZERO;
        if (margin.signum() < 0) {
            throw term.problem("margin", "a number from 0");
        }
        Object sign = term.has("sign") ? term.get("sign") : thing;
        if (!(sign instanceof String name) || !WireNames.isName(name)) {
            throw term.problem("sign", "the name of a sign");
        }
        boolean isTrend = kind == Term.Kind.FALLS || kind == Term.Kind.RISES;
        long withinMs = isTrend ? term.duration("within") : 0;
        long spanMs = isTrend && term.has("span") ? term.duration("span") : Durations.MINUTE;
        BigDecimal limit = term.number(kind.wireName(), wanted);
        return new Term(SignTable.witnessesOf(name), kind, limit, margin, new Term.Window(withinMs, spanMs));
    }
}
