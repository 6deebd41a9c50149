package org.wardline.app.station;

import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.wardline.vitals.BedId;
import org.wardline.vitals.Waveform;

/**
 * A chunk of a waveform as the page reads it: samples are 16-bit little-endian integers in base64, value = sample × scale +
 * offset, and {@link #MISSING} where there is none. A 12-bit monitor loses nothing.
 */
final class WaveCode {
    static final short MISSING = Short.MIN_VALUE;

    /** Steps between the least and the greatest sample of a chunk; leaves {@link #MISSING} free. */
    private static final int STEPS = 65_000;

    private WaveCode() {}

    static JsonObject json(BedId bed, Waveform wave) {
        float least = Float.POSITIVE_INFINITY;
        float greatest = Float.NEGATIVE_INFINITY;
        for (int at = 0; at < wave.length(); at++) {
            if (!Float.isNaN(wave.sample(at))) {
                least = Math.min(least, wave.sample(at));
                greatest = Math.max(greatest, wave.sample(at));
            }
        }
        boolean hasSamples = least <= greatest;
        double offset = hasSamples ? (least + (double) greatest) / 2 : 0;
        double scale = hasSamples && greatest > least ? (greatest - (double) least) / STEPS : 1;
        return new JsonObject()
                .put("bed", bed.name())
                .put("wave", wave.sign().shortName())
                .put("start", wave.startMs())
                .put("hz", wave.hz())
                .put("n", wave.length())
                .put("scale", scale)
                .put("offset", offset)
                .put("samples", packed(wave, scale, offset));
    }

    private static String packed(Waveform wave, double scale, double offset) {
        ByteBuffer bytes = ByteBuffer.allocate(wave.length() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < wave.length(); at++) {
            float sample = wave.sample(at);
            bytes.putShort(Float.isNaN(sample) ? MISSING : (short) Math.round((sample - offset) / scale));
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
