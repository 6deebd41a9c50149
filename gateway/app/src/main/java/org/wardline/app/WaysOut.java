package org.wardline.app;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardline.app.alarm.AlarmWays;
import org.wardline.app.config.GatewayConfig;
import org.wardline.buffer.SealedLog;
import org.wardline.buffer.StateAt;
import org.wardline.sync.FilingPolicy;
import org.wardline.sync.Outbox;
import org.wardline.sync.fhir.Patients;
import org.wardline.sync.uplink.FhirSettings;
import org.wardline.sync.uplink.FhirUplink;
import org.wardline.sync.uplink.FileUplink;
import org.wardline.sync.uplink.Uplink;

/** The ways out that a configuration names, each where the log says it stopped. */
final class WaysOut {
    private static final Logger LOG = LoggerFactory.getLogger(WaysOut.class);

    private WaysOut() {}

    static List<RecordSystem> of(GatewayConfig config, Vertx vertx, SealedLog log, Roster roster) throws IOException {
        List<RecordSystem> ways = new ArrayList<>();
        Optional<GatewayConfig.Fhir> fhir = config.uplink().fhir();
        if (fhir.isPresent()) {
            var uplink = new FhirUplink(
                    vertx,
                    "fhir",
                    settings(fhir.get()),
                    System::currentTimeMillis,
                    () -> ThreadLocalRandom.current().nextDouble());
            ways.add(way(uplink, policy(fhir.get().file()), log, roster));
        }
        Optional<GatewayConfig.Files> files = config.uplink().file();
        if (files.isPresent()) {
            var uplink = new FileUplink(vertx, "file", files.get().dir(), System::currentTimeMillis);
            ways.add(way(uplink, policy(files.get().file()), log, roster));
        }
        for (String known : log.consumers()) {
            boolean isInUse = AlarmWays.consumers(config).contains(known)
                    || ways.stream().anyMatch(way -> way.name().equals(known));
            if (!isInUse) {
                log.forget(known); // no longer configured: what only it was waiting for may be freed
            }
        }
        return ways;
    }

    private static RecordSystem way(Uplink uplink, FilingPolicy policy, SealedLog log, Roster roster)
            throws IOException {
        var standing = log.register(uplink.name()); // from now on, what it has not confirmed is not freed
        Optional<byte[]> state =
                log.stateAt(WardLog.OUTBOX_STATE + uplink.name()).map(StateAt::bytes);
        if (state.isEmpty() && standing.cursor() > 0) {
            LOG.error("uplink {}: the log has lost what was filed: all is filed again", uplink.name());
        }
        return new RecordSystem(outbox(uplink.name(), policy, state), policy, uplink, roster);
    }

    /**
     * As it was. One that another version wrote, or that is lost, files again what the log has, under the same identifiers: a
     * ward is watched whatever became of it.
     */
    static Outbox outbox(String name, FilingPolicy policy, Optional<byte[]> state) {
        try {
            return state.map(known -> Outbox.restore(policy, known)).orElseGet(() -> Outbox.fresh(policy));
        } catch (IllegalArgumentException e) {
            LOG.error("uplink {}: what was filed cannot be read ({}): all is filed again", name, e.getMessage());
            return Outbox.fresh(policy);
        }
    }

    private static FilingPolicy policy(GatewayConfig.Filing filing) {
        return switch (filing) {
            case MINUTE -> FilingPolicy.MINUTE;
            case EVERY -> FilingPolicy.EVERY;
        };
    }

    private static FhirSettings settings(GatewayConfig.Fhir fhir) {
        Patients patients = switch (fhir.patients()) {
            case EXPECT -> Patients.EXPECT;
            case CREATE -> Patients.CREATE;
        };
        return new FhirSettings(fhir.url(), patients, fhir.tokenFile(), fhir.ca(), FhirSettings.TIMEOUT_MS);
    }
}
