package org.wardline.app;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.wardline.app.config.GatewayConfig;
import org.wardline.app.people.People;
import org.wardline.app.station.House;
import org.wardline.buffer.AuditAnchor;
import org.wardline.buffer.AuditTrail;
import org.wardline.buffer.LogWriter;
import org.wardline.buffer.SealedFile;
import org.wardline.buffer.SealedLog;
import org.wardline.buffer.StateAt;
import org.wardline.buffer.Write;
import org.wardline.core.Now;

/** Who works here and what is kept of what they do: both in files of their own beside the store. */
final class Staff implements AutoCloseable {
    private static final String FILE = "people";

    private final LogWriter writer;
    private final Optional<People> people;
    private final Scribe scribe;

    /**
     * Reads the accounts. The log has been opened before: keys are made there.
     *
     * @param failing is told when the trail cannot be written, and when it can again
     */
    Staff(GatewayConfig config, SealedLog log, LogWriter writer, Supplier<Now> now, Consumer<Boolean> failing)
            throws IOException {
        this.writer = writer;
        this.people = config.station().accounts().isOn() ? Optional.of(people(config)) : Optional.empty();
        Scribe.Opening trail = () -> AuditTrail.open(
                config.data(),
                config.buffer().key(),
                log.stateAt(AuditAnchor.STATE).map(StateAt::bytes).map(AuditAnchor::of));
        this.scribe = new Scribe(trail, now, this::note, failing);
    }

    private static People people(GatewayConfig config) throws IOException {
        SealedFile file = SealedFile.in(config.data(), config.buffer().key(), FILE);
        var vault = new People.Vault() {
            @Override
            public Optional<byte[]> read() throws IOException {
                return file.read();
            }

            @Override
            public void write(byte[] bytes) throws IOException {
                file.write(bytes);
            }
        };
        GatewayConfig.Accounts accounts = config.station().accounts();
        return new People(vault, new People.Ends(accounts.idleMs(), accounts.longestMs()));
    }

    /** The log says how far the trail reaches, so that a tail that is cut off is missed. */
    private void note(AuditAnchor anchor, Runnable durable) {
        var _ = writer.offer(
                new Write( // refused: the next anchor says more
                        List.of(), List.of(), Map.of(AuditAnchor.STATE, anchor.bytes()), durable, _ -> {}));
    }

    House house(Supplier<Future<JsonObject>> status) {
        return new House(people, scribe, status);
    }

    Optional<People> people() {
        return people;
    }

    /** Completes when the trail has all that was done before, and its anchor is on its way to the log. */
    Future<Void> settled() {
        return scribe.settled();
    }

    @Override
    public void close() {
        scribe.close();
    }
}
