package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * What goes into the alarm engine (Wardline alarm engine, section 2): one record for each event of its table, with the names of
 * the wire. Times are whole milliseconds on the gateway's monotonic axis, never back; a null component was not said.
 */
public sealed interface AlarmEvent extends Happening {
    @Override
    long atMs();

    /** It changes alarms alone: nobody comes, moves or goes, no clock is set, no order is given. */
    sealed interface OfAlarms extends AlarmEvent {}

    /** Time passes. */
    record Tick(long atMs) implements OfAlarms {}

    /** Say what stands, ranked. */
    record ListAll(long atMs) implements OfAlarms {}

    /**
     * A stay begins.
     *
     * @param news2 0: none; 1 or 2: the SpO2 scale
     */
    record Admit(
            long atMs,
            String stay,
            String bed,
            int news2,
            @Nullable String who) implements AlarmEvent {}

    /** A stay ends. */
    record Discharge(long atMs, String stay, @Nullable String who) implements AlarmEvent {}

    /**
     * A stay moves.
     *
     * @param devices those that go along
     */
    record Transfer(
            long atMs,
            String stay,
            String to,
            List<String> devices,
            @Nullable String who) implements AlarmEvent {
        public Transfer {
            devices = List.copyOf(devices);
        }
    }

    /**
     * From now a device measures a stay; again: a new contract.
     *
     * @param signs expected interval in milliseconds of each sign, 0 where it comes now and then
     * @param via access point, adapter, broker
     */
    record DeviceLinked(
            long atMs,
            String device,
            String stay,
            Map<String, Long> signs,
            List<String> via,
            @Nullable String who) implements AlarmEvent {
        public DeviceLinked {
            signs = Collections.unmodifiableMap(new LinkedHashMap<>(signs));
            via = List.copyOf(via);
        }
    }

    /** From now a device measures nobody. */
    record DeviceUnlinked(
            long atMs, String device, @Nullable String who) implements AlarmEvent {}

    /**
     * A reading came.
     *
     * @param seq the device's own count, or {@link #NO_SEQ}
     * @param measuredAtMs or {@link #UNTIMED}, when nobody trusts the device's clock
     */
    record ReadingHeard(long atMs, String device, List<SignValue> values, long seq, long measuredAtMs)
            implements OfAlarms {
        /** The device counts nothing. */
        public static final long NO_SEQ = -1;

        /** Measured now, as far as we know. */
        public static final long UNTIMED = -1;

        public ReadingHeard {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return "reading of " + device; // never the values: this may reach a log
        }
    }

    /** An alarm that a device itself found. */
    record DeviceAlarm(long atMs, String device, String name, boolean on, AlarmPriority priority) implements OfAlarms {}

    /**
     * Found by another part of the house: disk, battery, broker, record system, model.
     *
     * @param stay null: the gateway's own
     */
    record Fault(
            long atMs,
            String name,
            boolean on,
            AlarmPriority priority,
            @Nullable String stay) implements OfAlarms {}

    /**
     * What the record system is told of an entry beside its values. The engine passes it over.
     *
     * @param account the name that whoever entered it signs in with
     * @param seenWallMs epoch milliseconds
     * @param enteredWallMs epoch milliseconds
     */
    record Chart(String account, long seenWallMs, long enteredWallMs) {
        /** It is not a person's, and nothing of it is filed. */
        public static final Chart NONE = new Chart("", 0, 0);

        @Override
        public String toString() {
            return "entered at " + enteredWallMs; // never who: this may reach a log
        }
    }

