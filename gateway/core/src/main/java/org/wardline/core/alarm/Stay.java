package org.wardline.core.alarm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.alarm.AlarmPriority;

/** One patient's time in the ward, as the engine remembers it. */
final class Stay {
    /** What a device or another part of the house said of an alarm of its own. */
    record Said(boolean isOn, int priority) {}

    final Subject subject;
    final AlarmSettings settings;
    final Vias vias;

    /** 0: no NEWS2; 1 or 2: the SpO2 scale. */
    int news2Scale;

    final List<DeviceLink> devices = new ArrayList<>();
    final Entries entries = new Entries();

    /** Alarms of devices: name, device, what it said; in the order in which they spoke first. */
    final Map<String, Map<String, Said>> deviceAlarms = new HashMap<>();

    final Map<String, Said> faults = new HashMap<>();
    final News2Fact news2;

    /** The turn in which all of it is judged. */
    long markedTurn;

    private final Map<String, Witnesses> signs = new HashMap<>();
    private final Map<String, RuleFact> rules = new LinkedHashMap<>();
    private final Map<String, AlarmEngine.Limits> limits =
            new HashMap<>(); // as worked out; forgotten when a rule changes

    Stay(Subject subject, AlarmSettings settings, Vias vias) {
        this.subject = subject;
        this.settings = settings;
        this.vias = vias;
        for (RuleKind kind : settings.rules.kinds()) {
            RuleFact rule = new RuleFact(kind, this);
            rules.put(kind.name(), rule);
            rule.judgedBy(subject.add(kind.name(), rule));
        }
        this.news2 = new News2Fact(this);
        Condition score = subject.add(News2Fact.KIND, news2);
        for (int level = 0; level < Priorities.COUNT; level++) {
            score = score.timed(level, settings.rules.news2().get(level));
        }
        Condition overdue =
                subject.add(OverdueFact.KIND, new OverdueFact(this)).timed(Priorities.LOW, Timing.of(0, 0, 0));
        news2.judgedBy(score, overdue);
        for (RuleKind model : settings.rules.models().values()) {
            Condition _ = condition(model.name() + ".model"); // made
        }
    }

    String name() {
        return subject.name;
    }

    Witnesses witnesses(String sign) {
        return signs.computeIfAbsent(sign, Witnesses::new);
    }

    /** All that is said of a sign, if anything ever was. */
    @Nullable
    Witnesses find(String sign) {
        return signs.get(sign);
    }

    /** The condition of one of the engine's own kinds, made when it is new. */
    Condition condition(String kind) {
        Condition known = subject.conditions.get(kind);
        return known != null ? known : OwnFacts.add(this, kind);
    }

    @Nullable
    DeviceLink device(String name) {
        for (int at = 0; at < devices.size(); at++) {
            if (devices.get(at).name.equals(name)) {
                return devices.get(at);
            }
        }
        return null;
    }

    void unlink(DeviceLink link) {
        devices.remove(link);
        for (Witness witness : link.witnesses) {
            witness.of.list.remove(witness);
        }
        deviceAlarms.values().forEach(said -> said.remove(link.name));
    }

    /** The rule of a kind and level as it is for this stay, if the ward has it. */
    @Nullable
    RuleFact rule(String kind, AlarmPriority level) {
        RuleFact rule = rules.get(kind);
        return rule != null && rule.has(Priorities.level(level)) ? rule : null;
    }

    /** Of all single limits on a sign that are in force, the highest low and the lowest high one. */
    AlarmEngine.Limits limits(String sign) {
        return limits.computeIfAbsent(sign, this::limitsInForce); // asked for each view, changed once a day
    }

    /** A rule of this stay is another one. */
    void limitsChanged() {
        limits.clear();
    }

    private AlarmEngine.Limits limitsInForce(String sign) {
        double low = Double.NaN;
        double high = Double.NaN;
        for (RuleFact of : rules.values()) {
            for (int level = 0; level < Priorities.COUNT; level++) {
                Rule rule = of.inForce(level);
                if (rule == null
                        || rule.terms().size() > 1
                        || !rule.terms().getFirst().signs().contains(sign)) {
                    continue;
                }
                Term term = rule.terms().getFirst();
                double limit = term.limit().doubleValue();
                if (term.kind() == Term.Kind.BELOW) {
                    low = Double.isNaN(low) ? limit : Math.max(low, limit);
                } else if (term.kind() == Term.Kind.ABOVE) {
                    high = Double.isNaN(high) ? limit : Math.min(high, limit);
                }
            }
        }
        return new AlarmEngine.Limits(low, high);
    }

    List<AlarmEngine.RuleNow> rulesNow() {
        List<AlarmEngine.RuleNow> all = new ArrayList<>();
        rules.forEach((name, rule) -> {
            for (int level = Priorities.COUNT - 1; level >= 0; level--) {
                if (rule.has(level)) {
                    all.add(rule.now(name, level));
                }
            }
        });
        return all;
    }

    long dueAfter(long nowMs, Moment moment) {
        long due = subjectDueAfter(nowMs, moment);
        for (int at = 0; at < devices.size(); at++) {
            due = Math.min(due, devices.get(at).dueAfter(nowMs, moment));
        }
        return Math.min(due, entries.dueAfter(nowMs));
    }

    private long subjectDueAfter(long nowMs, Moment moment) {
        Audio audio = subject.audio;
        long due = audio == null ? DueQueue.NEVER : Due.sooner(DueQueue.NEVER, audio.dueAtMs(settings), nowMs);
        for (Condition condition : subject.conditions.values()) {
            due = Math.min(due, AlarmLife.dueAfter(condition, nowMs, moment));
            if (condition.fact instanceof ModelFact model) {
                due = Due.sooner(due, model.staleAtMs(), nowMs);
            }
        }
        return Math.min(due, floodDueAfter(nowMs));
    }

    long floodDueAfter(long nowMs) {
        return subject.isFlooded
                ? Due.sooner(DueQueue.NEVER, subject.raises.firstAtMs() + Floods.STAY_WINDOW_MS, nowMs)
                : DueQueue.NEVER;
    }
}
