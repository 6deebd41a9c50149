package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.config.ConfigLoader;
import org.wardline.app.config.GatewayConfig;
import org.wardline.app.wire.LogWording;
import org.wardline.buffer.LogSettings;
import org.wardline.buffer.SealedLog;
import org.wardline.buffer.Standing;
import org.wardline.core.Now;
import org.wardline.core.Ward;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.sync.FilingPolicy;
import org.wardline.sync.Outbox;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.NoteEntry;

/** What a start finds of another version's is said, and the ward is watched. */
class StoreTest {
    private static final long END_MS = 1_795_000_000_000L;

    private static GatewayConfig config(Path folder, String... more) throws IOException {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add("data=" + folder);
        var loaded = ConfigLoader.load(Optional.empty(), settings, _ -> Map.of());
        return switch (loaded) {
            case ConfigLoader.Valid valid -> valid.config();
            case ConfigLoader.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    @Test
    void givenWardsStateOfAnotherVersion_whenStarted_thenTheWardBeginsAnewAndSaysSo(@TempDir Path folder)
            throws IOException {
        var night = new StoredNight(1, 1, END_MS);
        long readings = night.write(folder);
        long last;
        try (SealedLog log = SealedLog.open(folder, LogSettings.in(folder), () -> END_MS)) {
            last = log.lastNumber();
            byte[] state = ByteBuffer.allocate(16)
                    .putLong(last - 10)
                    .putInt(1)
                    .putInt(7)
                    .array();
            var _ = log.commit(List.of(), List.of(), Map.of(WardLog.WARD_STATE, state));
        }

        Store store = Store.open(config(folder), AlarmSettings.defaults(), () -> END_MS + 1_000);

        assertThat(store.troubles()).singleElement().asString().contains("begin as configured");
        Ward ward = store.ward(night.plan(), new LogWording(), () -> "fresh");
        long atMs = store.restart().atMs();
        assertThat(atMs).as("time goes on").isGreaterThan(3_600_000);
        var now = new Now(atMs, END_MS + 1_000, Now.WallQuality.SYNCED);
        assertThat(ward.begin(now, true, store.restart().isTrusted()).entries())
                .allSatisfy(entry -> assertThat(entry.atMs()).isEqualTo(atMs));
        assertThat(ward.view(now).beds())
                .singleElement()
                .satisfies(bed -> assertThat(bed.stay()).contains(new StayId("s-07")));
        assertThat(store.readingsBefore()).isGreaterThanOrEqualTo(readings);
        store.log().close();
    }

    @Test
    void givenOutboxOfAnotherVersion_whenStarted_thenItFilesAgain() {
        byte[] state = {99, 0, 0, 0};

        Outbox outbox = WaysOut.outbox("fhir", FilingPolicy.EVERY, Optional.of(state));

        assertThat(outbox.state()).isEqualTo(Outbox.fresh(FilingPolicy.EVERY).state());
    }

    @Test
    void givenCursorWithoutItsOutbox_whenStarted_thenItFilesAgainInsteadOfNotStarting(@TempDir Path folder)
            throws IOException {
        GatewayConfig config = config(folder, "uplink.file.dir=" + folder.resolve("out"));
        Vertx vertx = Vertx.vertx();
        try (SealedLog log = SealedLog.open(folder, LogSettings.in(folder), () -> END_MS)) {
            var _ = log.register("file");
            long last = log.commit(List.of(new NoteEntry(1, NoteEntry.Kind.CHANGE, "{}")), List.of(), Map.of());
            log.confirm("file", Standing.at(last));
            var nobody = new Roster(
                    config,
                    () -> {
                        throw new AssertionError("nobody asks");
                    },
                    _ -> Optional.empty());

            var ways = WaysOut.of(config, vertx, log, nobody);

            assertThat(ways)
                    .singleElement()
                    .satisfies(way -> assertThat(way.state())
                            .isEqualTo(Outbox.fresh(FilingPolicy.EVERY).state()));
        } finally {
            vertx.close().await();
        }
    }
}
