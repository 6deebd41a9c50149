package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.Waveform;

class WaveCodeTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void givenSamples_whenCoded_thenEachComesBackWithinHalfAStep(long seed) {
        Random random = new Random(seed);
        float[] samples = new float[250];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = random.nextInt(10) == 0
                    ? Float.NaN
                    : (float) (random.nextGaussian() * Math.pow(10, (double) seed - 3));
        }

        JsonObject json = WaveCode.json(new BedId("7"), wave(samples));

        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(json.getString("samples")))
                .order(ByteOrder.LITTLE_ENDIAN);
        double scale = json.getDouble("scale");
        for (float sample : samples) {
            short coded = bytes.getShort();
            if (Float.isNaN(sample)) {
                assertThat(coded).isEqualTo(WaveCode.MISSING);
            } else {
                assertThat(coded).isNotEqualTo(WaveCode.MISSING);
                assertThat(coded * scale + json.getDouble("offset")).isCloseTo(sample, within(scale * 0.51));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 1.5f, Float.NaN})
    void givenFlatOrEmptyChunk_whenCoded_thenItStaysFlatOrEmpty(float value) {
        JsonObject json = WaveCode.json(new BedId("7"), wave(new float[] {value, value}));

        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(json.getString("samples")))
                .order(ByteOrder.LITTLE_ENDIAN);
        short coded = bytes.getShort();
        if (Float.isNaN(value)) {
            assertThat(coded).isEqualTo(WaveCode.MISSING);
        } else {
            assertThat(coded * json.getDouble("scale") + json.getDouble("offset"))
                    .isEqualTo(value);
        }
    }

    private static Waveform wave(float[] samples) {
        return new Waveform(new DeviceId("m-1"), VitalSign.ECG_II, Reading.NO_SEQ, 0, 250, samples);
    }
}
