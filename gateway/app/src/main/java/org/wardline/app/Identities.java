package org.wardline.app;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardline.app.config.GatewayConfig;
import org.wardline.app.config.GatewayConfig.Labels;
import org.wardline.buffer.IdentityVault;
import org.wardline.buffer.Person;
import org.wardline.buffer.SealedLog;
import org.wardline.vitals.StayId;

/**
 * Who the stays are that people admitted: asked by any thread from memory, kept in the vault by a plain thread of its own. An
 * identity is on the disk before its admission is.
 */
final class Identities implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Identities.class);

    private final IdentityVault vault;
    private final Labels labels;
    private final long keepMs;
    private final Map<StayId, Person> known;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("identities").daemon(true).factory());

    /**
     * All that the vault knows.
     *
     * @param keepMs identities are erased so long after the end of their stay, when no reading needs them any more
     */
    Identities(IdentityVault vault, Labels labels, long keepMs) throws IOException {
        this.vault = vault;
        this.labels = labels;
        this.keepMs = keepMs;
        this.known = new ConcurrentHashMap<>(vault.all());
    }

    /** Those of a log, under a configuration. */
    static Identities of(GatewayConfig config, SealedLog log) throws IOException {
        return new Identities(
                log.identities(), config.station().labels(), config.buffer().keepMs());
    }

    Optional<Person> of(StayId stay) {
        return Optional.ofNullable(known.get(stay));
    }

    /** What a screen for all says of a patient. */
    String label(StayId stay) {
        return of(stay).map(person -> label(person, labels)).orElse("");
    }

    static String label(Person person, Labels labels) {
        return switch (labels) {
            case NONE -> "";
            case NAME -> full(person);
            case INITIALS -> {
                if (isHan(person.familyName())) {
                    yield person.familyName() + "**";
                }
                String given = person.givenName();
                yield given.isEmpty()
                        ? person.familyName()
                        : person.familyName() + " " + first(given).toUpperCase(Locale.ROOT) + ".";
            }
        };
    }

    /** The whole name, as it is written. */
    static String full(Person person) {
        String between = isHan(person.familyName()) || person.givenName().isEmpty() ? "" : " ";
        return person.familyName() + between + person.givenName();
    }

    private static boolean isHan(String text) {
        return text.codePoints().anyMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN);
    }

    private static String first(String text) {
        return new String(Character.toChars(text.codePointAt(0)));
    }

    /** Seals who a stay is. */
    Future<Void> put(StayId stay, Person person) {
        return later(() -> {
            vault.put(stay, person);
            known.put(stay, person);
            return true;
        });
    }

    /** Forgets who a stay was. */
    Future<Void> erase(StayId stay) {
        return later(() -> {
            known.remove(stay);
            vault.erase(stay);
            return true;
        });
    }

    /**
     * Looks who has left; forgets whose time is over.
     *
     * @param here stays that last
     * @param oldestMs when the oldest reading that is still kept was received, epoch milliseconds
     */
    void tend(Set<StayId> here, long oldestMs, long wallMs) {
        var _ = later(() -> {
            for (StayId stay : Set.copyOf(known.keySet())) {
                tend(stay, here.contains(stay), oldestMs, wallMs);
            }
            return true;
        });
    }

    private void tend(StayId stay, boolean isHere, long oldestMs, long wallMs) throws IOException {
        if (isHere) {
            vault.lasts(stay); // whatever was said of its end
            return;
        }
        Optional<Long> endedMs = vault.endOf(stay);
        if (endedMs.isEmpty()) {
            vault.ended(stay, wallMs);
        } else if (endedMs.get() + keepMs < wallMs && endedMs.get() < oldestMs) {
            known.remove(stay);
            vault.erase(stay);
            LOG.info("the identity of stay {} is erased", stay);
        }
    }

    Future<Void> later(Callable<Boolean> step) {
        Promise<Void> done = Promise.promise();
        try {
            thread.execute(() -> {
                try {
                    var _ = step.call();
                    done.complete();
                } catch (Exception e) { // what it throws is said to the asker as "not stored"
                    LOG.warn("an identity was not kept: {}", e.getClass().getSimpleName());
                    done.fail(e);
                } finally {
                    var _ = done.tryFail("it broke"); // an error, which goes on: who waits is told all the same
                }
            });
        } catch (RejectedExecutionException e) { // stopping
            done.fail(e);
        }
        return done.future();
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
