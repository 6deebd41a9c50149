package org.wardline.core;

import java.util.List;
import java.util.Optional;
import org.wardline.core.alarm.Happening;

/**
 * What people do with patients and devices at a station. Each is one act: stored as one entry of the log, and the ward makes it
 * into the events of the alarm engine and the links that belong to it, all of them or none. No identity in here: a stay is a
 * random name.
 *
 * <p>Times named "wall" are epoch milliseconds.
 */
public sealed interface CareAct extends Happening {
    /** Who did it. */
    String who();

    /** What it is called in the log, such as {@code care.admit}. */
    String event();

    /**
     * Somebody comes to lie in a bed. A stay that nobody ever named ends by it.
     *
     * @param news2 0 without NEWS2, 1 or 2 the scale of oxygen saturation
     * @param devices that measure this patient from now on
     * @param method how the devices are known: {@code scan} or {@code hand}
     */
    record Admit(long atMs, String who, String stay, String bed, int news2, List<String> devices, String method)
            implements CareAct {
        public Admit {
            devices = List.copyOf(devices);
        }

        @Override
        public String event() {
            return "care.admit";
        }
    }

    /** The stay ends, and with it its alarms, limits, timers and links; devices stay where they stand. */
    record Discharge(long atMs, String who, String stay) implements CareAct {
        @Override
        public String event() {
            return "care.discharge";
        }
    }

    /**
     * The stay moves to a free bed.
     *
     * @param along devices that go along; its others stay behind and measure nobody
     * @param link devices at the new bed that measure it from now on
     */
    record Transfer(long atMs, String who, String stay, String to, List<String> along, List<String> link)
            implements CareAct {
        public Transfer {
            along = List.copyOf(along);
            link = List.copyOf(link);
        }

        @Override
        public String event() {
            return "care.transfer";
        }
    }

    /**
     * Nobody and nothing is in the bed any more: who lay there is discharged, and no device stands there.
     *
     * @param stay who lies there, as far as the one who says so knows; empty: nobody; or {@link #WHOEVER}
     */
    record Empty(long atMs, String who, String bed, Optional<String> stay) implements CareAct {
        /** No stay's name: in a log from before those who say so named a stay. */
        public static final String WHOEVER = "*";

        @Override
        public String event() {
            return "care.empty";
        }
    }

    /**
     * The patient is off the ward for a while: nothing measures him, his alarms are silent.
     *
     * @param station where it was said
     * @param backWallMs when he is expected, 0 when nobody knows
     */
    record Leave(long atMs, String who, String station, String stay, long backWallMs) implements CareAct {
        @Override
        public String event() {
            return "care.leave";
        }
    }

    /** The patient is back: the devices that measured him before do so again, but for those that measure another now. */
    record Return(long atMs, String who, String station, String stay) implements CareAct {
        @Override
        public String event() {
            return "care.return";
        }
    }

    /**
     * A device measures whoever lies in a bed, and stands there.
     *
     * @param fromWallMs since when; before now: what it measured since then is that bed's, and no old alarm sounds
     * @param method {@code scan} or {@code hand}
     */
    record Link(long atMs, String who, String device, String bed, long fromWallMs, String method) implements CareAct {
        @Override
        public String event() {
            return "care.link";
        }
    }

    /** From now on a device measures nobody and stands nowhere. */
    record Unlink(long atMs, String who, String device) implements CareAct {
        @Override
        public String event() {
            return "care.unlink";
        }
    }

    /**
     * What a device measured in a time was another bed's, or nobody's: a wrong link, or readings that are no patient's.
     *
     * @param toWallMs the first instant that is not meant any more; up to now: the device is linked there from now on
     * @param bed the right one; empty: no patient was measured
     */
    record Correct(long atMs, String who, String device, long fromWallMs, long toWallMs, Optional<String> bed)
            implements CareAct {
        @Override
        public String event() {
            return "care.correct";
        }
    }
}
