package org.wardline.vitals;

/** A chunk of samples of one waveform. Shown live and kept for a minute; outside the promise that readings have. */
public final class Waveform {
    /** The longest chunk. */
    public static final int MAX_SECONDS = 10;

    private final DeviceId device;
    private final VitalSign sign;
    private final long seq;
    private final long startMs;
    private final double hz;
    private final float[] samples;

    /**
     * A chunk.
     *
     * @param seq the device's own count of chunks, or {@link Reading#NO_SEQ}
     * @param startMs epoch milliseconds of the first sample
     * @param hz samples a second
     * @param samples in the sign's unit, NaN where one is missing; copied
     */
    public Waveform(DeviceId device, VitalSign sign, long seq, long startMs, double hz, float[] samples) {
        if (!(hz > 0) || samples.length > hz * MAX_SECONDS + 1) {
            throw new IllegalArgumentException("a chunk holds at most " + MAX_SECONDS + " s of samples");
        }
        this.device = device;
        this.sign = sign;
        this.seq = seq;
        this.startMs = startMs;
        this.hz = hz;
        this.samples = samples.clone();
    }

    public DeviceId device() {
        return device;
    }

    public VitalSign sign() {
        return sign;
    }

    public long seq() {
        return seq;
    }

    public long startMs() {
        return startMs;
    }

    public double hz() {
        return hz;
    }

    /** How many samples. */
    public int length() {
        return samples.length;
    }

    /** The sample at a place, NaN where it is missing. */
    public float sample(int at) {
        return samples[at];
    }

    @Override
    public String toString() {
        return sign + " of " + device + ", " + samples.length + " samples"; // never the samples
    }
}
