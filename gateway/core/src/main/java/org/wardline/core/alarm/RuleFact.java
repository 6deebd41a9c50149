package org.wardline.core.alarm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The levels of a stay's signs: limits and trends, of one or several witnesses (sections 3.6 and 4).
 *
 * <p>For a level that is off only one question matters, whether all terms are beyond: so a steady reading costs a comparison a
 * level. All the rest of a level's place is worked out while it is on.
 */
final class RuleFact implements Fact {
    /** One level with its rule, as the ward has it and as it is for this stay. */
    private static final class LevelRule {
        final Rule ofWard;
        final Witnesses[][] witnesses;

        /** What was set for this stay; empty: the ward's; null: off. */
        @Nullable
        Map<String, Object> set = Map.of();

        @Nullable
        Rule rule;

        boolean isChanged;

        LevelRule(Rule ofWard, Stay stay) {
            this.ofWard = ofWard;
            this.rule = ofWard;
            this.witnesses = ofWard.terms().stream()
                    .map(term -> term.signs().stream().map(stay::witnesses).toArray(Witnesses[]::new))
                    .toArray(Witnesses[][]::new);
        }

        void set(@Nullable Map<String, Object> change) {
            set = change;
            rule = change == null ? null : ofWard.changed(change);
        }
    }

    private final Stay stay;
    private final @Nullable LevelRule[] levels = new @Nullable LevelRule[Priorities.COUNT];

    /** Whether a touched witness was back, found by {@link #place}. */
    private boolean isCountedBack;

    private @Nullable Condition condition;

    RuleFact(RuleKind kind, Stay stay) {
        this.stay = stay;
        for (int level = 0; level < levels.length; level++) {
            Rule rule = kind.at(level);
            levels[level] = rule == null ? null : new LevelRule(rule, stay);
        }
    }

    void judgedBy(Condition own) {
        condition = own;
        for (int level = 0; level < levels.length; level++) {
            LevelRule rule = levels[level];
            if (rule == null) {
                continue;
            }
            own = own.timed(level, rule.ofWard.timing());
            for (Witnesses[] ofTerm : rule.witnesses) {
                for (Witnesses witnesses : ofTerm) {
                    if (!witnesses.judges.contains(own)) {
                        witnesses.judges.add(own);
                    }
                }
            }
        }
    }

    boolean has(int level) {
        return levels[level] != null;
    }

    /** Whether the rule has the fields that somebody wants to set. */
    boolean takes(int level, @Nullable Map<String, Object> change) {
        LevelRule rule = levels[level];
        return rule != null && (change == null || rule.ofWard.takes(change));
    }

    /** Sets a level for this stay: its runs start anew. */
    void set(int level, @Nullable Map<String, Object> change) {
        LevelRule rule = levels[level];
        if (rule == null || condition == null) {
            return;
        }
        rule.set(change);
        stay.limitsChanged();
        rule.isChanged = true;
        if (rule.rule != null) {
            condition.level(level).timing = rule.rule.timing();
        }
    }

    /** What was set for this stay; empty: nothing; null: off. */
    @Nullable
    Map<String, Object> set(int level) {
        LevelRule rule = levels[level];
        return rule == null ? Map.of() : rule.set;
    }

    @Override
    public Map<String, Object> kept() {
        Map<String, Object> kept = new LinkedHashMap<>();
        for (int level = 0; level < levels.length; level++) {
            Map<String, Object> set = set(level);
            if (set == null || !set.isEmpty()) {
                kept.put(Priorities.name(level), set == null ? false : set);
            }
        }
        return kept;
    }

    @Override
    @SuppressWarnings("unchecked") // what kept() gave
    public void keep(Map<String, Object> kept) {
        for (int at = 0; at < levels.length; at++) {
            Object set = kept.get(Priorities.name(at));
            LevelRule level = levels[at];
            if (set != null && level != null) {
                set(at, set instanceof Map ? (Map<String, Object>) set : null);
                level.isChanged = false;
            }
        }
    }

