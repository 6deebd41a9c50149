package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.station.Deed;
import org.wardline.buffer.AuditAnchor;
import org.wardline.buffer.AuditLine;
import org.wardline.buffer.AuditTrail;
import org.wardline.buffer.LogSettings;
import org.wardline.buffer.SealedLog;
import org.wardline.core.Now;

/** What people did is on the disk before they hear of it; strangers and failing disks do not push it out. */
@Timeout(60)
class ScribeTest {
    @TempDir
    Path folder;

    private final AtomicLong nowMs = new AtomicLong(1_000_000);
    private final AtomicBoolean isDiskGone = new AtomicBoolean();
    private final List<AuditAnchor> anchors = new CopyOnWriteArrayList<>();
    private final List<Boolean> failures = new CopyOnWriteArrayList<>();
    private Scribe scribe;

    @BeforeEach
    void thereIsALog() throws IOException {
        SealedLog.open(folder, LogSettings.in(folder), () -> 1_764_000_000_000L).close();
        scribe = new Scribe(
                this::trail,
                this::now,
                (anchor, durable) -> {
                    anchors.add(anchor);
                    durable.run();
                },
                failures::add);
    }

    @AfterEach
    void close() {
        scribe.close();
    }

    private Now now() {
        return new Now(nowMs.get(), 1_764_000_000_000L + nowMs.get(), Now.WallQuality.SYNCED);
    }

    private AuditTrail trail() throws IOException {
        if (isDiskGone.get()) {
            throw new IOException("the disk is gone");
        }
        return AuditTrail.open(folder, folder.resolve("root.key"), Optional.empty());
    }

    private static Deed act(String by, int number) {
        return new Deed(
                by,
                by.isEmpty() ? "" : "nurse",
                "desk",
                "acknowledge",
                "alarm a" + number,
                "",
                "",
                by.isEmpty() ? "401" : "200 ok");
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private List<AuditLine> newest(int max) throws Exception {
        return get(scribe.before(Long.MAX_VALUE, max));
    }

    @Test
    void givenActs_whenNoted_thenTheyAreThereInOrderAndTheLogKnowsTheEnd() throws Exception {
        List<Future<Void>> kept = new ArrayList<>();
        for (int i = 1; i <= 1_000; i++) {
            kept.add(scribe.note(act("li", i)));
        }
        var _ = get(Future.all(kept));
        var _ = get(scribe.settled());

        assertThat(newest(3)).extracting(AuditLine::subject).containsExactly("alarm a1000", "alarm a999", "alarm a998");
        assertThat(get(scribe.before(3, 10))).extracting(AuditLine::act).containsExactly("acknowledge", "start");
        assertThat(newest(1).getFirst().clock()).isEqualTo("synced");
        assertThat(anchors.getLast().last()).isEqualTo(1_001);
        assertThat(anchors).as("many lines go with one flush").hasSizeLessThan(1_001);
        assertThat(failures).isEmpty();
    }

    @Test
    void givenStrangerThatKnocksWithoutEnd_whenCounted_thenSomeAreKeptAndTheRestIsANumber() throws Exception {
        for (int i = 0; i < Scribe.STRANGERS_A_MINUTE + 500; i++) {
            get(scribe.note(act("", i)));
        }
        get(scribe.note(act("li", 7)));
        assertThat(newest(1).getFirst().number()).isEqualTo(1 + Scribe.STRANGERS_A_MINUTE + 1);

        nowMs.addAndGet(60_000);
        get(scribe.note(act("", 1)));
        assertThat(newest(2))
                .extracting(AuditLine::result)
                .containsExactly("401", "500 attempts of strangers were passed over");
    }

    @Test
    void givenDiskThatIsGone_whenItIsBack_thenTheTrailSaysHowManyAreMissing() throws Exception {
        scribe.close();
        isDiskGone.set(true);
        scribe = new Scribe(this::trail, this::now, (anchor, _) -> anchors.add(anchor), failures::add);
        for (int i = 0; i < 3; i++) {
            assertThat(scribe.note(act("li", i)).toCompletionStage().toCompletableFuture())
                    .failsWithin(java.time.Duration.ofSeconds(20));
        }
        assertThat(failures).containsExactly(true);
        isDiskGone.set(false);
        get(scribe.note(act("li", 9)));

        assertThat(failures).containsExactly(true, false);
        assertThat(newest(2)).extracting(AuditLine::result).containsExactly("200 ok", "4 lines could not be kept");
    }

    @Test
    void givenAskerOnAContext_whenNoted_thenItHearsThere() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            var heardOn = new CompletableFuture<Context>();
            Context asker = vertx.getOrCreateContext();
            asker.runOnContext(_ -> {
                var _ = scribe.note(act("li", 1)).onComplete(_ -> heardOn.complete(Vertx.currentContext()));
            });

            assertThat(heardOn.get(20, TimeUnit.SECONDS)).isSameAs(asker);
        } finally {
            get(vertx.close());
        }
    }

    @Test
    void givenDiskThatHangs_whenActing_thenNobodyWaitsForItAndThatIsAFaultUntilItMoves() throws Exception {
        scribe.close();
        var disk = new CountDownLatch(1);
        Scribe.Opening hangs = () -> {
            try {
                disk.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return trail();
        };
        scribe = new Scribe(hangs, this::now, (anchor, _) -> anchors.add(anchor), failures::add, 50);

        assertThat(scribe.note(act("li", 1)).toCompletionStage().toCompletableFuture())
                .failsWithin(java.time.Duration.ofSeconds(20));
        assertThat(failures).containsExactly(true);
        disk.countDown();
        var _ = get(scribe.settled());

        assertThat(failures).containsExactly(true, false);
        assertThat(newest(1)).extracting(AuditLine::subject).containsExactly("alarm a1");
    }

    @Test
    void givenScribeThatHasClosed_whenAskedToNote_thenItSaysNo() {
        scribe.close();

        assertThat(scribe.note(act("li", 1)).failed()).isTrue();
        assertThat(scribe.before(1, 1).failed()).isTrue();
    }
}
