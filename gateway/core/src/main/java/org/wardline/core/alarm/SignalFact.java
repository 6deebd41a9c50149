package org.wardline.core.alarm;

import java.util.List;
import java.util.Map;

/** No device that owes a sign has a fresh value of it, and one of them talks (section 6). */
final class SignalFact implements Fact {
    private final Witnesses sign;

    SignalFact(Witnesses sign) {
        this.sign = sign;
    }

    @Override
    public void judge(Condition condition, Moment moment) {
        boolean isOwed = false;
        boolean areAllSilent = true;
        boolean areAllLost = true;
        boolean isAnyTalking = false;
        List<Witness> witnesses = sign.list;
        for (int at = 0; at < witnesses.size(); at++) {
            Witness witness = witnesses.get(at);
            if (!witness.isContinuous()) {
                continue;
            }
            isOwed = true;
            areAllSilent &= witness.link.isSilent;
            areAllLost &= witness.isLost(moment);
            isAnyTalking |= witness.link.cameWithin(witness.staleMs, moment.nowMs);
        }
        if (!isOwed) {
            condition.gone("unlinked", moment);
        } else if (areAllSilent) {
            condition.gone("grouped", moment);
        } else {
            Raw lost = isAnyTalking ? Raw.BEYOND : Raw.BETWEEN;
            condition.say(Priorities.LOW, areAllLost ? lost : Raw.BACK, moment);
            condition.say(Priorities.MEDIUM, areAllLost ? lost : Raw.BACK, moment);
        }
    }

    /** Of the first linked: off; else what was wrong with the newest attempt; else late or missing. */
    @Override
    public Map<String, Object> cause(int level, Moment moment) {
        for (Witness first : sign.list) {
            if (first.isContinuous()) {
                return Map.of("why", why(first, moment.nowMs));
            }
        }
        return Map.of();
    }

    private static String why(Witness witness, long nowMs) {
        if (witness.isOff) {
            return "off";
        }
        if (witness.trouble != null) {
            return witness.trouble;
        }
        return witness.wasTried && nowMs - witness.cameAtMs < witness.staleMs ? "late" : "missing";
    }
}
