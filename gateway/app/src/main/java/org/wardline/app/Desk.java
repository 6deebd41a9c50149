package org.wardline.app;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wardline.app.station.Acts;
import org.wardline.app.station.StationPorts;
import org.wardline.app.station.StationPorts.Health;
import org.wardline.app.wire.Json;
import org.wardline.core.Turn;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.alarm.AlarmChange;

/** What stations ask of the gateway and do to it. Called on the station's context; the ward's is reached by handing over. */
final class Desk implements Acts {
    private final Gateway gateway;
    private final Metrics metrics;
    private final StationPorts.Desks desks;

    Desk(Gateway gateway, Metrics metrics, StationPorts.Desks desks) {
        this.desks = desks;
        this.gateway = gateway;
        this.metrics = metrics;
    }

    StationPorts ports() {
        return new StationPorts(
                gateway::view,
                this,
                () -> gateway.now().atMs(),
                System::currentTimeMillis,
                () -> new Health(true, Json.text(Map.of("live", true))),
                this::ready,
                this::ward,
                metrics::text,
                desks);
    }

    private Health ready() {
        return new Health(gateway.isReady(), Json.text(Map.of("ready", gateway.isReady())));
    }

    /** Fit to watch patients: takes readings, judges them, and can keep what it is told. */
    private Health ward() {
        Map<String, Object> said = new LinkedHashMap<>();
        String state = gateway.condition().state();
        said.put("state", state);
        said.put("reasons", gateway.condition().reasons());
        return new Health(gateway.isReady() && !state.equals("blind"), Json.text(said));
    }

    @Override
    public Future<Answer> acknowledge(Acknowledgement wanted) {
        return gateway.act(at -> new AlarmEvent.Acknowledge(
                        at, wanted.alarm(), wanted.version(), wanted.who(), wanted.station()))
                .map(turn -> answer(turn).orElse(new Answer("unknown", "")));
    }

    private static Optional<Answer> answer(Turn turn) {
        return turn.changes().stream()
                .filter(change -> change.change().equals("answer"))
                .map(Desk::answer)
                .findFirst();
    }

    private static Answer answer(AlarmChange said) {
        return new Answer(said.text("result").orElse("unknown"), said.text("by").orElse(""));
    }

    @Override
    public void alive(String station, boolean isVisible, boolean canSound) {
        gateway.happened(at -> new AlarmEvent.StationAlive(at, station, isVisible, canSound));
    }

    @Override
    public void lost(String station) {
        gateway.happened(at -> new AlarmEvent.StationLost(at, station));
    }

    @Override
    public void saw(String station, String alarm, int version, boolean isVisible) {
        gateway.happened(at -> new AlarmEvent.StationSaw(at, station, alarm, version, isVisible));
    }
}