    /** A level that the ward has, in words. */
    AlarmEngine.RuleNow now(String name, int level) {
        LevelRule rule = Objects.requireNonNull(levels[level]);
        Map<String, Object> ward = RuleWords.of(rule.ofWard);
        Rule inForce = rule.rule;
        return new AlarmEngine.RuleNow(
                name,
                Priorities.of(level),
                ward,
                rule.set,
                inForce == null ? Map.of() : RuleWords.of(inForce),
                DefaultSources.of(name, Priorities.of(level), ward));
    }

    /** The rule that is in force for a level of this stay. */
    @Nullable
    Rule inForce(int level) {
        LevelRule rule = levels[level];
        return rule == null ? null : rule.rule;
    }

    @Override
    public String type() {
        return "physiological";
    }

    @Override
    public void judge(Condition of, Moment moment) {
        for (int at = 0; at < levels.length; at++) {
            LevelRule rule = levels[at];
            if (rule == null) {
                continue;
            }
            Rule inForce = rule.rule;
            Level level = of.level(at);
            if (inForce == null) {
                of.gone(at, "limits", moment);
            } else if (level.isOn) {
                judgeOn(of, at, rule, moment);
            } else {
                judgeOff(of, at, rule, inForce, moment);
            }
            rule.isChanged = false;
        }
    }

    /**
     * Narrows a band to where a value of a sign is beyond no limit.
     *
     * @return false: its trend alone could put a level on, whatever the value
     */
    boolean narrow(Witnesses sign, Calm.Band band, Moment moment) {
        for (LevelRule level : levels) {
            Rule inForce = level == null ? null : level.rule;
            if (level == null || inForce == null) {
                continue;
            }
            boolean isTrendOfSign = false;
            boolean isHeldBack = false;
            for (int at = 0; at < level.witnesses.length; at++) {
                Term term = inForce.terms().get(at);
                boolean isOfSign = term.signs().contains(sign.sign);
                isTrendOfSign |= isOfSign && term.isTrend();
                isHeldBack |= !term.isTrend() && !isBeyond(term, level.witnesses[at], moment);
                if (isOfSign && !term.isTrend()) {
                    term.narrow(band);
                }
            }
            if (isTrendOfSign && !isHeldBack) {
                return false;
            }
        }
        return true;
    }

    private static void judgeOff(Condition of, int at, LevelRule rule, Rule inForce, Moment moment) {
        if (rule.isChanged) {
            of.level(at).breakRun();
        }
        List<Term> terms = inForce.terms();
        for (int term = terms.size() - 1;
                term >= 0;
                term--) { // the last first: trends stand before limits, and cost more
            if (!isBeyond(terms.get(term), rule.witnesses[term], moment)) {
                of.level(at).breakRun();
                return;
            }
        }
        of.say(at, Raw.BEYOND, isCountedBeyond(rule, inForce, moment), moment);
    }

