package org.wardline.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardline.sync.uplink.ScriptedServer.await;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.sync.Batch;
import org.wardline.sync.Delivery;
import org.wardline.sync.Outcome;
import org.wardline.sync.Samples;

class FileUplinkTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void givenBatch_whenSentTwiceByTwoLives_thenEachLineStandsOnce() throws IOException {
        for (int life = 0; life < 2; life++) {
            var uplink = new FileUplink(vertx, "file", home.resolve("out"), () -> Samples.T0);
            assertThat(await(uplink.send(batch())).accepted()).isEqualTo(2);
            await(uplink.close());
        }

        assertThat(Files.readAllLines(home.resolve("out/Observation-2026-11-22-0.ndjson")))
                .hasSize(3);
    }

    @Test
    void givenFolderThatCannotBe_whenSent_thenNothingIsDeliveredUntilItCan() throws IOException {
        Path blocked = Files.writeString(home.resolve("out"), "a file where the folder should be");
        var uplink = new FileUplink(vertx, "file", blocked, () -> Samples.T0);

        Delivery delivery = await(uplink.send(batch()));

        assertThat(delivery.outcomes()).containsOnly(new Outcome.NotTried());
        assertThat(delivery.pauseMs()).isPositive();

        Files.delete(blocked);
        assertThat(await(uplink.send(batch())).accepted()).isEqualTo(2);
        try (Stream<Path> files = Files.list(blocked)) {
            assertThat(files).hasSize(1);
        }
    }

    private static Batch batch() {
        return new Batch(List.of(
                Samples.filing(
                        1, Samples.ANNA, Samples.reading("m-1", 1, Samples.T0, Samples.hr(70), Samples.spo2(97))),
                Samples.filing(2, Samples.BERT, Samples.reading("m-2", 1, Samples.T0, Samples.hr(80)))));
    }
}
