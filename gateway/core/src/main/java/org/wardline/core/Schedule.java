package org.wardline.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;

/** Patients who come and go by the configuration: what must happen so that the ward is as it says. */
record Schedule(WardPlan plan, Map<StayId, BedId> beds, ByHand byHand) {

    /** Whether a bed is the configuration's: then nobody lies there but whom it names. */
    static boolean isPlanned(WardPlan plan, BedId bed) {
        return plan.stays().stream().anyMatch(stay -> stay.bed().equals(bed));
    }

    /** The next instant at which somebody comes or goes, epoch milliseconds. */
    long nextAfter(long wallMs) {
        long next = Long.MAX_VALUE;
        for (WardPlan.Stay stay : plan.stays()) {
            next = stay.fromMs() > wallMs ? Math.min(next, stay.fromMs()) : next;
            next = stay.toMs() > wallMs ? Math.min(next, stay.toMs()) : next;
        }
        return next;
    }

    /**
     * What is due, in order, each at its own time between the last event and now.
     *
     * @param wallMinusAtMs from the monotonic axis to epoch milliseconds
     */
    List<AlarmEvent> due(long atMs, long wallMinusAtMs, long lastAtMs) {
        List<AlarmEvent> due = new ArrayList<>();
        long wallMs = atMs + wallMinusAtMs;
        for (WardPlan.Stay stay : plan.stays()) {
            if (byHand.endOf(stay) != Long.MAX_VALUE) {
                continue; // people decide about this patient, or this bed
            }
            boolean isDue = wallMs >= stay.fromMs() && wallMs < stay.toMs();
            boolean isHere = stay.bed().equals(beds.get(stay.stay()));
            if (!isDue && isHere) {
                long end = Math.max(lastAtMs, Math.min(atMs, stay.toMs() - wallMinusAtMs));
                due.add(new AlarmEvent.Discharge(end, stay.stay().name(), null));
            } else if (isDue && !isHere) {
                long begin = Math.max(lastAtMs, Math.min(atMs, stay.fromMs() - wallMinusAtMs));
                come(stay, begin, due);
            }
        }
        due.sort(Comparator.comparingLong(AlarmEvent::atMs).thenComparingInt(Schedule::rank));
        return due;
    }

    private void come(WardPlan.Stay stay, long begin, List<AlarmEvent> due) {
        for (var other : beds.entrySet()) {
            boolean isInTheWay = other.getValue().equals(stay.bed())
                    && plan.stays().stream()
                            .noneMatch(planned -> planned.stay().equals(other.getKey())
                                    && planned.bed().equals(stay.bed()));
            if (isInTheWay || other.getKey().equals(stay.stay())) {
                due.add(new AlarmEvent.Discharge(begin, other.getKey().name(), null));
            }
        }
        due.add(new AlarmEvent.Admit(begin, stay.stay().name(), stay.bed().name(), stay.news2Scale(), null));
        for (WardPlan.Device device : plan.devices()) {
            boolean isHere = device.bed().filter(stay.bed()::equals).isPresent();
            if (isHere && !byHand.devices().contains(device.device())) {
                due.add(new AlarmEvent.DeviceLinked(
                        begin, device.device().name(), stay.stay().name(), device.signs(), device.via(), null));
            }
        }
    }

    /** At one instant somebody leaves before the next comes, and comes before devices are linked. */
    private static int rank(AlarmEvent event) {
        if (event instanceof AlarmEvent.Discharge) {
            return 0;
        }
        return event instanceof AlarmEvent.Admit ? 1 : 2;
    }
}
