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

    /** Where a device stood when a reading of it was measured; one that nobody ever linked stands where the configuration says. */
    public Optional<BedId> bedOf(ReadingEntry entry) {
        return bedOf(entry.reading().device(), entry.measuredAtMs(), entry.atMs());
    }

    /** Whose a reading is, as far as people have corrected where its device was; empty: nobody's. */
    public Optional<StayId> of(ReadingEntry entry) {
        return bedOf(entry).flatMap(bed -> stayIn(bed, entry));
    }

    /** Where a device stood at a wall time that was reckoned at an instant of the axis. */
    Optional<BedId> bedOf(DeviceId device, long wallMs, long heardAtMs) {
        return links.everStood(device) ? links.bedOf(device, wallMs, steadyMs(wallMs, heardAtMs)) : plan.bedOf(device);
    }

    /** Who lay in a bed when a reading was measured; a provisional stay where nobody has said who. */
    public Optional<StayId> stayIn(BedId bed, ReadingEntry entry) {
        return stayIn(bed, entry.measuredAtMs(), steadyMs(entry));
    }

    /** Who lay in a bed; where the wall was set back and there are two such times, at the later. */
    public Optional<StayId> stayIn(BedId bed, long wallMs) {
        return stayIn(bed, wallMs, links.steady().of(wallMs));
    }

    private Optional<StayId> stayIn(BedId bed, long wallMs, long steadyMs) {
        Optional<WardPlan.Stay> stay = plannedIn(bed, wallMs, steadyMs);
        return stay.isPresent() ? stay.map(WardPlan.Stay::stay) : links.stayIn(bed, steadyMs);
    }

    private long steadyMs(ReadingEntry entry) {
        return steadyMs(entry.measuredAtMs(), entry.atMs());
    }

    /** A wall time that was reckoned at an instant of the axis, by the {@link SteadyWall}. */
    long steadyMs(long wallMs, long heardAtMs) {
        return links.steady().of(wallMs, heardAtMs);
    }

    /**
     * Since when whoever lay in a bed when a reading was measured had been lying there: epoch milliseconds by the wall of the
     * reading, 0 for ever.
     */
    public long sinceIn(BedId bed, ReadingEntry entry) {
        long steadyMs = steadyMs(entry);
        return plannedIn(bed, entry.measuredAtMs(), steadyMs)
                .map(WardPlan.Stay::fromMs)
                .orElseGet(() -> Math.max(0, links.sinceIn(bed, steadyMs) - (steadyMs - entry.measuredAtMs())));
    }

    /** Whether the configuration says nothing of who lies in a bed. */
    boolean isOnlyByLinks(BedId bed) {
        return planned.isEmpty() || !planned.containsKey(bed);
    }

    private Optional<WardPlan.Stay> plannedIn(BedId bed, long wallMs, long steadyMs) {
        if (isOnlyByLinks(bed)) {
            return Optional.empty();
        }
        for (WardPlan.Stay stay : planned.getOrDefault(bed, List.of())) {
            boolean isByPlan = wallMs >= stay.fromMs() && wallMs < stay.toMs();
            if (isByPlan && steadyMs < byHand.endOf(stay)) { // unless people said otherwise before
                return Optional.of(stay);
            }
        }
        return Optional.empty();
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
