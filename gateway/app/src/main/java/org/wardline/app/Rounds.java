package org.wardline.app;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.wardline.app.alarm.AlarmWays;
import org.wardline.app.history.LogHistory;
import org.wardline.app.intake.Intake;
import org.wardline.buffer.LogWriter;
import org.wardline.core.Links;
import org.wardline.core.Now;
import org.wardline.core.Ward;
import org.wardline.vitals.StayId;

/** What the gateway looks at by itself, over and over: its own parts, its ways out, what has grown old. On the ward's thread. */
final class Rounds {
    /** What costs a look at the store is counted so often. */
    private static final long COUNT_EVERY_MS = 10_000;
    /** What is stored is taken into the trends so often. */
    private static final long FOLLOW_EVERY_MS = 1_000;
    /** A log that cannot store is tried so often, though nothing comes. */
    private static final long PROBE_EVERY_MS = 2_000;

    private final Parts parts;
    private final Watch watch;
    private final Batteries batteries;
    private Links links = Links.NONE;
    private long countAtMs;
    private long followAtMs;
    private long probeAtMs;

    /**
     * Whom it visits.
     *
     * @param ledger counts what each way out has to file
     * @param checkpoint writes something, so that it is seen whether the log stores
     */
    record Parts(
            Ward ward,
            LogWriter writer,
            List<Intake> intakes,
            List<RecordSystem> uplinks,
            AlarmWays alarmWays,
            Advisors advisors,
            LogHistory history,
            PullShelf pull,
            Identities identities,
            Ledger ledger,
            Runnable checkpoint,
            Consumer<Runnable> onWard) {
        Parts {
            intakes = List.copyOf(intakes);
            uplinks = List.copyOf(uplinks);
        }
    }

    Rounds(Parts parts, Watch watch, Batteries batteries) {
        this.parts = parts;
        this.watch = watch;
        this.batteries = batteries;
    }

    /** One round. */
    void go(Now now) {
        store(now);
        parts.uplinks()
                .forEach(uplink -> watch.uplink(uplink.name(), !uplink.trouble().isEmpty(), now));
        watch.alarmWays(parts.alarmWays(), now);
        parts.advisors().look(watch, now);
        watch.tick(now);
        waysOut(now);
        if (now.atMs() >= followAtMs) {
            followAtMs = now.atMs() + FOLLOW_EVERY_MS;
            parts.history().follow();
        }
        if (now.atMs() >= countAtMs) {
            countAtMs = now.atMs() + COUNT_EVERY_MS;
            batteries.look(parts.ward().view(now), parts.ward().devices(now));
            parts.pull()
                    .quarantineDropped()
                    .onSuccess(dropped -> parts.onWard().accept(() -> watch.quarantine(dropped, now)));
            parts.pull()
                    .oldestReceivedMs()
                    .onSuccess(oldestMs -> parts.onWard().accept(() -> forgetWhoLeft(oldestMs, now)));
        }
    }

    /** A log that stores again makes senders send again what it refused. */
    private void store(Now now) {
        if (watch.storesAgain(parts.writer().health(), now.wallMs())) {
            parts.intakes().forEach(Intake::logStoresAgain);
        }
        if (parts.writer().health().state() != LogWriter.State.OK && now.atMs() >= probeAtMs) {
            probeAtMs = now.atMs() + PROBE_EVERY_MS;
            parts.checkpoint().run(); // else a quiet ward would not find out that there is room again
        }
    }

    private void waysOut(Now now) {
        for (RecordSystem uplink : parts.uplinks()) {
            if (parts.ward().links() != links) {
                uplink.linksChanged(now.wallMs());
            }
            uplink.logGrew();
            uplink.later(() -> uplink.count(parts.ledger().readingsEver()), 0);
        }
        links = parts.ward().links();
        parts.alarmWays().tick(now.atMs());
    }

    /** Of whoever has left, and of whom no reading is kept any more, the name is forgotten. */
    private void forgetWhoLeft(long oldestMs, Now now) {
        Set<StayId> here = Set.copyOf(parts.ward().view(now).present().values());
        parts.identities().tend(here, oldestMs, now.wallMs());
    }
}
