package org.wardline.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.wardline.app.alarm.AlarmWays;
import org.wardline.app.intake.Intake;
import org.wardline.buffer.LogWriter;
import org.wardline.buffer.SealedLog;
import org.wardline.core.Ending;
import org.wardline.vitals.adapter.Reason;

/** Counters and gauges in Prometheus' text format. Labels are our own words: never a name, a device or a value. */
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    Metrics(Ledger ledger) {
        FunctionCounter.builder("wardline.messages.received", ledger, Ledger::received)
                .description("messages that arrived")
                .register(registry);
        for (Ending ending : Ending.values()) {
            FunctionCounter.builder("wardline.messages", ledger, counted -> counted.count(ending))
                    .description("messages by how they ended")
                    .tag("ending", ending.wireName())
                    .register(registry);
        }
        for (Reason reason : Reason.values()) {
            FunctionCounter.builder("wardline.rejections", ledger, counted -> counted.reasons(reason))
                    .description("values, elements and messages that gave nothing, by reason")
                    .tag("reason", reason.wireName())
                    .register(registry);
        }
        FunctionCounter.builder("wardline.readings.stored", ledger, Ledger::readings)
                .description("readings sealed on the disk")
                .register(registry);
        FunctionCounter.builder("wardline.alarms.raised", ledger, Ledger::alarms)
                .description("alarms raised")
                .register(registry);
    }

    /** Figures of the parts, which go up and down. */
    void watch(List<RecordSystem> uplinks, SealedLog log, LogWriter writer, Advisors advisors, AlarmWays alarmWays) {
        for (RecordSystem uplink : uplinks) {
            uplink(uplink.name(), "delivered", () -> uplink.counts().delivered());
            uplink(uplink.name(), "held", () -> uplink.counts().held());
            uplink(uplink.name(), "waiting", () -> uplink.counts().waiting());
        }
        gauge("wardline.log.entries", "entries of the sealed log", log::lastNumber);
        gauge("wardline.log.commits", "blocks sealed and flushed since the start", writer::commits);
        gauge(
                "wardline.log.storing",
                "1 while the log can store",
                () -> writer.health().state() == LogWriter.State.OK ? 1 : 0);
        for (String state : alarmWays.webhookCounts().keySet()) {
            webhook(state, () -> alarmWays.webhookCounts().getOrDefault(state, 0L));
        }
        gauge("wardline.models.not.scored", "readings that no model looked at", advisors::notScored);
    }

    /** How often somebody knocked in vain. */
    void watch(List<Intake> intakes) {
        FunctionCounter.builder(
                        "wardline.logins.refused",
                        intakes,
                        all -> all.stream().mapToLong(Intake::refusedLogins).sum())
                .description("devices and listeners that came with a wrong name or password")
                .register(registry);
    }

    /** A figure that goes up and down. */
    void gauge(String name, String description, DoubleSupplier value) {
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    /** A figure of one uplink. */
    void uplink(String uplink, String state, DoubleSupplier readings) {
        Gauge.builder("wardline.uplink.readings", readings, DoubleSupplier::getAsDouble)
                .description("stored readings by where they are; the sum over the states is what is stored")
                .tag("uplink", uplink)
                .tag("state", state)
                .strongReference(true)
                .register(registry);
    }

    /** A figure of the alarms' webhook. */
    void webhook(String state, DoubleSupplier messages) {
        Gauge.builder("wardline.webhook.messages", messages, DoubleSupplier::getAsDouble)
                .description("messages of alarms by where they are")
                .tag("state", state)
                .strongReference(true)
                .register(registry);
    }

    String text() {
        return registry.scrape();
    }
}
