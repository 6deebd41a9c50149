package org.wardline.buffer;

import java.util.Arrays;
import java.util.List;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.Quality;
import org.wardline.vitals.log.NoteEntry;

/**
 * How the entries of a block are written, schema 1. A block stands alone: names are spelled once in it and numbered from 0 in the
 * order in which they come, numbers are differences from what was to be expected, and like stands beside like, so that deflate
 * finds little left to do.
 *
 * <pre>
 * body    = number of columns, length of each, the columns; all numbers are varints, signed ones zigzag
 * AT      per entry: at - at of the entry before
 * SHAPE   per entry: 0 event, 1 change, 2 intent, else 3 + number of the shape (a new one is spelled in NAMES)
 * NAMES   texts in order of need: notes; devices; beds; signs; shapes
 * DEVICE  per reading: number of the device - (number of the device before + 1)
 * BED     per reading: 0 as last for this device (at first: none), 1 none, 2 a new bed, else 3 + number of the bed
 * SEQ     per reading: difference from last + 1 of this device; at its first reading, from the seq before
 * WALL    per reading: how much more received has moved on than at since the reading before
 * CLOCK   per reading: measured - expected. Expected: last of this device + its last step; at its second reading, last + what
 *         received has moved on; at its first, received - how late the reading before was. Then, where the clock is corrected or
 *         untrusted: correction - last correction of this device
 * VALUE   one column a sign, in order of the signs: per value, difference from the last of the same device and sign, else of
 *         the sign, in units of 10^-k, doubled; k begins at 0 and rises for good where a value needs it:
 *         1, k announces another k; 1, 31 a raw double of 8 bytes instead
 * shape   = clock, number of measurements, each: number of the sign, quality × 2 + whether it has a value
 * </pre>
 *
 * A value survives bit for bit: as a whole number of 10^-k only where dividing gives the very same double.
 */
final class EntryCodec {
    static final int SCHEMA = 1;

    static final int AT = 0;
    static final int SHAPE = 1;
    static final int NAMES = 2;
    static final int DEVICE = 3;
    static final int BED = 4;
    static final int SEQ = 5;
    static final int WALL = 6;
    static final int CLOCK = 7;
    static final int FIRST_VALUE = 8;

    static final int SHAPE_EVENT = 0;
    static final int SHAPE_CHANGE = 1;
    static final int SHAPE_INTENT = 2;
    static final int FIRST_SHAPE = 3;
    static final int BED_AS_LAST = 0;
    static final int BED_NONE = 1;
    static final int BED_NEW = 2;
    static final int FIRST_BED = 3;

    static final int ESCAPE = 1;
    static final int RAW = 31;
    static final int MAX_SCALE = 6;

    /** Beyond it a double has no room for the last digit. */
    static final double MAX_SCALED = 1L << 50;

    static final double[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private static final List<Quality> QUALITIES = List.of(
            Quality.GOOD,
            Quality.DOUBTFUL,
            Quality.NO_VALUE,
            Quality.OUT_OF_RANGE,
            Quality.PROBE_OFF,
            Quality.LEADS_OFF,
            Quality.MOTION,
            Quality.ARTEFACT,
            Quality.CALIBRATING,
            Quality.TEST);
    private static final List<ClockQuality> CLOCKS =
            List.of(ClockQuality.NONE, ClockQuality.DEVICE, ClockQuality.CORRECTED, ClockQuality.UNTRUSTED);

    private EntryCodec() {}

    /** What a value before counts as in units of 10^-k; a raw one that is too large counts as none. */
    static long scaled(double value, double power) {
        double scaled = Math.rint(value * power);
        return Math.abs(scaled) < MAX_SCALED ? (long) scaled : 0;
    }

    /** The last values of a device by number of the sign, NaN where it had none yet. */
    static double[] withRoom(double[] values, int number) {
        if (number < values.length) {
            return values;
        }
        double[] more = Arrays.copyOf(values, number * 2);
        Arrays.fill(more, values.length, more.length, Double.NaN);
        return more;
    }

    // Codes on the disk are places in the lists above, never ordinals: the enums may be put in another order, the lists
    // only grow.

    static int code(Quality quality) {
        return QUALITIES.indexOf(quality);
    }

    static Quality quality(int code) {
        return QUALITIES.get(code);
    }

    static int code(ClockQuality clock) {
        return CLOCKS.indexOf(clock);
    }

    static ClockQuality clock(int code) {
        return CLOCKS.get(code);
    }

    /** Whether a reading of this quality has a correction beside it. */
    static boolean isCorrected(ClockQuality clock) {
        return clock == ClockQuality.CORRECTED || clock == ClockQuality.UNTRUSTED;
    }

    static int code(NoteEntry.Kind kind) {
        return switch (kind) {
            case EVENT -> SHAPE_EVENT;
            case CHANGE -> SHAPE_CHANGE;
            case INTENT -> SHAPE_INTENT;
        };
    }
}
