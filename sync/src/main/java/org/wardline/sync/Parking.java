package org.wardline.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.wardline.vitals.DeviceId;

/** What does not leave now. Hours of one device without a patient are one run, so the bound is far away. */
final class Parking {
    /** Runs; when they are reached, nothing more can be set aside, and what would be stays where it is. */
    static final int MAX_RUNS = 4_096;

    private final Map<Key, Parked> runs = new LinkedHashMap<>();

    /** A run is found by its end, where it grows. */
    private record Key(DeviceId device, long to) {}

    /** Sets one reading aside; false when there is no room. */
    boolean park(Parked one, long previous) {
        var before = new Key(one.device(), previous);
        Parked run = runs.get(before);
        if (run != null && run.isLike(one)) {
            runs.remove(before);
            restore(run.and(one));
            return true;
        }
        if (runs.size() >= MAX_RUNS) {
            return false;
        }
        restore(one);
        return true;
    }

    void restore(Parked run) {
        runs.put(new Key(run.device(), run.to()), run);
    }

    /** Takes out one run that is due. */
    List<Parked> takeDue(long nowMs, int most) {
        List<Parked> due = runs.values().stream()
                .filter(run -> run.untilMs() <= nowMs)
                .limit(most)
                .toList();
        due.forEach(run -> runs.remove(new Key(run.device(), run.to())));
        return due;
    }

    /** Makes runs due now; whether there was any. */
    boolean release(Predicate<Parked> which, long nowMs) {
        boolean isAny = runs.values().stream().anyMatch(which);
        runs.replaceAll((key, run) -> which.test(run) ? run.until(nowMs) : run);
        return isAny;
    }

    /** Lets go for ever of one entry that is held for a person and was not filed; whether there was one. */
    boolean drop(DeviceId device, long number) {
        return runs.values()
                .removeIf(run -> run.device().equals(device)
                        && run.from() == number
                        && run.to() == number
                        && run.needsPerson()
                        && !run.reason().startsWith(Parked.GAVE_UP));
    }

    /** Whether a device's reading is set aside. */
    boolean holds(DeviceId device, long number) {
        return runs.values().stream()
                .anyMatch(run -> run.device().equals(device) && run.from() <= number && number <= run.to());
    }

    long held() {
        return runs.values().stream()
                .filter(Parked::needsPerson)
                .mapToLong(Parked::count)
                .sum();
    }

    long nextDueMs() {
        return runs.values().stream().mapToLong(Parked::untilMs).min().orElse(Long.MAX_VALUE);
    }

    long oldest() {
        return runs.values().stream().mapToLong(Parked::from).min().orElse(Long.MAX_VALUE);
    }

    List<Parked> all() {
        return new ArrayList<>(runs.values());
    }
}
