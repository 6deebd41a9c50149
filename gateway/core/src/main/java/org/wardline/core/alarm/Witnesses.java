package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is said of one sign of one stay: one witness a device, in the order in which the devices were linked. */
final class Witnesses {
    final String sign;
    final SignTable.HardRange range;

    /** For NEWS2, so long a device's value counts; else 0. */
    final long news2AgeMs;

    final List<Witness> list = new ArrayList<>();

    /** Conditions that a value of this sign can change, whoever gave it. */
    final List<Condition> judges = new ArrayList<>();

    /** Made with the first contract that owes the sign, and with the second device that gives it. */
    @Nullable
    Condition signal;

    @Nullable
    Condition disagree;

    Witnesses(String sign) {
        this.sign = sign;
        this.range = SignTable.range(sign);
        this.news2AgeMs = News2Fact.ageMs(sign);
    }

    void add(Witness witness) {
        int place = list.size();
        while (place > 0 && list.get(place - 1).link.order > witness.link.order) {
            place--;
        }
        list.add(place, witness);
    }

    boolean isWatched() {
        for (int at = 0; at < list.size(); at++) {
            if (list.get(at).isWatched()) {
                return true;
            }
        }
        return false;
    }

    int withValues() {
        int count = 0;
        for (int at = 0; at < list.size(); at++) {
            count += list.get(at).hasValue ? 1 : 0;
        }
        return count;
    }

    /** Whether the highest and the lowest fresh value are further apart than that. */
    boolean areApart(BigDecimal tolerance, long nowMs) {
        Witness lowest = null;
        Witness highest = null;
        for (Witness witness : list) {
            if (!witness.isFresh(nowMs)) {
                continue;
            }
            lowest = lowest == null || compare(witness, lowest) < 0 ? witness : lowest;
            highest = highest == null || compare(witness, highest) > 0 ? witness : highest;
        }
        return lowest != null
                && highest != null
                && Decimals.minus(
                                        Decimals.exact(highest.value, highest.exact),
                                        Decimals.exact(lowest.value, lowest.exact))
                                .compareTo(tolerance)
                        > 0;
    }

    private static int compare(Witness a, Witness b) {
        return Decimals.compare(a.value, a.exact, b.value, b.exact);
    }
}
