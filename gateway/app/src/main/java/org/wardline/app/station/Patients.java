package org.wardline.app.station;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.wardline.core.CareAct;
import org.wardline.core.DevicesView;
import org.wardline.core.WardView;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;

/**
 * Patients and devices, as a station asks for them and moves them. Called on the station's context; the implementation moves to
 * whoever knows. A failed future means that nothing is known to be stored.
 */
public interface Patients {
    /** An act; completes after it is stored and done, with why it cannot be done as things stand, or empty. */
    Future<Optional<String>> act(LongFunction<CareAct> act);

    /** Somebody is admitted under a random name; completes as {@link #act}. */
    Future<Optional<String>> admit(Newcomer newcomer, String who);

    /** A bed as it is now; empty when there is none of that name. */
    Future<Optional<WardView.Bed>> bed(BedId bed);

    /** Who a stay is; empty when nobody said. */
    Optional<Known> who(StayId stay);

    /** Who a stay was is forgotten; with why not while it lasts. */
    Future<Optional<String>> erase(String stay);

    /** Devices, and readings that wait for a person. */
    Future<DevicesView> devices();

    /** All else that waits for a person. */
    Future<Waiting> waiting();

    /** What an uplink was refused is tried again. */
    Future<Boolean> retry(String uplink, long number);

    /**
     * Who comes.
     *
     * @param birthDate {@code YYYY-MM-DD}, or empty
     * @param method how the devices are known: {@code scan} or {@code hand}
     */
    record Newcomer(
            String bed,
            String familyName,
            String givenName,
            String recordNumber,
            String birthDate,
            int news2,
            List<String> devices,
            String method,
            boolean isTest) {
        public Newcomer {
            devices = List.copyOf(devices);
        }

        @Override
        public String toString() {
            return "somebody for bed " + bed; // never who: this may reach a log
        }
    }

    /** Who a patient is. */
    record Known(String familyName, String givenName, String fullName, String recordNumber, String birthDate) {
        @Override
        public String toString() {
            return "somebody"; // never who: this may reach a log
        }
    }

    /**
     * What waits for a person besides readings without a patient.
     *
     * @param unmappedMore sightings of codes beyond those that are told apart
     * @param quarantined newest first
     * @param unnamed what a way out holds since nobody is known whose it is; it leaves by itself once somebody is
     */
    record Waiting(
            List<Unmapped> unmapped,
            long unmappedMore,
            List<Quarantine> quarantined,
            List<Refused> refused,
            List<Refused> unnamed) {
        public Waiting {
            unmapped = List.copyOf(unmapped);
            quarantined = List.copyOf(quarantined);
            refused = List.copyOf(refused);
            unnamed = List.copyOf(unnamed);
        }
    }

    /** A key that no sign is known for. */
    record Unmapped(String key, long count, String device, String sample, long lastMs) {
        @Override
        public String toString() {
            return "unmapped " + key; // never the sample
        }
    }

    /**
     * A message that nobody could read.
     *
     * @param head its first bytes as text, or as hex where they are none
     */
    record Quarantine(long atMs, String topic, String reason, String detail, String head) {
        @Override
        public String toString() {
            return "quarantined (" + reason + ")"; // never its bytes
        }
    }

    /**
     * What a way out could not file.
     *
     * @param device or {@link org.wardline.sync.Entered#SOURCE}, of what a person entered
     * @param number of the first reading or the entry in the log
     */
    record Refused(String uplink, String device, long number, int count, String reason) {}
}
