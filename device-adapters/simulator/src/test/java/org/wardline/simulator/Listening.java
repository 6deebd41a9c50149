package org.wardline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import org.wardline.adapter.json.JsonAdapter;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.Waveform;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.RawMessage;

/** What a gateway hears of a simulated ward, read by the gateway's own decoder; nothing of it may be dropped. */
final class Listening {
    private static final JsonAdapter ADAPTER = new JsonAdapter();

    private final List<Reading> readings = new ArrayList<>();
    private final List<Waveform> waveforms = new ArrayList<>();

    /** Hears a ward from its start, in steps as of a running demo. */
    static Listening to(SimulatedWard ward, long startMs, long lengthMs) {
        var listening = new Listening();
        for (long atMs = 250; atMs <= lengthMs; atMs += 250) {
            ward.advance(startMs + atMs).forEach(listening::hear);
        }
        return listening;
    }

    void hear(SimulatedMessage message) {
        String topic = "wards/w1/devices/" + message.device() + "/" + message.kind();
        var decoding = ADAPTER.decode(RawMessage.of(topic, message.device(), message.dueMs(), message.payload()));
        assertThat(decoding).isInstanceOfSatisfying(Decoded.class, decoded -> {
            assertThat(decoded.dropped()).isEmpty();
            assertThat(decoded.rejected()).isEmpty();
            readings.addAll(decoded.readings());
            waveforms.addAll(decoded.waveforms());
        });
    }

    List<Reading> readings() {
        return readings;
    }

    List<Reading> of(DeviceId device) {
        return readings.stream()
                .filter(reading -> reading.device().equals(device))
                .toList();
    }

    List<Waveform> waves(DeviceId device, VitalSign sign) {
        return waveforms.stream()
                .filter(wave -> wave.device().equals(device) && wave.sign() == sign)
                .toList();
    }

    /** When usable values of a sign had been beyond without a break for so long: an alarm's rule, the simplest way. */
    OptionalDouble crossesAfterSeconds(DeviceId device, VitalSign sign, DoublePredicate isBeyond, long delayMs) {
        List<Reading> heard = of(device);
        long firstMs = heard.getFirst().measuredAtMs();
        long sinceMs = -1;
        for (Reading reading : heard) {
            for (Measurement value : reading.values()) {
                if (value.sign() == sign && value.hasValue() && value.quality().isUsable()) {
                    sinceMs = isBeyond.test(value.value()) ? (sinceMs < 0 ? reading.measuredAtMs() : sinceMs) : -1;
                    if (sinceMs >= 0 && reading.measuredAtMs() - sinceMs >= delayMs) {
                        return OptionalDouble.of((reading.measuredAtMs() - firstMs) / 1000.0);
                    }
                }
            }
        }
        return OptionalDouble.empty();
    }
}
