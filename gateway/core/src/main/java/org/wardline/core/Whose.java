package org.wardline.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Whose a reading is, by the moment it was measured: what the configuration says of patients, and what links say of the
 * rest. Immutable: any thread may ask.
 */
public final class Whose {
    /** Before the name of a stay whose readings are a test. */
    public static final String TEST_PREFIX = "test-";

    private final WardPlan plan;
    private final Links links;
    private final ByHand byHand;

    private final Map<BedId, List<WardPlan.Stay>> planned;

    Whose(WardPlan plan, Links links, ByHand byHand) {
        this(plan, links, byHand, plan.stays().stream().collect(Collectors.groupingBy(WardPlan.Stay::bed)));
    }

    private Whose(WardPlan plan, Links links, ByHand byHand, Map<BedId, List<WardPlan.Stay>> planned) {
        this.plan = plan;
        this.links = links;
        this.byHand = byHand;
        this.planned = planned;
    }

    /** These answers where nothing has changed, else new ones. */
    @SuppressWarnings("ReferenceEquality") // both are immutable: the same object says that nothing changed
    Whose with(Links otherLinks, ByHand other) {
        return links == otherLinks && byHand == other ? this : new Whose(plan, otherLinks, other, planned);
    }

    /** Whether a stay is a test: shown, and never filed by any way. Said by its name, so that it is never forgotten. */
    public static boolean isTest(StayId stay) {
        return stay.name().startsWith(TEST_PREFIX);
    }

    /** Where a device stood; one that nobody ever linked stands where the configuration says. */
    public Optional<BedId> bedOf(DeviceId device, long wallMs) {
        return links.everStood(device) ? links.bedOf(device, wallMs) : plan.bedOf(device);
    }

    /** Whose a reading is, as far as people have corrected where its device was; empty: nobody's. */
    public Optional<StayId> of(ReadingEntry entry) {
        return bedOf(entry.reading().device(), entry.measuredAtMs()).flatMap(bed -> stayIn(bed, entry.measuredAtMs()));
    }

    /** Who lay in a bed; a provisional stay where nobody has said who. */
    public Optional<StayId> stayIn(BedId bed, long wallMs) {
        Optional<WardPlan.Stay> stay = plannedIn(bed, wallMs);
        return stay.isPresent() ? stay.map(WardPlan.Stay::stay) : links.stayIn(bed, wallMs);
    }

    /** Since when whoever lay in a bed then had been lying there, epoch milliseconds; 0 for ever. */
    public long sinceIn(BedId bed, long wallMs) {
        return plannedIn(bed, wallMs).map(WardPlan.Stay::fromMs).orElseGet(() -> links.sinceIn(bed, wallMs));
    }

    private Optional<WardPlan.Stay> plannedIn(BedId bed, long wallMs) {
        for (WardPlan.Stay stay : planned.getOrDefault(bed, List.of())) {
            if (wallMs >= stay.fromMs() && wallMs < endOf(stay)) {
                return Optional.of(stay);
            }
        }
        return Optional.empty();
    }

    /** By the configuration, unless people said otherwise before. */
    private long endOf(WardPlan.Stay stay) {
        return Math.min(stay.toMs(), byHand.endOf(stay.stay()));
    }

    /** Whether a person said that a device measured no patient then. */
    public boolean isNobodys(DeviceId device, long wallMs) {
        return links.correctionOf(device, wallMs)
                .filter(said -> said.bed().isEmpty())
                .isPresent();
    }

    /** What people said afterwards of where devices had been, in order. */
    public List<LinkCorrection> corrections() {
        return links.corrections();
    }

    /** Whose readings were as long as only the corrections before this one were said. */
    public Whose before(int correction) {
        return new Whose(plan, links.before(correction), byHand, planned);
    }
}
