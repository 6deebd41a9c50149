package org.wardline.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wardline.core.alarm.Standing;
import org.wardline.vitals.BedId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.StayId;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * The ward at one instant, for people's eyes: immutable, handed to stations.
 *
 * @param atMs on the gateway's monotonic axis
 * @param wallMs epoch milliseconds of the same instant
 * @param beds in the ward's own order, empty ones too
 * @param gatewayAlarms the gateway's own
 * @param sound what should sound: a priority, or empty for silence
 * @param notices what every station must say all the time, such as {@code Simulated patients}
 * @param flood where more alarms were raised than anybody can take in one by one
 */
public record WardView(
        String ward,
        long atMs,
        long wallMs,
        List<Bed> beds,
        List<Alarm> gatewayAlarms,
        Optional<AlarmPriority> sound,
        List<String> notices,
        Flood flood) {
    public WardView {
        beds = List.copyOf(beds);
        gatewayAlarms = List.copyOf(gatewayAlarms);
        notices = List.copyOf(notices);
    }

    /** Without notices or flood. */
    public WardView(
            String ward,
            long atMs,
            long wallMs,
            List<Bed> beds,
            List<Alarm> gatewayAlarms,
            Optional<AlarmPriority> sound) {
        this(ward, atMs, wallMs, beds, gatewayAlarms, sound, List.of(), Flood.NONE);
    }

    /** The same ward with other notices. */
    public WardView withNotices(List<String> others) {
        return new WardView(ward, atMs, wallMs, beds, gatewayAlarms, sound, others, flood);
    }

    /** The same ward with what is said of each patient on a screen for all. */
    public WardView withNames(Function<StayId, String> label) {
        List<Bed> named = beds.stream()
                .map(bed -> bed.stay()
                        .map(label)
                        .filter(name -> !name.isEmpty())
                        .map(bed::withWho)
                        .orElse(bed))
                .toList();
        return new WardView(ward, atMs, wallMs, named, gatewayAlarms, sound, notices, flood);
    }

    /** Who lies in which bed, whatever the wall clock says. */
    public Map<BedId, StayId> present() {
        return beds.stream()
                .filter(bed -> bed.stay().isPresent())
                .collect(Collectors.toMap(Bed::bed, bed -> bed.stay().get()));
    }

    /**
     * Where too many alarms were raised in a while. It counts, and drops nothing.
     *
     * @param isWard in the ward as a whole
     * @param beds of a single patient each
     */
    public record Flood(boolean isWard, List<BedId> beds) {
        /** Nowhere. */
        public static final Flood NONE = new Flood(false, List.of());

        public Flood {
            beds = List.copyOf(beds);
        }
    }

    /**
     * What people said of a patient.
     *
     * @param isTest a test: shown and never filed
     * @param isNamed somebody admitted him at a station
     * @param away off the ward for a while
     */
    public record Care(boolean isTest, boolean isNamed, Optional<Away> away) {
        /** Nothing. */
        public static final Care NONE = new Care(false, false, Optional.empty());
    }

    /**
     * Off the ward.
     *
     * @param who said so
     * @param sinceWallMs epoch milliseconds
     * @param backWallMs epoch milliseconds when he is expected, 0 when nobody knows
     */
    public record Away(String who, long sinceWallMs, long backWallMs) {}

    /**
     * One bed.
     *
     * @param stay empty: nobody lies here
     * @param devices linked now, by name
     * @param who the patient as the site wants it on a wall: surname and initial, or empty
     * @param quiet what people have silenced or switched off
     */
    public record Bed(
            BedId bed,
            String label,
            String room,
            Optional<StayId> stay,
            List<Sign> signs,
            Optional<News2> news2,
            List<Alarm> alarms,
            List<String> devices,
            String who,
            Care care,
            Quiet quiet) {
        public Bed {
            signs = List.copyOf(signs);
            alarms = List.copyOf(alarms);
            devices = List.copyOf(devices);
        }

        /** Without a name. */
        @SuppressWarnings("checkstyle:ParameterNumber") // as the record has them
        public Bed(
                BedId bed,
                String label,
                String room,
                Optional<StayId> stay,
                List<Sign> signs,
                Optional<News2> news2,
                List<Alarm> alarms,
                List<String> devices) {
            this(bed, label, room, stay, signs, news2, alarms, devices, "", Care.NONE, Quiet.NONE);
        }

        /** Without a word of people. */
        @SuppressWarnings("checkstyle:ParameterNumber") // as the record has them
        public Bed(
                BedId bed,
                String label,
                String room,
                Optional<StayId> stay,
                List<Sign> signs,
                Optional<News2> news2,
                List<Alarm> alarms,
                List<String> devices,
                String who) {
            this(bed, label, room, stay, signs, news2, alarms, devices, who, Care.NONE, Quiet.NONE);
        }

        Bed withWho(String name) {
            return new Bed(bed, label, room, stay, signs, news2, alarms, devices, name, care, quiet);
        }

        @Override
        public String toString() {
            return bed + " " + devices; // never the patient: this may reach a log
        }
    }

    /** What people have silenced or switched off at a bed, each with a name and an end. */
    public record Quiet(Optional<Audio> audio, List<Off> off) {
        /** Everything may sound. */
        public static final Quiet NONE = new Quiet(Optional.empty(), List.of());

        public Quiet {
            off = List.copyOf(off);
        }
    }

    /**
     * The alarms of a bed do not sound.
     *
     * @param state {@code paused} or {@code off}
     * @param by who paused it, or owns that it is off
     * @param reason why it is off; empty for a pause
     * @param untilMs on the axis of {@link WardView#atMs}
     */
    public record Audio(String state, String by, String reason, long untilMs) {
        @Override
        public String toString() {
            return state; // never who or why: this may reach a log
        }
    }

    /**
     * A level of a rule that is switched off.
     *
     * @param untilMs on the axis of {@link WardView#atMs}
     */
    public record Off(String rule, AlarmPriority level, String by, String reason, long untilMs) {
        @Override
        public String toString() {
            return rule + ' ' + level + " off"; // never who or why: this may reach a log
        }
    }

    /**
     * The newest word on one sign.
     *
     * @param ageMs since it was measured, on the monotonic axis; a stamp ahead of time counts as now
     * @param isFresh young enough to judge a patient by
     * @param low the limit below which an alarm is due, NaN for none
     * @param high the limit above which an alarm is due, NaN for none
     */
    public record Sign(Measurement measurement, long ageMs, boolean isFresh, double low, double high) {}

    /**
     * NEWS2 from what is known.
     *
     * @param least the sum that is certain
     * @param most the greatest that is possible; equal to {@code least} when the set is complete
     * @param missing parts that are not known: rr spo2 o2 sbp pulse consciousness temp
     * @param hasThree whether one known part scores 3
     * @param scale of oxygen saturation, 1 or 2
     */
    public record News2(int least, int most, List<String> missing, boolean hasThree, int scale) {
        public News2 {
            missing = List.copyOf(missing);
        }

        /** On scale 1. */
        public News2(int least, int most, List<String> missing, boolean hasThree) {
            this(least, most, missing, hasThree, 1);
        }
    }

    /**
     * A standing alarm.
     *
     * @param name {@code SUBJECT:THING.WHAT:N}
     * @param version what an acknowledgement must name
     * @param state {@code active}, {@code acked} or {@code latched}
     * @param type {@code physiological}, {@code technical} or {@code model}
     * @param text English, such as {@code SpO2 low}
     * @param value the broken limit and value in words, such as {@code SpO2 82 < 90}; empty where there is none
     * @param ageMs since it last rose
     * @param by who acknowledged it, or empty
     * @param detail the explanation of a model, the device of an alarm that a device found, or empty
     * @param beds of the gateway's alarm: those whose devices hang on what is at fault
     * @param step how many further steps of escalation were told; 0: the first alone
     * @param next who is told next if nobody acknowledges it, on the axis of {@link WardView#atMs}
     */
    public record Alarm(
            String name,
            int version,
            String state,
            AlarmPriority priority,
            String type,
            String text,
            String value,
            long ageMs,
            String by,
            String detail,
            List<String> beds,
            int step,
            Optional<Standing.Next> next) {
        public Alarm {
            beds = List.copyOf(beds);
        }
    }
}
