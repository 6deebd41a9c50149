package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.wardline.vitals.BedId;

/**
 * What the page of one bed asks and enters. Called on the station's context; answers of the present patient only.
 *
 * <p>Who enters something names the stay that was on the screen: if another patient lies there now, nothing is stored.
 */
public interface BedActs {
    /** Curves, limits, alarms and gaps of the last hours. */
    Future<JsonObject> trends(BedId bed, int hours);

    /** The columns of the NEWS2 chart. */
    Future<JsonObject> news2(BedId bed);

    /** Notes and tasks, the newest first. */
    Future<JsonObject> notes(BedId bed);

    /** What of each sign was entered last for the present patient, by its name; fails where that cannot be said soon. */
    Future<Map<String, Object>> entered(BedId bed);

    /** Stores what somebody saw. */
    Future<Result> observe(Observation observation);

    /** What was entered under a name that the chart gives; empty where nothing is. */
    Future<Optional<Entered>> entry(BedId bed, long entry);

    /** Stores that something was entered in error. */
    Future<Result> withdraw(Signed signed, long entry);

    /** Stores what somebody wrote. */
    Future<Result> write(Writing writing);

    /** What came of it. */
    enum Result {
        STORED,
        /** Nobody lies there, or somebody else than was on the screen. */
        OTHER_PATIENT,
        /** Somebody else did the same before. */
        DONE_BEFORE
    }

    /**
     * What was entered.
     *
     * @param seenMs epoch milliseconds
     * @param withdrawnBy who said that it was entered in error; empty: nobody
     * @param withdrawnMs epoch milliseconds
     */
    record Entered(long seenMs, String who, Map<String, Object> values, String withdrawnBy, long withdrawnMs) {
        public Entered {
            values = Map.copyOf(values);
        }

        @Override
        public String toString() {
            return "entered at " + seenMs; // never the values or who: this may reach a log
        }
    }

    /**
     * Who does it, where, and for which patient.
     *
     * @param account the name that this person signed in with
     */
    record Signed(BedId bed, String stay, String who, String account, String station) {
        @Override
        public String toString() {
            return "signed at " + station; // never who: this may reach a log
        }
    }

    /**
     * What was seen.
     *
     * @param seenAtMs epoch milliseconds; empty for now
     * @param values BigDecimal, Boolean or String by name of the sign
     */
    record Observation(Signed signed, OptionalLong seenAtMs, Map<String, Object> values) {
        public Observation {
            values = Map.copyOf(values);
        }

        @Override
        public String toString() {
            return "observation " + signed; // never the values: this may reach a log
        }
    }

    /**
     * What was written.
     *
     * @param about {@code note}, {@code task} or {@code done}
     * @param words {@code text}, {@code dueMs}, {@code alarm} that it is about, {@code task}
     */
    record Writing(Signed signed, String about, Map<String, Object> words) {
        public Writing {
            words = Map.copyOf(words);
        }

        @Override
        public String toString() {
            return about + " " + signed; // never the words: this may reach a log
        }
    }
}
