package org.wardline.app.station;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.app.history.Episode;
import org.wardline.vitals.BedId;

/** Alarms that were, as people at a station ask for them. Called on the station's context. */
public interface AlarmActs {
    /** Alarms of the present patient of a bed and, of the gateway, those that stood where he lay; the newest first. */
    Future<Past> past(BedId bed, int hours);

    /** Keeps what somebody says of an alarm; completes after it is stored; false where its patient is not here. */
    Future<Boolean> note(Word word);

    /** The evidence of an alarm as a document; empty where it is not kept, or its patient is not here. */
    Future<Optional<Map<String, @Nullable Object>>> evidence(String alarm);

    /**
     * What was.
     *
     * @param isCut whether there was more, older than all of this
     */
    record Past(List<Episode> alarms, boolean isCut) {
        public Past {
            alarms = List.copyOf(alarms);
        }
    }

    /**
     * Something said of an alarm.
     *
     * @param about {@code useful} or {@code done}
     * @param words by field; {@code alarm} among them
     */
    record Word(String alarm, String about, Map<String, Object> words, String who, String station) {
        public Word {
            words = Map.copyOf(words);
        }

        @Override
        public String toString() {
            return about + ' ' + alarm; // never who or the words: this may reach a log
        }
    }
}
