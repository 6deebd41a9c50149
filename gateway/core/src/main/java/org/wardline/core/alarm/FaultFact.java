package org.wardline.core.alarm;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of the house is down: it was said, or it is a via that must be (section 6). */
final class FaultFact implements Fact {
    /** A via that explains so many silent devices is a high fault. */
    private static final int MANY = 3;

    private final String part;
    private final Map<String, Stay.Said> said;
    private final @Nullable Vias vias;

    /** The gateway's own, with vias; or a stay's, without. */
    FaultFact(String part, Map<String, Stay.Said> said, @Nullable Vias vias) {
        this.part = part;
        this.said = said;
        this.vias = vias;
    }

    @Override
    public void judge(Condition condition, Moment moment) {
        Stay.Said saidOfIt = said.get(part);
        if (saidOfIt == null && (vias == null || !vias.isVia(part))) {
            condition.gone("unlinked", moment);
            return;
        }
        int explained = vias == null ? 0 : vias.silencesExplainedBy(part);
        boolean isInferred = vias != null && vias.isInferredDown(part);
        for (int level = 0; level < Priorities.COUNT; level++) {
            boolean isOn = (saidOfIt != null && saidOfIt.isOn() && saidOfIt.priority() == level)
                    || (level == Priorities.MEDIUM && explained > 0)
                    || (level == Priorities.HIGH && (explained >= MANY || isInferred));
            condition.say(level, isOn ? Raw.BEYOND : Raw.BACK, moment);
        }
    }

    /** The beds behind the via, sorted; null for a stay's own fault. */
    @Nullable
    List<String> beds() {
        return vias == null ? null : vias.bedsBehind(part);
    }

    @Override
    public Map<String, Object> cause(int level, Moment moment) {
        List<String> beds = beds();
        return beds == null ? Map.of() : Map.of("beds", beds);
    }
}
