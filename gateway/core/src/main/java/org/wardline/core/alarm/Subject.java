package org.wardline.core.alarm;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whom conditions are about: one stay, or the gateway. */
final class Subject {
    final String name;

    /** Only a stay has one. */
    @Nullable
    String bed;

    /** Only a stay's; null while it is on. */
    @Nullable
    Audio audio;

    final Map<String, Condition> conditions = new LinkedHashMap<>();
    final Raises raises = new Raises();
    boolean isFlooded;

    /** Counted on by all that {@link Calm} cannot foresee. */
    long calmEpoch;

    /** For {@link DueQueue}. */
    long dueAtMs = DueQueue.NEVER;

    int place = -1;

    /** Last episode of each kind of an earlier stay of this name: never counted again (section 1). */
    final Map<String, Long> earlierEpisodes;

    Subject(String name, Map<String, Long> earlierEpisodes) {
        this.name = name;
        this.earlierEpisodes = earlierEpisodes;
    }

    Condition add(String kind, Fact fact) {
        Condition condition = new Condition(this, kind, fact);
        condition.alarm.episode = earlierEpisodes.getOrDefault(kind, 0L);
        conditions.put(kind, condition);
        return condition;
    }

    /** The last episode of each kind that ever had one. */
    Map<String, Long> episodes() {
        Map<String, Long> episodes = new LinkedHashMap<>(earlierEpisodes);
        for (Condition condition : conditions.values()) {
            if (condition.alarm.episode > 0) {
                episodes.put(condition.kind, condition.alarm.episode);
            }
        }
        return episodes;
    }
}
