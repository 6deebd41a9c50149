package org.wardline.app.station;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.wardline.app.limits.Preview;
import org.wardline.core.LimitsNow;
import org.wardline.core.Now;
import org.wardline.core.Rehearsal.Limit;
import org.wardline.core.alarm.AlarmSettings.Preset;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.alarm.AlarmChange;

/** Limits and silence, as people at a station ask for them. Called on the station's context. */
public interface LimitActs {
    /** The instant, on both clocks. */
    Now now();

    /** The rules of the patient in a bed; empty where nobody lies. */
    Future<Optional<LimitsNow>> limits(BedId bed);

    /** What the ward keeps under a name. */
    List<Preset> presets();

    /** Changes limits, all at once; completes after they are stored, with what the alarm engine said to them. */
    Future<List<AlarmChange>> change(Order order);

    /** Silences a patient's alarms or lets them sound; completes after it is stored, with what the engine said. */
    Future<List<AlarmChange>> audio(Silence silence);

    /** Tries limits on a patient's last hours. */
    Future<Preview> preview(Try wanted);

    /**
     * Limits that somebody tries.
     *
     * @param rule whose sign's course is wanted, or empty for that of the first change
     */
    record Try(StayId stay, BedId bed, int hours, List<Limit> changes, String rule) {
        public Try {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Limits that somebody orders.
     *
     * @param untilMs on the gateway's axis; {@link Long#MAX_VALUE}: until somebody orders otherwise
     */
    record Order(StayId stay, List<Limit> limits, String who, String station, String reason, long untilMs) {
        public Order {
            limits = List.copyOf(limits);
        }

        @Override
        public String toString() {
            return limits.size() + " limits of " + stay; // never who or why: this may reach a log
        }
    }

    /** What a command to the sound of a patient's alarms does. */
    enum Audio {
        PAUSE,
        OFF,
        ON
    }

    /**
     * A command to the sound of a patient's alarms.
     *
     * @param untilMs on the gateway's axis; of no meaning for {@link Audio#ON}
     */
    record Silence(StayId stay, Audio act, String who, String station, String reason, long untilMs) {
        @Override
        public String toString() {
            return act + " " + stay; // never who or why: this may reach a log
        }
    }
}
