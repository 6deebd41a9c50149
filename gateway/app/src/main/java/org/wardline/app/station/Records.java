package org.wardline.app.station;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import org.wardline.app.records.AlarmReport;
import org.wardline.app.records.BedRecord;
import org.wardline.app.records.Handover;
import org.wardline.app.records.Period;
import org.wardline.app.records.Shifts;
import org.wardline.vitals.BedId;

/** What the log tells people. Called on the station's context and answered there; fails when the log cannot be read now. */
public interface Records {
    /** What happened in a time in some beds; none named: in all. */
    Future<Handover> handover(Period when, Set<String> beds);

    /** The last hours of the patient who lies in a bed now; empty where nobody does. */
    Future<Optional<BedRecord>> record(BedId bed, int hours);

    /** How good the alarms of the last days were in some beds; none named: in all. */
    Future<AlarmReport> report(int days, Set<String> beds);

    /** When the ward's shifts are, in its own time. */
    Shifts shifts();

    /** The log of the last days is still being read, after a start: asked again a while later. */
    final class StillReading extends Exception {
        private static final long serialVersionUID = 1;
        private final int percent;

        public StillReading(int percent) {
            super("the log of the last days is being read, " + percent + " %", null, false, false);
            this.percent = percent;
        }

        /** How much of it is read. */
        public int percent() {
            return percent;
        }
    }

    /** A ward whose log nobody can ask. */
    static Records none(Shifts shifts) {
        return new Records() {
            @Override
            public Future<Handover> handover(Period when, Set<String> beds) {
                return Future.failedFuture("there is no log");
            }

            @Override
            public Future<Optional<BedRecord>> record(BedId bed, int hours) {
                return Future.failedFuture("there is no log");
            }

            @Override
            public Future<AlarmReport> report(int days, Set<String> beds) {
                return Future.failedFuture("there is no log");
            }

            @Override
            public Shifts shifts() {
                return shifts;
            }
        };
    }
}
