package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model's last word on a stay (section 9). */
final class ModelFact implements Fact {
    /** An older score is unknown (an engineering default). */
    private static final long AGE_MS = 15 * Durations.MINUTE;

    private final RuleKind model;
    private AlarmEvent.@Nullable Score score;
    private long scoredTurn;

    ModelFact(RuleKind model) {
        this.model = model;
    }

    void take(AlarmEvent.Score newest, long turn) {
        score = newest;
        scoredTurn = turn;
    }

    long staleAtMs() {
        return score == null ? 0 : score.atMs() + AGE_MS;
    }

    @Override
    public String type() {
        return "model";
    }

    @Override
    public void judge(Condition condition, Moment moment) {
        for (int level = 0; level < Priorities.COUNT; level++) {
            Rule rule = model.at(level);
            if (rule == null || score == null) {
                condition.gone(level, "unlinked", moment);
            } else {
                condition.say(level, place(score, rule, moment.nowMs), scoredTurn == moment.turn, moment);
            }
        }
    }

    private static Raw place(AlarmEvent.Score score, Rule rule, long nowMs) {
        BigDecimal value = score.value();
        boolean isKnown = value != null
                && value.signum() >= 0
                && value.compareTo(BigDecimal.ONE) <= 0
                && nowMs - score.atMs() < AGE_MS;
        return value == null || !isKnown
                ? Raw.UNKNOWN
                : rule.terms().getFirst().place(value.doubleValue(), Decimals.beside(value));
    }

    @Override
    public Map<String, Object> cause(int level, Moment moment) {
        Map<String, Object> cause = new LinkedHashMap<>();
        if (score != null) {
            cause.put("model", score.model());
            cause.put("version", score.version());
            putIfSaid(cause, "score", score.value());
            putIfSaid(cause, "explain", score.explain());
            putIfSaid(cause, "quality", score.quality());
        }
        return cause;
    }

    private static void putIfSaid(Map<String, Object> cause, String field, @Nullable Object value) {
        if (value != null) {
            cause.put(field, value);
        }
    }

    @Override
    public Map<String, Object> kept() {
        return score == null
                ? Map.of()
                : Voice.fields(
                        "at", score.atMs(),
                        "stay", score.stay(),
                        "version", score.version(),
                        "value", score.value(),
                        "explain", score.explain(),
                        "quality", score.quality());
    }

    @Override
    public void keep(Map<String, Object> kept) {
        if (kept.get("at") instanceof Long atMs
                && kept.get("stay") instanceof String stay
                && kept.get("version") instanceof String version) {
            BigDecimal value = (BigDecimal) kept.get("value");
            score = new AlarmEvent.Score(
                    atMs, stay, model.name(), version, value, kept.get("explain"), kept.get("quality"));
        }
    }
}
