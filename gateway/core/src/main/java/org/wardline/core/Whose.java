package org.wardline.core;

import java.util.Optional;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.StayId;

/**
 * Whose a reading is, by the moment it was measured: what the configuration says of patients, and what links say of the
 * rest. Immutable: any thread may ask.
 */
public final class Whose {
    private final WardPlan plan;
    private final Links links;

    Whose(WardPlan plan, Links links) {
        this.plan = plan;
        this.links = links;
    }

    /** Where a device stood; one that nobody ever linked stands where the configuration says. */
    public Optional<BedId> bedOf(DeviceId device, long wallMs) {
        return links.everStood(device) ? links.bedOf(device, wallMs) : plan.bedOf(device);
    }

    /** Who lay in a bed; a provisional stay where nobody has said who. */
    public Optional<StayId> stayIn(BedId bed, long wallMs) {
        for (WardPlan.Stay stay : plan.stays()) {
            if (stay.bed().equals(bed) && wallMs >= stay.fromMs() && wallMs < stay.toMs()) {
                return Optional.of(stay.stay());
            }
        }
        return links.stayIn(bed, wallMs);
    }
}
