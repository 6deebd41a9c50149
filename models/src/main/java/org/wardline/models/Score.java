package org.wardline.models;

import org.wardline.vitals.StayId;

/**
 * What a model says of one patient at one time.
 *
 * @param value 0 to 1: the share of ordinary windows that are less unusual than this one
 */
public record Score(StayId stay, long atMs, String model, String version, double value, Explanation explanation) {
    @Override
    public String toString() {
        return "score of " + model + " " + version + " for " + stay; // never the value: this may reach a log
    }
}
