package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A rule in the words of the settings (section 4): every field with its value, durations in milliseconds. */
final class RuleWords {
    private RuleWords() {}

    static Map<String, Object> of(Rule rule) {
        Map<String, Object> words = new LinkedHashMap<>();
        if (rule.terms().size() == 1) {
            words.putAll(of(rule.terms().getFirst()));
        } else {
            List<Map<String, Object>> all =
                    rule.terms().stream().map(RuleWords::of).toList();
            words.put("all", all);
        }
        Timing timing = rule.timing();
        words.put("delay", BigDecimal.valueOf(timing.delayMs()));
        words.put("hold", BigDecimal.valueOf(timing.holdMs()));
        words.put("consecutive", BigDecimal.valueOf(timing.consecutive()));
        words.put("latch", timing.latches());
        words.put("realarm", BigDecimal.valueOf(timing.realarmMs()));
        return words;
    }

    private static Map<String, Object> of(Term term) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("sign", term.signs().getFirst());
        words.put(term.kind().wireName(), term.limit());
        words.put("margin", term.margin());
        if (term.isTrend()) {
            words.put("within", BigDecimal.valueOf(term.window().withinMs()));
            words.put("span", BigDecimal.valueOf(term.window().spanMs()));
        }
        return words;
    }
}
