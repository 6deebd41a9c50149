package org.wardline.core;

import java.util.Optional;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Device and patient as the books join them now, worked out once for all readings until the books change: where the device
 * stands, who lies there, and since when. What was measured before that is asked of {@link Whose}.
 *
 * @param version of the {@link Places} that it was read from
 * @param bed where it stands now
 * @param bedSinceMs a reading measured from then on, by the {@link SteadyWall}, is of that bed; {@link Links#NEVER}: ask
 * @param patient who lies there now
 * @param patientSinceMs a reading of that bed measured from then on is his; {@link Links#NEVER}: ask
 * @param measured whom it measures now
 * @param measuredIn where he lies
 * @param firstLinkedAtMs see {@link Places#firstLinkedAt}
 */
record Association(
        long version,
        Optional<BedId> bed,
        long bedSinceMs,
        Optional<StayId> patient,
        long patientSinceMs,
        Optional<StayId> measured,
        Optional<BedId> measuredIn,
        long firstLinkedAtMs) {

    static Association of(DeviceId device, Places places, Whose whose) {
        Links links = places.links();
        Optional<BedId> bed = links.standsAt(device);
        Optional<StayId> patient = bed.flatMap(links::liesIn);
        Optional<StayId> measured = places.measures(device);
        return new Association(
                places.version(),
                bed,
                links.standsSince(device),
                patient,
                bed.filter(whose::isOnlyByLinks).map(links::liesSince).orElse(Links.NEVER),
                oneOf(measured, patient),
                oneOf(measured.map(places.beds::get), bed),
                places.firstLinkedAt(device));
    }

    /** The same object where both are the same: every reading asks. */
    private static <T> Optional<T> oneOf(Optional<T> what, Optional<T> other) {
        return what.equals(other) ? other : what;
    }

    /** Where the device stood at a wall time that was reckoned at an instant of the axis. */
    Optional<BedId> bedOf(DeviceId device, long wallMs, long heardAtMs, Whose whose) {
        return whose.steadyMs(wallMs, heardAtMs) >= bedSinceMs ? bed : whose.bedOf(device, wallMs, heardAtMs);
    }

    /** Whose a reading is that was measured in a bed, or in none. */
    Optional<StayId> ownerOf(ReadingEntry entry, Whose whose) {
        Optional<BedId> in = entry.bed();
        if (in.isEmpty()) {
            return Optional.empty();
        }
        boolean isHis = in.equals(bed) && whose.steadyMs(entry.measuredAtMs(), entry.atMs()) >= patientSinceMs;
        return isHis ? patient : whose.stayIn(in.get(), entry);
    }

    /** Whether the device measures this patient now, and he still lies where a reading was measured. */
    boolean isMeasured(Optional<StayId> who, Optional<BedId> in) {
        return who.equals(measured) && in.equals(measuredIn);
    }
}
