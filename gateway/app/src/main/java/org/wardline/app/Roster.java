package org.wardline.app;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wardline.app.config.GatewayConfig;
import org.wardline.buffer.Person;
import org.wardline.sync.Identifier;
import org.wardline.sync.Subject;
import org.wardline.sync.Whose;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Whose a reading is when it leaves: the stay in its bed at the moment it was measured, and the patient that was admitted
 * under it or that the configuration names for it. A provisional stay has no patient: its readings are held, unless the ward
 * admits everybody; then the stay itself is the subject. A test is nobody's.
 */
final class Roster implements Whose {
    /** The system of stays that stand for themselves. */
    static final String STAY_SYSTEM = "urn:wardline:stay";
    /** The system of record numbers where no uplink names one. */
    static final String PATIENT_SYSTEM = "urn:wardline:patient";

    private final Supplier<org.wardline.core.Whose> links;
    private final Function<StayId, Optional<Person>> admitted;
    private final boolean admitsAny;
    private final String system;
    private final Map<StayId, GatewayConfig.Stay> stays;

    /** By links that change, and people who come. */
    Roster(GatewayConfig config, Supplier<org.wardline.core.Whose> links, Function<StayId, Optional<Person>> admitted) {
        this.links = links;
        this.admitted = admitted;
        this.admitsAny = config.devices().admit() == GatewayConfig.Admit.ANY;
        this.system = config.uplink().fhir().map(GatewayConfig.Fhir::system).orElse(PATIENT_SYSTEM);
        this.stays = new HashMap<>();
        config.stays().forEach(stay -> stays.put(stay.stay(), stay));
    }

    private Roster(Roster now, Supplier<org.wardline.core.Whose> links) {
        this.links = links;
        this.admitted = now.admitted;
        this.admitsAny = now.admitsAny;
        this.system = now.system;
        this.stays = now.stays;
    }

    /** Whose readings were as long as only the corrections before this one were said. */
    Roster before(int correction) {
        org.wardline.core.Whose then = links.get().before(correction);
        return new Roster(this, () -> then);
    }

    /** What the links are now. */
    org.wardline.core.Whose links() {
        return links.get();
    }

    @Override
    public Optional<BedId> bedOf(ReadingEntry entry) {
        return links.get().bedOf(entry);
    }

    @Override
    public boolean isNobodys(ReadingEntry entry) {
        org.wardline.core.Whose now = links.get();
        return now.isNobodys(entry.reading().device(), entry.measuredAtMs())
                || now.of(entry).filter(org.wardline.core.Whose::isTest).isPresent();
    }

    @Override
    public Optional<Subject> of(ReadingEntry entry) {
        org.wardline.core.Whose now = links.get();
        return now.of(entry)
                .filter(stay -> !org.wardline.core.Whose.isTest(stay))
                .flatMap(stay -> subject(stay, now, entry));
    }

    @Override
    public boolean isNobodys(StayId stay) {
        return org.wardline.core.Whose.isTest(stay);
    }

    @Override
    public Optional<Subject> of(StayId stay) {
        return isNobodys(stay) ? Optional.empty() : subject(stay, Subject.ALWAYS);
    }

    private Optional<Subject> subject(StayId stay, org.wardline.core.Whose now, ReadingEntry entry) {
        long sinceMs = now.bedOf(entry)
                .map(bed -> now.sinceIn(bed, entry))
                .filter(since -> since > 0)
                .orElse(Subject.ALWAYS);
        return subject(stay, sinceMs);
    }

    private Optional<Subject> subject(StayId stay, long sinceMs) {
        Optional<Person> person = admitted.apply(stay);
        if (person.isPresent()) {
            return Optional.of(new Subject(new Identifier(system, person.get().recordNumber()), stay, sinceMs));
        }
        GatewayConfig.Stay known = stays.get(stay);
        if (known != null) {
            return known.patient()
                    .map(patient -> new Subject(new Identifier(patient.system(), patient.identifier()), stay, sinceMs));
        }
        return admitsAny
                ? Optional.of(new Subject(new Identifier(STAY_SYSTEM, stay.name()), stay, sinceMs))
                : Optional.empty();
    }
}