    private static boolean isBeyond(Term term, Witnesses[] ofTerm, Moment moment) {
        for (Witnesses witnesses : ofTerm) {
            for (int at = 0; at < witnesses.list.size(); at++) {
                Witness witness = witnesses.list.get(at);
                if (witness.isFresh(moment.nowMs) && witness.isBeyond(term)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isCountedBeyond(LevelRule rule, Rule inForce, Moment moment) {
        for (int term = 0; term < rule.witnesses.length; term++) {
            for (Witnesses witnesses : rule.witnesses[term]) {
                for (Witness witness : witnesses.list) {
                    if (witness.isTouched(moment)
                            && witness.isFresh(moment.nowMs)
                            && witness.isBeyond(inForce.terms().get(term))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void judgeOn(Condition of, int at, LevelRule rule, Moment moment) {
        Raw raw = place(rule, moment);
        if (raw == null) {
            of.gone(at, "unlinked", moment);
            return;
        }
        Level level = of.level(at);
        if (rule.isChanged) {
            level.breakRun();
            if (raw == Raw.BETWEEN || raw == Raw.BACK) {
                level.goOff("limits", moment.turn);
                return;
            }
        }
        of.say(at, raw, raw == Raw.BACK && isCountedBack, moment);
    }

    /** Where all terms together are; null when a term is not watched any more. */
    private @Nullable Raw place(LevelRule rule, Moment moment) {
        isCountedBack = false;
        boolean areAllBeyond = true;
        boolean isAnyBack = false;
        boolean isAnyUnknown = false;
        for (int term = 0; term < rule.witnesses.length; term++) {
            if (!isWatched(rule.witnesses[term])) {
                return null;
            }
            Rule inForce = rule.rule == null ? rule.ofWard : rule.rule;
            Raw raw = place(inForce.terms().get(term), rule.witnesses[term], moment);
            areAllBeyond &= raw == Raw.BEYOND;
            isAnyBack |= raw == Raw.BACK;
            isAnyUnknown |= raw == Raw.UNKNOWN;
        }
        if (areAllBeyond) {
            return Raw.BEYOND;
        }
        if (isAnyBack) {
            return Raw.BACK;
        }
        return isAnyUnknown ? Raw.UNKNOWN : Raw.BETWEEN;
    }

    private static boolean isWatched(Witnesses[] ofTerm) {
        for (Witnesses witnesses : ofTerm) {
            if (witnesses.isWatched()) {
                return true;
            }
        }
        return false;
    }

    /** Of several fresh witnesses beyond wins over between over back; and what is older than a last value beyond ends nothing. */
    private Raw place(Term term, Witnesses[] ofTerm, Moment moment) {
        Raw best = Raw.UNKNOWN;
        long newestBackMs = Long.MIN_VALUE;
        long staleBeyondMs = Long.MIN_VALUE;
        for (Witnesses witnesses : ofTerm) {
            for (int at = 0; at < witnesses.list.size(); at++) {
                Witness witness = witnesses.list.get(at);
                Raw raw = witness.hasValue ? witness.place(term) : Raw.UNKNOWN;
                if (raw == Raw.UNKNOWN) {
                    continue;
                }
                if (!witness.isFresh(moment.nowMs)) {
                    staleBeyondMs = raw == Raw.BEYOND ? Math.max(staleBeyondMs, witness.atMs) : staleBeyondMs;
                    continue;
                }
                if (raw == Raw.BACK) {
                    newestBackMs = Math.max(newestBackMs, witness.atMs);
                    isCountedBack |= witness.isTouched(moment);
                }
                best = raw.compareTo(best) < 0 ? raw : best;
            }
        }
        return best == Raw.BACK && staleBeyondMs >= newestBackMs ? Raw.UNKNOWN : best;
    }

    /** For each term the newest value that is beyond, and its limit. */
    @Override
    public Map<String, Object> cause(int level, Moment moment) {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Object> limits = new LinkedHashMap<>();
        LevelRule rule = levels[level];
        Rule inForce = rule == null ? null : rule.rule;
        if (rule != null && inForce != null) {
            for (int at = 0; at < rule.witnesses.length; at++) {
                Term term = inForce.terms().get(at);
                Witness newest = newestBeyond(term, rule.witnesses[at], moment);
                if (newest != null && !values.containsKey(newest.of.sign)) {
                    values.put(newest.of.sign, Decimals.wire(newest.value, newest.exact));
                    limits.put(newest.of.sign, term.limit());
                }
            }
        }
        Map<String, Object> cause = new LinkedHashMap<>();
        cause.put("values", values);
        cause.put("limits", limits);
        return cause;
    }

    private static @Nullable Witness newestBeyond(Term term, Witnesses[] ofTerm, Moment moment) {
        Witness newest = null;
        for (Witnesses witnesses : ofTerm) {
            for (Witness witness : witnesses.list) {
                if (witness.isFresh(moment.nowMs)
                        && witness.isBeyond(term)
                        && (newest == null || witness.atMs > newest.atMs)) {
                    newest = witness;
                }
            }
        }
        return newest;
    }
}