    /**
     * Entered by hand; feeds NEWS2 only.
     *
     * @param enteredForMs when it was seen, or {@link ReadingHeard#UNTIMED} for now
     * @param values BigDecimal, Boolean ({@code o2_supplemental}) or String ({@code consciousness_acvpu})
     */
    record ObservationEntered(
            long atMs, String stay, String who, long enteredForMs, Map<String, Object> values, Chart chart)
            implements OfAlarms {
        public ObservationEntered {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        /** When it was seen, on the axis. */
        public long seenAtMs() {
            return enteredForMs < 0 ? atMs : Math.min(enteredForMs, atMs);
        }

        /** Not for the record system. */
        public ObservationEntered(long atMs, String stay, String who, long enteredForMs, Map<String, Object> values) {
            this(atMs, stay, who, enteredForMs, values, Chart.NONE);
        }

        @Override
        public String toString() {
            return "observation of " + stay; // never the values: this may reach a log
        }
    }

    /**
     * What somebody entered was entered in error: it counts as if it never had been. Not in the engine's own words.
     *
     * @param entry names it within its stay: on the axis, the same for every reader of the log
     * @param number where it stands in the log; 0 where nobody knows
     * @param withdrawnWallMs epoch milliseconds
     * @param was what was entered
     */
    record ObservationWithdrawn(
            long atMs,
            String who,
            String station,
            long entry,
            long number,
            long withdrawnWallMs,
            ObservationEntered was)
            implements OfAlarms {
        @Override
        public String toString() {
            return "withdrawal of an " + was; // never the values: this may reach a log
        }
    }

    /**
     * What a person wrote of a stay, or said of one of its alarms: kept, and judged by nobody.
     *
     * @param about what it is: {@code note}, {@code task}, …
     * @param words text, numbers and truths by field
     */
    record Noted(long atMs, String stay, String about, String who, String station, Map<String, Object> words)
            implements OfAlarms {
        public Noted {
            words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
        }

        @Override
        public String toString() {
            return about + " of " + stay; // never the words: this may reach a log
        }
    }

    /**
     * A model's word.
     *
     * @param value null: it has none
     * @param explain any JSON, passed on
     * @param quality any JSON, passed on
     */
    record Score(
            long atMs,
            String stay,
            String model,
            String version,
            @Nullable BigDecimal value,
            @Nullable Object explain,
            @Nullable Object quality)
            implements OfAlarms {
        @Override
        public String toString() {
            return "score of " + model + " for " + stay; // never the value: this may reach a log
        }
    }

    /**
     * Why somebody ordered something, and until when. The engine passes it over; the ward keeps it and ends what has an end.
     *
     * @param reason empty: none was given
     * @param untilMs on the axis of {@code atMs}; {@link #NO_END}
     */
    record Terms(String reason, long untilMs) {
        /** Until somebody orders otherwise. */
        public static final long NO_END = Long.MAX_VALUE;

        public static final Terms NONE = new Terms("", NO_END);

        public boolean hasEnd() {
            return untilMs != NO_END;
        }

        @Override
        public String toString() {
            return hasEnd() ? "until " + untilMs : "without an end"; // never the reason: this may reach a log
        }
    }

    /**
     * A rule of one stay changes.
     *
     * @param set BigDecimal or Boolean by field; empty: the ward's again; null: off
     */
    record LimitsChanged(
            long atMs,
            String stay,
            String rule,
            AlarmPriority level,
            @Nullable Map<String, Object> set,
            String who,
            @Nullable String station,
            Terms terms)
            implements AlarmEvent {
        public LimitsChanged {
            set = set == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(set));
        }

        /** Without a reason or an end. */
        @SuppressWarnings("checkstyle:ParameterNumber") // as the record has them
        public LimitsChanged(
                long atMs,
                String stay,
                String rule,
                AlarmPriority level,
                @Nullable Map<String, Object> set,
                String who,
                @Nullable String station) {
            this(atMs, stay, rule, level, set, who, station, Terms.NONE);
        }
    }

    /**
     * Somebody takes an alarm.
     *
     * @param v the version that was seen
     */
    record Acknowledge(long atMs, String alarm, long v, String who, String station) implements OfAlarms {}

    /** A stay's alarms are silent for a while. */
    record PauseAudio(long atMs, String stay, long untilMs, String who, String station) implements AlarmEvent {}

    /** A stay's alarms are silent until somebody says otherwise, or until the ward ends it as its owner ordered. */
    record AudioOff(long atMs, String stay, String owner, String station, Terms terms) implements AlarmEvent {
        /** Without a reason or an end. */
        public AudioOff(long atMs, String stay, String owner, String station) {
            this(atMs, stay, owner, station, Terms.NONE);
        }
    }

    /** A stay's alarms sound again. */
    record AudioOn(long atMs, String stay, String who, String station) implements AlarmEvent {}

    /** A station's heartbeat. */
    record StationAlive(long atMs, String station, boolean visible, boolean canSound) implements OfAlarms {}

    /** A station's connection is closed. */
    record StationLost(long atMs, String station) implements OfAlarms {}

    /**
     * A station got a version of an alarm.
     *
     * @param visible on a screen that is seen
     */
    record StationSaw(long atMs, String station, String alarm, long v, boolean visible) implements OfAlarms {}

    /**
     * The wall clock was set.
     *
     * @param wallMs epoch milliseconds now
     * @param quality {@code unset}, {@code synced} or {@code stepped}
     */
    record ClockStepped(long atMs, long wallMs, String quality) implements AlarmEvent {}

    /**
     * The process did not run since the previous event.
     *
     * @param trusted whether the axis of time ran on over the gap
     */
    record Restart(long atMs, boolean trusted) implements AlarmEvent {}
}
