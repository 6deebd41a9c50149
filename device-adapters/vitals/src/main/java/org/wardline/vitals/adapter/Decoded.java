package org.wardline.vitals.adapter;

import java.util.List;
import org.wardline.vitals.Reading;
import org.wardline.vitals.Waveform;

/**
 * A message that was understood, at least in part.
 *
 * @param dropped values that gave nothing, one reason each; the rest of their reading lives
 * @param rejected elements of an array that could not be read; the others are here
 * @param unmapped some of the keys or codes that name no sign we know
 */
public record Decoded(
        List<Reading> readings,
        List<Waveform> waveforms,
        List<Reason> dropped,
        List<Rejected> rejected,
        List<Unmapped> unmapped)
        implements Decoding {
    public Decoded {
        readings = List.copyOf(readings);
        waveforms = List.copyOf(waveforms);
        dropped = List.copyOf(dropped);
        rejected = List.copyOf(rejected);
        unmapped = List.copyOf(unmapped);
    }

    /** All keys are known. */
    public Decoded(List<Reading> readings, List<Waveform> waveforms, List<Reason> dropped, List<Rejected> rejected) {
        this(readings, waveforms, dropped, rejected, List.of());
    }
}
