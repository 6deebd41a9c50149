package org.wardline.app;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.wardline.app.config.GatewayConfig;
import org.wardline.sync.Subject;
import org.wardline.sync.Whose;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Whose a reading is when it leaves: the stay in its bed at the moment it was measured, and the patient that the
 * configuration names for it. A provisional stay has no patient: its readings are held, unless the ward admits everybody;
 * then the stay itself is the subject.
 */
final class Roster implements Whose {
    /** The system of stays that stand for themselves. */
    static final String STAY_SYSTEM = "urn:wardline:stay";

    private final Supplier<org.wardline.core.Whose> links;
    private final boolean admitsAny;
    private final Map<StayId, GatewayConfig.Stay> stays = new HashMap<>();

    Roster(GatewayConfig config, Supplier<org.wardline.core.Whose> links) {
        this.links = links;
        this.admitsAny = config.devices().admit() == GatewayConfig.Admit.ANY;
        config.stays().forEach(stay -> stays.put(stay.stay(), stay));
    }

    @Override
    public Optional<Subject> of(ReadingEntry entry) {
        return entry.bed()
                .flatMap(bed -> links.get().stayIn(bed, entry.measuredAtMs()))
                .flatMap(this::subject);
    }

    private Optional<Subject> subject(StayId stay) {
        GatewayConfig.Stay known = stays.get(stay);
        if (known != null) {
            return known.patient()
                    .map(patient -> new Subject(
                            new org.wardline.sync.Identifier(patient.system(), patient.identifier()),
                            stay,
                            known.fromMs() == 0 ? Subject.ALWAYS : known.fromMs()));
        }
        return admitsAny ? Optional.of(Subject.of(STAY_SYSTEM, stay.name(), stay)) : Optional.empty();
    }
}
