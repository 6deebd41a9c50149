package org.wardline.app.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.core.Wording;
import org.wardline.core.alarm.AlarmSettings;

/**
 * What alarms were judged by.
 *
 * @param alarms the tree of the settings
 * @param version of the gateway and its alarm engine
 * @param models what is known of each model, by name: version and hash
 * @param isPlain as in {@link org.wardline.core.WardPlan}
 */
public record Judging(
        AlarmSettings settings,
        Map<String, @Nullable Object> alarms,
        String version,
        Map<String, Map<String, String>> models,
        Wording wording,
        boolean isPlain) {
    public Judging {
        alarms = new LinkedHashMap<>(alarms); // null takes a rule away
        models = Map.copyOf(models);
    }
}
