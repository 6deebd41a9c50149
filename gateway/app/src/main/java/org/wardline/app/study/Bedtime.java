package org.wardline.app.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import org.wardline.core.Burst;
import org.wardline.core.Now;
import org.wardline.core.Turn;
import org.wardline.core.Ward;
import org.wardline.core.WardPlan;
import org.wardline.core.WardState;
import org.wardline.core.Wording;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.Happening;
import org.wardline.models.cli.Recording;
import org.wardline.vitals.BedId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.StayId;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.alarm.AlarmChange;

/**
 * A recorded patient in a bed of his own, at virtual time: the ward that runs at the bedside hears his readings, each at its
 * time. A nurse takes every alarm {@link #NURSE_MS} after it asked.
 */
final class Bedtime {
    /** How long the nurse of the study takes; a stated assumption, the same for every detector. */
    static final long NURSE_MS = 60_000;
    /** Sepsis-3 onset comes so long after the first hour that the collection labels. */
    static final long LABEL_AHEAD_MS = 6 * 3_600_000L;

    private static final long START_MS = 1_000;
    /** Where the wall stands at the start: nothing hangs on it. */
    private static final long EPOCH_MS = 1_795_000_000_000L;

    private static final String STAY = "s";
    /** Between hourly rows, time is looked at so long after each: the longest delay of the defaults is in it. */
    private static final long[] LOOKS_MS = {0, 16_000, 61_000, 122_000, 183_000};

    /** Nothing is written down. */
    private static final Wording UNWRITTEN = new Wording() {
        @Override
        public String of(Happening event) {
            return "";
        }

        @Override
        public String of(AlarmChange change) {
            return "";
        }

        @Override
        public Happening event(String text) {
            throw new IllegalStateException("nothing was written");
        }
    };

    private final Recording recording;
    private final boolean isLeastAsked;
    private final Ward ward;
    private final List<Watched.Rise> rises = new ArrayList<>();
    private final List<Watched.Least> least = new ArrayList<>();
    private final PriorityQueue<Taking> takings = new PriorityQueue<>((a, b) -> Long.compare(a.atMs(), b.atMs()));
    private final Set<String> ours = new HashSet<>();
    private long atMs = START_MS;

    /** The nurse's next act. */
    private record Taking(long atMs, String alarm, long version) {}

    private Bedtime(Recording recording, Detector detector, long intervalMs, boolean isLeastAsked) {
        this.recording = recording;
        this.isLeastAsked = isLeastAsked;
        var device = recording.moments().getFirst().reading().device();
        Map<String, Long> signs = new HashMap<>();
        for (Recording.Moment moment : recording.moments()) {
            for (Measurement measurement : moment.reading().values()) {
                signs.put(measurement.sign().name(), intervalMs);
            }
        }
        var bed = new BedId("b");
        var plan = new WardPlan(
                "study",
                false,
                detector.isPlain(),
                List.of(new WardPlan.Bed(bed, "b", "")),
                List.of(new WardPlan.Device(device, Optional.of(bed), signs, List.of())),
                List.of(new WardPlan.Stay(new StayId(STAY), bed, detector.news2Scale(), 0, Long.MAX_VALUE)));
        ward = new Ward(plan, UNWRITTEN, () -> STAY, WardState.fresh(detector.settings()));
    }

    /**
     * Watches one stay.
     *
     * @param intervalMs how often the collection has a row
     * @param isLeastAsked whether NEWS2's lower bound after each row is wanted
     */
    static Watched watch(Recording recording, Detector detector, long intervalMs, boolean isLeastAsked) {
        return new Bedtime(recording, detector, intervalMs, isLeastAsked).watched(intervalMs);
    }

    private Watched watched(long intervalMs) {
        hear(ward.begin(now(START_MS), false, true));
        long firstMs = recording.moments().getFirst().atMs();
        OptionalLong onset = OptionalLong.empty();
        for (Recording.Moment moment : recording.moments()) {
            long at = START_MS + moment.atMs() - firstMs;
            pass(at);
            hear(ward.accept(burst(moment), now(at)));
            if (isLeastAsked) {
                int points = ward.view(now(at))
                        .beds()
                        .getFirst()
                        .news2()
                        .orElseThrow()
                        .least();
                least.add(new Watched.Least(at, points));
            }
            if (moment.septic() && onset.isEmpty()) {
                onset = OptionalLong.of(at + LABEL_AHEAD_MS);
            }
            for (long lookMs : LOOKS_MS) {
                if (lookMs < intervalMs) {
                    pass(at + lookMs);
                }
            }
        }
        long spanMs = recording.moments().getLast().atMs() - firstMs + intervalMs;
        return new Watched(recording.person(), spanMs / 86_400_000.0, rises, least, onset);
    }

    private static Now now(long atMs) {
        return new Now(atMs, EPOCH_MS + atMs, Now.WallQuality.SYNCED);
    }

    private Burst burst(Recording.Moment moment) {
        var reading = moment.reading();
        long wallMs = now(atMs).wallMs();
        var stamped = new org.wardline.vitals.Reading(
                reading.device(), reading.seq(), wallMs, wallMs, reading.clock(), reading.values());
        RawMessage raw = RawMessage.of("study", reading.device(), wallMs, new byte[0]);
        var decoded = new Decoded(List.of(stamped), List.of(), List.of(), List.of());
        return new Burst(List.of(new Burst.Arrival(raw, decoded, false, _ -> {})));
    }

    /** Time passes to an instant; the nurse does meanwhile what she has to. */
    private void pass(long toMs) {
        while (!takings.isEmpty() && takings.peek().atMs() <= toMs) {
            Taking taking = takings.remove();
            atMs = Math.max(atMs, taking.atMs());
            hear(ward.happen(
                    at -> new AlarmEvent.Acknowledge(at, taking.alarm(), taking.version(), "nurse", "study"),
                    now(atMs)));
        }
        atMs = Math.max(atMs, toMs);
        hear(ward.tick(now(atMs)));
    }

    private void hear(Turn turn) {
        for (AlarmChange change : turn.changes()) {
            boolean isRise = change.change().matches("raised|escalated|realarmed")
                    || (change.change().equals("updated")
                            && change.text("why").orElse("").equals("returned"));
            if (change.text("type").orElse("").equals("physiological")) { // said when it is raised
                ours.add(change.alarm().orElseThrow());
            }
            if (!isRise || !ours.contains(change.alarm().orElseThrow())) {
                continue;
            }
            boolean isHigh = change.text("priority").orElse("").equals("high");
            rises.add(new Watched.Rise(change.atMs(), change.change().equals("raised"), isHigh));
            if (change.fields().get("v") instanceof Long version) {
                takings.add(new Taking(change.atMs() + NURSE_MS, change.alarm().orElseThrow(), version));
            }
        }
    }
}
