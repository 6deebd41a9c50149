package org.wardline.app;

import java.util.List;
import org.wardline.buffer.LogWriter;
import org.wardline.buffer.SealedLog;

/** Figures that go up and down, for whoever scrapes. */
record Gauges(Metrics metrics, List<RecordSystem> uplinks, SealedLog log, LogWriter writer, Advisors advisors) {
    void measure() {
        for (RecordSystem uplink : uplinks) {
            metrics.uplink(uplink.name(), "delivered", () -> uplink.counts().delivered());
            metrics.uplink(uplink.name(), "held", () -> uplink.counts().held());
            metrics.uplink(uplink.name(), "waiting", () -> uplink.counts().waiting());
        }
        metrics.gauge("wardline.log.entries", "entries of the sealed log", log::lastNumber);
        metrics.gauge("wardline.log.commits", "blocks sealed and flushed since the start", writer::commits);
        metrics.gauge(
                "wardline.log.storing",
                "1 while the log can store",
                () -> writer.health().state() == LogWriter.State.OK ? 1 : 0);
        metrics.gauge("wardline.models.not.scored", "readings that no model looked at", advisors::notScored);
    }
}
