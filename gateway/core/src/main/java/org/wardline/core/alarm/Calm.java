package org.wardline.core.alarm;

import java.util.List;
import org.wardline.core.alarm.AlarmEvent.ReadingHeard;

/**
 * The short way of a steady reading. A witness is calm while any next value inside its band can change nothing but NEWS2: no
 * limit is crossed, no level of its rules is on or running. A reading of calm witnesses alone is remembered; NEWS2 is judged
 * when one scores other points, and nothing else is.
 *
 * <p>Bands hold for one epoch of a stay; whatever else happens to it begins a new one: an event that is no reading, something
 * that is due, a reading that is not calm. Measured with 1,000 stays of four signs: the long way touches some ten kilobytes of
 * a stay, which are in no cache then, and costs several times the short one.
 */
final class Calm {
    private final Floor floor;
    private final Moment moment;
    private final Band band = new Band();

    /** From a lowest to a highest value, both ends included; reused. */
    static final class Band {
        double low;
        double high;
    }

    Calm(Floor floor) {
        this.floor = floor;
        this.moment = floor.moment;
    }

    /** Whether a reading that is no repeat and not ahead of time is of calm witnesses alone. */
    boolean isCalm(DeviceLink link, List<SignValue> values, boolean isTimed) {
        if (link.isAhead || link.isQuiet || link.isFrozen(floor.settings.ages.frozenMs())) {
            return false;
        }
        long epoch = link.stay.subject.calmEpoch;
        for (int at = 0; at < values.size(); at++) {
            SignValue said = values.get(at);
            Witness witness = link.expect(at, said.sign());
            if (witness == null || witness.calmEpoch != epoch || !isCalm(witness, said, isTimed)) {
                return false;
            }
        }
        for (Witness witness : link.witnesses) {
            if (witness.isContinuous() && witness.isLost(moment)) {
                return false; // its signal must be judged
            }
        }
        return true;
    }

    private boolean isCalm(Witness witness, SignValue said, boolean isTimed) {
        return said.value() >= witness.calmLow
                && said.value() <= witness.calmHigh
                && said.exact() == null
                && said.flag() != SignValue.Flag.OFF
                && said.flag() != SignValue.Flag.ARTEFACT
                && witness.isYoung(witness.atMs, moment.nowMs)
                && witness.isYoung(moment.measuredAtMs, moment.nowMs)
                && !(isTimed && moment.measuredAtMs <= witness.triedAtMs);
    }

    /** After a reading was judged: its witnesses are calm from now, or the whole stay is not. */
    void grant(DeviceLink link, ReadingHeard heard) {
        Subject stay = link.stay.subject;
        List<SignValue> values = heard.values();
        for (int at = 0; at < values.size(); at++) {
            Witness witness = link.expect(at, values.get(at).sign());
            if (witness == null || !isGranted(witness)) {
                stay.calmEpoch++;
                return;
            }
        }
    }

    private boolean isGranted(Witness witness) {
        Witnesses sign = witness.of;
        if (!witness.isTouched(moment) || witness.exact != null || sign.disagree != null) {
            return false;
        }
        band.low = sign.range.low();
        band.high = sign.range.high();
        for (int at = 0; at < sign.judges.size(); at++) {
            Condition condition = sign.judges.get(at);
            boolean isFree = switch (condition.fact) {
                case RuleFact rule -> condition.isIdle() && rule.narrow(sign, band, moment);
                case News2Fact news2 -> news2.isSteady(witness);
                default -> true; // overdue goes by the score
            };
            if (!isFree) {
                return false;
            }
        }
        witness.calmEpoch = witness.link.stay.subject.calmEpoch;
        witness.link.stay.news2.band(witness);
        witness.calmLow = band.low;
        witness.calmHigh = band.high;
        return witness.value >= band.low && witness.value <= band.high;
    }
}
