package org.wardline.app.history;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

/**
 * What was heard, said and done in a span of time.
 *
 * <p>Of a patient who is here all of his own is shown, from all beds in which he lay; of a former patient nothing.
 */
public interface History {
    /** Readings and notes together, in one answer. What is cut away is the oldest. */
    int MAX_ENTRIES = 50_000;

    /** Completes on the asker's context; fails when the log cannot be read now. */
    Future<Span> of(Query query);

    /** Which part of the log. */
    enum What {
        /** What was said and done, without readings. */
        NOTES,
        /** Readings too. */
        ALL
    }

    /**
     * A question.
     *
     * @param stay which patient is meant; empty: the whole ward, patients who left too
     * @param fromMs epoch milliseconds; of readings the time they were measured, of notes the time they were made
     * @param toMs not included
     */
    record Query(Optional<StayId> stay, long fromMs, long toMs, What what) {
        /** Readings and notes. */
        public Query(Optional<StayId> stay, long fromMs, long toMs) {
            this(stay, fromMs, toMs, What.ALL);
        }

        /** Notes alone. */
        public static Query notes(Optional<StayId> stay, long fromMs, long toMs) {
            return new Query(stay, fromMs, toMs, What.NOTES);
        }
    }

    /**
     * An answer.
     *
     * @param readings in the order of the log
     * @param notes events and changes in the order of the log; of a patient also those that name no patient, such as a restart.
     *     Heartbeats and what was only wanted are left out
     * @param axis the wall time of what has only the gateway's own
     * @param isCut whether there was more: older than all of this, or newest and not yet read
     */
    record Span(List<ReadingEntry> readings, List<NoteEntry> notes, Axis axis, boolean isCut) {
        /** Nothing. */
        public static final Span NONE = new Span(List.of(), List.of(), Axis.NONE, false);

        public Span {
            readings = List.copyOf(readings);
            notes = List.copyOf(notes);
        }

        /** When something of this span happened: epoch milliseconds by the wall clock of that moment. */
        public long wallMs(long atMs) {
            return axis.wallMs(atMs);
        }
    }
}
