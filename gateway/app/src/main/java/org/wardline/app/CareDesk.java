package org.wardline.app;

import io.vertx.core.Vertx;
import java.util.Optional;
import org.wardline.app.evidence.EvidenceDesk;
import org.wardline.app.history.LogReader;
import org.wardline.app.limits.PreviewDesk;
import org.wardline.app.limits.Source;
import org.wardline.app.station.CarePorts;
import org.wardline.app.wire.LogWording;

/** What a gateway offers of limits and past alarms. */
final class CareDesk {
    private CareDesk() {}

    static CarePorts of(Gateway gateway, Parts parts, Vertx vertx, LogReader reader) throws Refused {
        var source = new Source(
                gateway.store().log(),
                gateway::whose,
                parts.alarms(),
                new LogWording(),
                parts.plan().isPlain());
        var previews = new PreviewDesk(vertx, reader, source, () -> System.nanoTime() / 1_000_000);
        var evidence = new EvidenceDesk(reader, gateway.store().log(), parts.judging());
        return new CarePorts(
                Optional.of(new LimitsDesk(gateway, parts.alarms(), previews)),
                Optional.of(new PastDesk(gateway, gateway.history(), evidence)));
    }
}
