package org.wardline.models;

import static org.wardline.models.Watched.HEART;
import static org.wardline.models.Watched.MEAN;
import static org.wardline.models.Watched.PULSE;
import static org.wardline.models.Watched.SYSTOLIC;

import java.util.List;
import org.wardline.models.Features.Kind;
import org.wardline.models.Features.Relation;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;

/**
 * The last twelve hours of one patient, bounded, and the vector of features that a model sees of them.
 *
 * <p>A value lands at the time it was measured, or, if that is ahead, at the time it was received. The order of arrival does not matter. Values that
 * are no ground to judge a patient by ({@link org.wardline.vitals.Quality#isUsable}) are left out. Nothing is
 * kept on disk: after a restart it is filled again from the readings of the log.
 */
public final class FeatureWindow {
    /** A clock that falls back further than this makes everything before it a time that cannot be compared. */
    static final long CLOCK_BACK_MS = 3_600_000;

    private final SignWindow[] signs = new SignWindow[Watched.values().length];
    private long newestReceivedMs = Long.MIN_VALUE;

    public FeatureWindow() {
        clear();
    }

    /** Takes what a device reported. */
    public void hear(Reading reading) {
        if (newestReceivedMs != Long.MIN_VALUE && reading.receivedAtMs() < newestReceivedMs - CLOCK_BACK_MS) {
            clear();
            newestReceivedMs = Long.MIN_VALUE;
        }
        newestReceivedMs = Math.max(newestReceivedMs, reading.receivedAtMs());
        long atMs = Math.min(reading.measuredAtMs(), reading.receivedAtMs());
        double systolic = Double.NaN;
        double diastolic = Double.NaN;
        double mean = Double.NaN;
        List<Measurement> values = reading.values();
        for (int at = 0; at < values.size(); at++) {
            Measurement value = values.get(at);
            int index = Watched.indexOf(value.sign());
            if (index == Watched.NOT_WATCHED
                    || !value.hasValue()
                    || !value.quality().isUsable()) {
                continue;
            }
            signs[index].add(atMs, value.value());
            systolic = index == SYSTOLIC.index() ? value.value() : systolic;
            diastolic = index == Watched.DIASTOLIC.index() ? value.value() : diastolic;
            mean = index == MEAN.index() ? value.value() : mean;
        }
        if (Double.isNaN(mean) && !Double.isNaN(systolic + diastolic)) {
            signs[MEAN.index()].add(atMs, (systolic + 2 * diastolic) / 3);
        }
    }

    /** How many of HR, SpO2, RR, SBP, MAP and Temp have a value that speaks for the last minutes. */
    public int freshSigns(long nowMs) {
        int fresh = 0;
        for (Watched sign : Features.signs()) {
            fresh += window(sign, nowMs).isFresh(nowMs) ? 1 : 0;
        }
        return fresh;
    }

    /** Writes the features as of now; what is not known is NaN. */
    public void compute(long nowMs, float[] vector) {
        for (Watched sign : Features.signs()) {
            SignWindow window = window(sign, nowMs);
            double level = window.level(nowMs);
            boolean isKnown = !Double.isNaN(level);
            put(vector, Features.at(sign, Kind.LEVEL), level);
            put(vector, Features.at(sign, Kind.DEVIATION), isKnown ? window.deviation(nowMs, level) : Double.NaN);
            double change = isKnown ? window.change(level) : Double.NaN;
            boolean isDense = Features.isStreamed(sign) && window.isDense();
            put(vector, Features.at(sign, Kind.STEP), isDense ? Double.NaN : change);
            if (Features.isStreamed(sign)) {
                put(vector, Features.at(sign, Kind.CHANGE), isDense ? change : Double.NaN);
                put(vector, Features.at(sign, Kind.VARIABILITY), window.variability(nowMs));
                put(vector, Features.at(sign, Kind.FROZEN), window.frozen(nowMs));
                put(vector, Features.at(sign, Kind.GAPS), window.gaps(nowMs));
            }
        }
        relate(nowMs, vector);
    }

    private void relate(long nowMs, float[] vector) {
        double heart = vector[Features.at(HEART, Kind.LEVEL)];
        double systolic = vector[Features.at(SYSTOLIC, Kind.LEVEL)];
        double mean = vector[Features.at(MEAN, Kind.LEVEL)];
        double breaths = vector[Features.at(Watched.BREATHING, Kind.LEVEL)];
        double difference = signs[HEART.index()].level(nowMs) - signs[PULSE.index()].level(nowMs);
        put(vector, Features.at(Relation.PULSE_DIFFERENCE), Math.abs(difference));
        put(vector, Features.at(Relation.SHOCK_INDEX), ratio(heart, systolic));
        put(vector, Features.at(Relation.BEATS_PER_BREATH), ratio(heart, breaths));
        put(vector, Features.at(Relation.PULSE_PRESSURE), ratio(Math.max(0, systolic - mean), mean));
    }

    /** The pulse of the oximeter stands in for a heart rate that is not there. */
    private SignWindow window(Watched sign, long nowMs) {
        SignWindow own = signs[sign.index()];
        return sign == HEART && !own.isFresh(nowMs) ? signs[PULSE.index()] : own;
    }

    private void clear() {
        for (Watched sign : Watched.values()) {
            signs[sign.index()] = new SignWindow(sign);
        }
    }

    private static double ratio(double over, double under) {
        return under < 1 ? Double.NaN : over / under;
    }

    private static void put(float[] vector, int at, double value) {
        Features.Feature feature = Features.list().get(at);
        vector[at] = (float) Math.clamp(value, feature.low(), feature.high());
    }
}
