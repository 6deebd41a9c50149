package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.OptionalDouble;
import org.wardline.app.records.Shifts;
import org.wardline.vitals.BedId;

/** A station over a {@link DemoWard}, live: a view four times a second and half a second of waves twice. */
final class DemoStation {
    private static final long WAVE_MS = 500;
    private final Vertx vertx;
    final DemoWard ward;
    final StationServer server;
    final DemoRecord record;
    private long wavesToMs;

    DemoStation(Vertx vertx, DemoWard ward, StationSettings settings) {
        this.vertx = vertx;
        this.ward = ward;
        record = new DemoRecord(() -> ward.at(monotonicMs(), System.currentTimeMillis()), System::currentTimeMillis);
        var past = new DemoPast(() -> ward.at(monotonicMs(), System.currentTimeMillis()), record);
        var up = new StationPorts.Health(true, "{\"state\":\"ok\"}");
        var ports = new StationPorts(
                () -> ward.at(monotonicMs(), System.currentTimeMillis()),
                ward,
                DemoStation::monotonicMs,
                System::currentTimeMillis,
                () -> up,
                () -> up,
                () -> up,
                () -> "# a demo counts nothing\n",
                new StationPorts.Desks(
                        record,
                        Records.none(Shifts.USUAL),
                        new CarePorts(Optional.empty(), Optional.of(past)),
                        Optional.empty()));
        server = new StationServer(vertx, ports, settings);
    }

    static long monotonicMs() {
        return System.nanoTime() / 1_000_000;
    }

    Future<Void> start() {
        wavesToMs = System.currentTimeMillis();
        return server.start().onSuccess(_ -> {
            vertx.setPeriodic(250, _ -> server.publish());
            vertx.setPeriodic(WAVE_MS, _ -> waves());
        });
    }

    private void waves() {
        for (int bed = 1; bed <= ward.beds(); bed++) {
            OptionalDouble beats = ward.beats(bed);
            if (beats.isPresent()) {
                BedId id = new BedId(String.format(java.util.Locale.ROOT, "%02d", bed));
                server.waveform(id, DemoWaves.ecg(bed, beats.getAsDouble(), wavesToMs, WAVE_MS));
                double amplitude =
                        bed == 4 ? 0 : bed == 7 || bed == 2 ? 0.4 : 0.9; // a probe that is off sends on, flat
                server.waveform(id, DemoWaves.pleth(bed, beats.getAsDouble(), amplitude, wavesToMs, WAVE_MS));
                server.waveform(id, DemoWaves.resp(bed, 16, wavesToMs, WAVE_MS));
            }
        }
        wavesToMs += WAVE_MS;
    }
}
