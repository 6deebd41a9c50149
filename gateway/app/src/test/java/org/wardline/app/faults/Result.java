package org.wardline.app.faults;

import java.util.List;
import java.util.Locale;

/**
 * What came of a fault.
 *
 * @param latenciesMs of the alarms that came, in order
 * @param acknowledged how many readings were acknowledged while it lasted, of so many
 * @param storedAgainS how long after its cure all readings were acknowledged; negative where they never were, NaN without a cure
 * @param silences alarms that a device is silent: none was
 */
record Result(
        String fault,
        int alarms,
        List<Double> latenciesMs,
        long acknowledged,
        long readings,
        double storedAgainS,
        int silences,
        String note) {
    static final String HEAD =
            "| fault | alarms | missed | p50 ms | p99 ms | worst ms | acknowledged meanwhile | all stored after | |\n"
                    + "| --- | --- | --- | --- | --- | --- | --- | --- | --- |";
    private static final double P99_MS = 1_000;
    static final double WORST_MS = 2_000;

    int missed() {
        return alarms - latenciesMs.size();
    }

    private double quantileMs(double share) {
        return latenciesMs.isEmpty() ? Double.NaN : latenciesMs.get((int) (share * (latenciesMs.size() - 1)));
    }

    boolean isGood() {
        return missed() == 0
                && quantileMs(0.99) <= P99_MS
                && quantileMs(1) <= WORST_MS
                && silences == 0
                && !(storedAgainS < 0);
    }

    @Override
    public String toString() {
        String again = Double.isNaN(storedAgainS)
                ? "–"
                : storedAgainS < 0 ? "never" : String.format(Locale.ROOT, "%.0f s", storedAgainS);
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.1f | %.1f | %.1f | %d of %d | %s | %s%s%s |",
                fault,
                alarms,
                missed(),
                quantileMs(0.5),
                quantileMs(0.99),
                quantileMs(1),
                acknowledged,
                readings,
                again,
                note,
                silences == 0 ? "" : " " + silences + " devices called silent",
                isGood() ? "" : " FAILED");
    }
}
