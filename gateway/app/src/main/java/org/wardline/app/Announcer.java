package org.wardline.app;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.wardline.app.intake.Intake;
import org.wardline.app.station.Screens;
import org.wardline.app.wire.EventJson;
import org.wardline.app.wire.Json;
import org.wardline.app.wire.WireTime;
import org.wardline.core.AlarmWords;
import org.wardline.core.Turn;
import org.wardline.core.WardView;
import org.wardline.vitals.alarm.AlarmChange;

/**
 * Tells everybody at once: the screens, and whoever listens on the gateway's own topics ({@code wards/WARD/alarms/BED},
 * {@code wards/WARD/status}). On the ward's thread; hands over and returns.
 */
final class Announcer implements DataPath.Station {
    /** Screens get a whole view so often at most; alarms go at once. */
    static final long VIEW_EVERY_MS = 250;
    /** With many alarms a second, the view behind them follows no faster. */
    static final long VIEW_ON_ALARM_MS = 50;
    /** Painting takes one part in so many of the ward's time at most, however many beds there are. */
    static final long PAINT_SHARE = 20;

    private static final long NANOS = 1_000_000;
    /** While no screen is open, a view is painted only so often: for whoever asks for one. */
    static final long VIEW_UNWATCHED_MS = 1_000;
    /** The status is said again. */
    static final long STATUS_EVERY_MS = 10_000;

    private final String ward;
    private final String version;
    private final List<Intake> intakes;
    private final Screens screens;
    private final Ledger ledger;
    private final Condition condition;
    private final LongUnaryOperator wallOf;
    private final Consumer<Runnable> onWard;
    private final Supplier<WardView> paint;
    private final AtomicReference<WardView> view;
    private long paintMs;
    private long paintedAtMs = Long.MIN_VALUE / 2;
    private boolean isNews; // an alarm changed since the last view
    private long statusAtMs = Long.MIN_VALUE / 2;

    /**
     * Whom it tells, and where it gets words.
     *
     * @param view where the newest view is put for others
     */
    record Parts(
            String ward,
            String version,
            List<Intake> intakes,
            Screens screens,
            Ledger ledger,
            Condition condition,
            LongUnaryOperator wallOf,
            Consumer<Runnable> onWard,
            Supplier<WardView> paint,
            AtomicReference<WardView> view) {}

    Announcer(Parts parts) {
        ward = parts.ward();
        version = parts.version();
        intakes = parts.intakes();
        screens = parts.screens();
        ledger = parts.ledger();
        condition = parts.condition();
        wallOf = parts.wallOf();
        onWard = parts.onWard();
        paint = parts.paint();
        view = parts.view();
    }

    @Override
    public void show(Turn turn) {
        isNews |= !turn.changes().isEmpty();
        for (int at = 0; at < turn.changes().size(); at++) {
            AlarmChange change = turn.changes().get(at);
            if (change.state().isPresent()) {
                say(change, turn.words().get(at));
            }
        }
        if (!turn.changes().isEmpty() && screens.isWatched()) {
            long atMs = turn.changes().getLast().atMs();
            onWard.accept(
                    () -> { // after what was said above is on its way
                        repaint(atMs, Math.max(VIEW_ON_ALARM_MS, PAINT_SHARE * paintMs));
                        turn.changes().forEach(screens::alarm);
                    });
        }
        turn.waves().forEach(wave -> screens.waveform(wave.bed(), wave.waveform()));
    }

    /** Time passes: the next view, the next status. */
    void tick(long atMs) {
        repaint(atMs, screens.isWatched() || isNews ? VIEW_EVERY_MS : VIEW_UNWATCHED_MS);
        if (atMs - statusAtMs >= STATUS_EVERY_MS) {
            sayStatus(atMs);
        }
    }

    private void repaint(long atMs, long everyMs) {
        if (atMs - paintedAtMs >= everyMs) {
            paintedAtMs = atMs;
            isNews = false;
            long beganNs = System.nanoTime();
            view.set(paint.get());
            paintMs = (System.nanoTime() - beganNs) / NANOS;
            screens.publish();
        }
    }

    private void say(AlarmChange change, String inLog) {
        if (change.change().equals("raised")) {
            ledger.alarmRaised();
        }
        String at = WireTime.of(wallOf.applyAsLong(change.atMs()));
        String topic = "wards/" + ward + "/alarms/" + change.bed().orElse("gateway");
        publish(topic, EventJson.told(change, inLog, at, change.kind().map(AlarmWords::of)), false);
    }

    /** Says how the gateway is: now, since something changed or it was not said for a while. */
    void sayStatus(long atMs) {
        statusAtMs = atMs;
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("ward", ward);
        status.put("state", condition.state());
        status.put("since", WireTime.of(condition.sinceMs()));
        status.put("reasons", condition.reasons());
        status.put("version", version);
        publish("wards/" + ward + "/status", Json.bytes(status), true);
    }

    private void publish(String topic, byte[] document, boolean isRetained) {
        Buffer payload = Buffer.buffer(document);
        intakes.forEach(intake -> intake.publish(topic, payload, isRetained));
    }
}
