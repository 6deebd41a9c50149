package org.wardline.app.alarm;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.wardline.app.config.GatewayConfig;
import org.wardline.app.security.SecretFile;
import org.wardline.buffer.LogWriter;
import org.wardline.buffer.SealedLog;
import org.wardline.buffer.Standing;
import org.wardline.buffer.StateAt;
import org.wardline.buffer.Write;
import org.wardline.sync.uplink.Backoff;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.alarm.AlarmPriority;
import org.wardline.vitals.log.Numbered;

/** Where the alarms of a configuration go besides stations and topics. Called on the ward's thread; hands over and returns. */
public final class AlarmWays {
    /** The webhook's state in the log. */
    static final String STATE = "alarms.webhook";

    private final Optional<Sounder> sounder;
    private final Optional<Webhook> webhook;
    private long droppedMeanwhile;

    private AlarmWays(Optional<Sounder> sounder, Optional<Webhook> webhook) {
        this.sounder = sounder;
        this.webhook = webhook;
    }

    /** Makes them; nothing runs yet. */
    public static AlarmWays of(GatewayConfig config, Vertx vertx, SealedLog log, LogWriter writer) throws IOException {
        List<String> program = config.alarmWays().sounder();
        Optional<Sounder> sounder = program.isEmpty()
                ? Optional.empty()
                : Optional.of(new Sounder(program, () -> System.nanoTime() / 1_000_000));
        Optional<GatewayConfig.Webhook> to = config.alarmWays().webhook();
        Optional<Webhook> webhook =
                to.isPresent() ? Optional.of(webhook(to.get(), config.ward(), vertx, log, writer)) : Optional.empty();
        return new AlarmWays(sounder, webhook);
    }

    private static Webhook webhook(GatewayConfig.Webhook to, String ward, Vertx vertx, SealedLog log, LogWriter writer)
            throws IOException {
        Standing standing = log.register(Webhook.NAME);
        Optional<byte[]> state = log.stateAt(STATE).map(StateAt::bytes);
        AlarmOutbox outbox = state.isPresent()
                ? AlarmOutbox.restored(ward, state.get(), log.lastNumber())
                : AlarmOutbox.after(ward, standing.cursor() > 0 ? standing.cursor() : log.lastNumber());
        var settings = new WebhookClient.Settings(to.url(), SecretFile.read(to.secretFile()), to.ca(), to.timeoutMs());
        return new Webhook(
                outbox,
                new WebhookClient(vertx, settings, System::currentTimeMillis),
                new FromLog(log, writer),
                System::currentTimeMillis,
                new Backoff(
                        Webhook.FIRST_PAUSE_MS,
                        Webhook.LONGEST_PAUSE_MS,
                        () -> ThreadLocalRandom.current().nextDouble()));
    }

    /** Consumers of the log that are in use here. */
    public static Set<String> consumers(GatewayConfig config) {
        return config.alarmWays().webhook().isPresent() ? Set.of(Webhook.NAME) : Set.of();
    }

    /** Begins. */
    public void start() {
        sounder.ifPresent(Sounder::start);
        webhook.ifPresent(Webhook::start);
    }

    /** What the alarm engine said, in order. */
    public void show(List<AlarmChange> changes) {
        if (sounder.isEmpty()) {
            return;
        }
        for (AlarmChange change : changes) {
            if (change.change().equals("soundCommand")) {
                boolean isHere = change.text("at").orElse("").equals("gateway");
                sounder.get()
                        .sound(change.text("level")
                                .filter(level -> isHere && !level.equals("off"))
                                .map(AlarmPriority::of));
            }
        }
    }

    /** Time passes: the ward lives, the log may have grown. */
    public void tick(long atMs) {
        sounder.ifPresent(Sounder::heard);
        webhook.ifPresent(way -> way.wake(atMs));
    }

    /** One part that is, or is not, as it should be. */
    @FunctionalInterface
    public interface Word {
        void say(String part, boolean isIll, AlarmPriority priority, String reason);
    }

    /** Says how they are. */
    public void report(boolean isBehind, Word word) {
        sounder.ifPresent(program -> word.say(
                "sounder", !program.trouble().isEmpty(), AlarmPriority.HIGH, "the local sounder does not sound"));
        webhook.ifPresent(way -> {
            word.say("webhook", isBehind, AlarmPriority.MEDIUM, "alarms do not reach the webhook");
            AlarmOutbox.Counts counts = way.counts();
            if (counts.waiting() == 0) {
                droppedMeanwhile = counts.dropped(); // known, and over
            }
            word.say(
                    "webhook-outbox",
                    counts.dropped() > droppedMeanwhile,
                    AlarmPriority.MEDIUM,
                    "alarms for the webhook had to be given up");
        });
    }

    /** Why the webhook does not get on; empty when it does, or there is none. */
    public String webhookTrouble() {
        return webhook.map(Webhook::trouble).orElse("");
    }

    /** Messages by where they are; empty without a webhook. */
    public Map<String, Long> webhookCounts() {
        return webhook.map(Webhook::counts)
                .map(counts -> Map.of(
                        "delivered", counts.delivered(),
                        "refused", counts.refused(),
                        "dropped", counts.dropped(),
                        "waiting", counts.waiting()))
                .orElse(Map.of());
    }

    /** Ends all of it; the log must still be open. */
    public void close() {
        sounder.ifPresent(Sounder::close);
        webhook.ifPresent(way -> {
            try {
                way.close();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** The sealed log as the webhook sees it. */
    private record FromLog(SealedLog log, LogWriter writer) implements Webhook.Log {
        @Override
        public long lastNumber() {
            return log.lastNumber();
        }

        @Override
        public List<Numbered> read(long from, int max) throws IOException {
            return log.read(from, max);
        }

        @Override
        public void save(long cursor, byte[] state) {
            log.confirm(Webhook.NAME, Standing.at(Math.max(0, cursor)));
            var _ = writer.offer(
                    new Write(List.of(), List.of(), Map.of(STATE, state), () -> {}, _ -> {})); // or the next
        }
    }
}
