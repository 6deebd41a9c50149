package org.wardline.core.news2;

import java.util.ArrayList;
import java.util.List;

/**
 * One NEWS2, part by part: what is certain and what is possible (Royal College of Physicians, NEWS2, London 2017, chart 1;
 * a part that is not known spans 0 to its maximum: Wardline alarm engine, section 8).
 *
 * <p>Reused for each scoring: {@link #clear}, then what is known, then the sums.
 */
public final class News2Tally {
    private static final Part[] PARTS = Part.values();
    private static final int UP_TO_SPO2_WITHOUT_OXYGEN = 92;

    private final int[] least = new int[PARTS.length];
    private final int[] most = new int[PARTS.length];
    private int known;
    private int scale = 1;

    /** Forgets all, and takes the SpO2 scale: 1, or 2 for confirmed hypercapnic failure. */
    public void clear(int spo2Scale) {
        scale = spo2Scale;
        known = 0;
        for (Part part : PARTS) {
            least[part.index()] = 0;
            most[part.index()] = part.maximum();
        }
    }

    /** A number of a part that is scored by bands; on scale 2, tell oxygen before SpO2. */
    public void number(Part part, News2Number value) {
        if (part == Part.SPO2 && scale == 2) {
            spo2OnScale2(value);
        } else {
            known(part, part.bands().points(value));
        }
    }

    /** Whether oxygen is given. Unknown is not air: then this is not called. */
    public void oxygen(boolean isGiven) {
        known(Part.O2, isGiven ? Part.O2.maximum() : 0);
    }

    /** A for alert; C, V, P and U all count as much. */
    public void consciousness(boolean isAlert) {
        known(Part.CONSCIOUSNESS, isAlert ? 0 : Part.CONSCIOUSNESS.maximum());
    }

    private void spo2OnScale2(News2Number value) {
        known |= 1 << Part.SPO2.index();
        int points = Bands.SPO2_SCALE_2.points(value);
        boolean dependsOnOxygen = value.roundsAbove(UP_TO_SPO2_WITHOUT_OXYGEN);
        boolean isOxygenKnown = isKnown(Part.O2);
        boolean isOnOxygen = isOxygenKnown && least[Part.O2.index()] > 0;
        least[Part.SPO2.index()] = dependsOnOxygen && !isOnOxygen ? 0 : points;
        most[Part.SPO2.index()] = dependsOnOxygen && isOxygenKnown && !isOnOxygen ? 0 : points;
    }

    private void known(Part part, int points) {
        known |= 1 << part.index();
        least[part.index()] = points;
        most[part.index()] = points;
    }

    public boolean isKnown(Part part) {
        return (known & (1 << part.index())) != 0;
    }

    /** The least that one part can be. */
    public int least(Part part) {
        return least[part.index()];
    }

    /** The most that one part can be. */
    public int most(Part part) {
        return most[part.index()];
    }

    /** The sum that is certain. */
    public int least() {
        int sum = 0;
        for (int points : least) {
            sum += points;
        }
        return sum;
    }

    /** The greatest sum that is possible. */
    public int most() {
        int sum = 0;
        for (int points : most) {
            sum += points;
        }
        return sum;
    }

    /** Whether a part is certainly 3. */
    public boolean hasThree() {
        for (int points : least) {
            if (points == 3) {
                return true;
            }
        }
        return false;
    }

    /** Whether a part could be 3. */
    public boolean canHaveThree() {
        for (int points : most) {
            if (points == 3) {
                return true;
            }
        }
        return false;
    }

    /** The parts that are not known, in the order of the chart. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (Part part : PARTS) {
            if (!isKnown(part)) {
                missing.add(part.wireName());
            }
        }
        return missing;
    }
}
