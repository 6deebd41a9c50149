package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.config.GatewayConfig.Labels;
import org.wardline.buffer.LogSettings;
import org.wardline.buffer.Person;
import org.wardline.buffer.SealedLog;
import org.wardline.vitals.StayId;

/** For how long it is known who a stay is. */
class IdentitiesTest {
    private static final StayId STAY = new StayId("k3f9");
    private static final long NOW = 1_795_000_000_000L;
    private static final long KEEP_MS = 1_000;
    private static final Person PERSON = new Person("Haddad", "Nour", "1", "");

    @Test
    void givenStepThatBreaks_whenAsked_thenItFails(@TempDir Path folder) throws IOException {
        try (SealedLog log = SealedLog.open(folder, LogSettings.in(folder), () -> NOW);
                var identities = new Identities(log.identities(), Labels.NAME, KEEP_MS)) {
            Future<Void> broken = identities.later(() -> {
                throw new StackOverflowError();
            });

            assertThat(broken.toCompletionStage().toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(ExecutionException.class);
        }
    }

    @Test
    void givenStayOnceNotSeen_whenItIsHereAndThenEnds_thenItsTimeRunsFromThatEnd(@TempDir Path folder)
            throws IOException {
        try (SealedLog log = SealedLog.open(folder, LogSettings.in(folder), () -> NOW);
                var identities = new Identities(log.identities(), Labels.NAME, KEEP_MS)) {
            identities.put(STAY, PERSON).await();
            identities.tend(Set.of(), NOW, NOW); // its admission is not stored yet
            identities.tend(Set.of(STAY), NOW, NOW + 1);
            long endMs = NOW + 10 * KEEP_MS;

            identities.tend(Set.of(), Long.MAX_VALUE, endMs);
            identities.tend(Set.of(), Long.MAX_VALUE, endMs + KEEP_MS);

            identities.put(new StayId("next"), PERSON).await(); // all before it is done
            assertThat(identities.of(STAY)).contains(PERSON);

            identities.tend(Set.of(), Long.MAX_VALUE, endMs + KEEP_MS + 1);
            identities.erase(new StayId("next")).await();
            assertThat(identities.of(STAY)).isEmpty();
        }
    }
}
