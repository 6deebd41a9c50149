package org.wardline.sync.uplink;

import java.util.function.DoubleSupplier;

/** How long to leave a record system alone: doubling, with jitter, so that many gateways do not come back at once. */
public final class Backoff {
    private final long firstMs;
    private final long capMs;
    private final DoubleSupplier chance;
    private int failures;

    /**
     * A back-off that has seen no failure.
     *
     * @param firstMs the longest wait after the first failure
     * @param capMs the longest wait of all
     * @param chance 0 to below 1
     */
    public Backoff(long firstMs, long capMs, DoubleSupplier chance) {
        this.firstMs = firstMs;
        this.capMs = capMs;
        this.chance = chance;
    }

    /** One more failure: how long to wait, between a half and the whole of what is due. */
    public long failed() {
        double due = Math.min((double) capMs, firstMs * Math.pow(2, failures));
        failures = Math.min(failures + 1, Long.SIZE);
        return (long) (due / 2 + due / 2 * chance.getAsDouble());
    }

    /** It works again. */
    public void worked() {
        failures = 0;
    }
}
