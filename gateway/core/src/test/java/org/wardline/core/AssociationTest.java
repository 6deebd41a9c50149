package org.wardline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.ReadingEntry;

/** The short answer is the long one, whatever happened before and whenever a reading was measured. */
class AssociationTest {
    private static final int SEEDS = 400;
    private static final int STEPS = 60;
    private static final int THINGS = 3;
    private static final long STEP_MS = 1_000;

    private final WardPlan plan = new WardPlan(
            "w1",
            false,
            false,
            List.of(),
            List.of(),
            List.of(new WardPlan.Stay(new StayId("planned"), new BedId("b0"), 1, 20_000, 40_000)));

    private final Map<DeviceId, Association> known = new HashMap<>();
    private int shortOnes;

    @Test
    void givenPatientsAndDevicesThatComeAndGo_whenReadingsOfAnyTimeAreAskedFor_thenShortAndLongAnswersAgree() {
        for (long seed = 0; seed < SEEDS; seed++) {
            compare(seed);
        }
        assertThat(shortOnes).as("the short way was taken").isGreaterThan(5 * SEEDS);
    }

    private void compare(long seed) {
        var random = new Random(seed);
        var places = Places.empty();
        known.clear();
        long wallMinusAtMs = 0;
        for (int step = 1; step <= STEPS; step++) {
            long atMs = step * STEP_MS;
            Links before = places.links();
            if (random.nextInt(20) == 0) {
                long setMs = wallMinusAtMs + random.nextLong(-10, 10) * STEP_MS;
                places.set(before.with(before.steady().set(atMs, wallMinusAtMs, setMs)));
                wallMinusAtMs = setMs;
            } else {
                happen(random, places, atMs, atMs + wallMinusAtMs);
            }
            var whose = new Whose(plan, places.links(), places.byHand());
            for (int time = 0; time < 5; time++) {
                var device = new DeviceId("d" + random.nextInt(THINGS));
                long heardAtMs = random.nextLong(atMs + 1);
                long wallMs = atMs + wallMinusAtMs - random.nextLong(-STEP_MS, 30 * STEP_MS);
                agree(device, wallMs, heardAtMs, places, whose, "seed " + seed + ", step " + step);
            }
        }
    }

    private static void happen(Random random, Places places, long atMs, long wallMs) {
        String stay = "s" + random.nextInt(THINGS);
        String bed = "b" + random.nextInt(THINGS);
        String device = "d" + random.nextInt(THINGS);
        long steadyMs = wallMs + places.links().steady().aheadMs();
        boolean isHere = places.beds.containsKey(new StayId(stay));
        boolean isFree = places.stayNow(new BedId(bed)).isEmpty();
        switch (random.nextInt(6)) {
            case 0 -> {
                if (!isHere && isFree) {
                    places.admitted(new AlarmEvent.Admit(atMs, stay, bed, 1, null), steadyMs);
                }
            }
            case 1 -> {
                Optional<BedId> _ = places.discharged(new AlarmEvent.Discharge(atMs, stay, null), steadyMs);
            }
            case 2 -> {
                if (isHere && isFree) {
                    Optional<BedId> _ = places.transferred(
                            new AlarmEvent.Transfer(atMs, stay, bed, List.of(device), null), steadyMs);
                }
            }
            case 3 -> {
                if (isHere) {
                    places.linked(new AlarmEvent.DeviceLinked(atMs, device, stay, Map.of(), List.of(), null), steadyMs);
                }
            }
            case 4 -> places.unlinked(new DeviceId(device), steadyMs);
            default -> {
                var said = new CareAct.Correct(atMs, "n1", device, wallMs - 5 * STEP_MS, wallMs, Optional.of(bed));
                places.set(random.nextInt(4) == 0 ? places.links().correct(said, wallMs, wallMs) : places.links());
            }
        }
    }

    private void agree(DeviceId device, long wallMs, long heardAtMs, Places places, Whose whose, String when) {
        Association now = known.computeIfAbsent(device, of -> Association.of(of, places, whose));
        if (now.version() != places.version()) { // as the ward does: what was worked out before holds until then
            now = Association.of(device, places, whose);
            known.put(device, now);
        }
        long steadyMs = whose.steadyMs(wallMs, heardAtMs);
        shortOnes += steadyMs >= now.bedSinceMs() && steadyMs >= now.patientSinceMs() ? 1 : 0;
        assertThat(now.bedOf(device, wallMs, heardAtMs, whose))
                .as(when)
                .isEqualTo(whose.bedOf(device, wallMs, heardAtMs));
        assertThat(now.ownerOf(entry(Optional.empty(), device, wallMs, heardAtMs), whose))
                .isEmpty();
        for (int number = 0; number < THINGS; number++) {
            var bed = new BedId("b" + number);
            ReadingEntry entry = entry(Optional.of(bed), device, wallMs, heardAtMs);
            Optional<StayId> owner = whose.stayIn(bed, entry);
            assertThat(now.ownerOf(entry, whose)).as(when).isEqualTo(owner);
            boolean isMeasured = owner.isPresent()
                    && places.measures(device).equals(owner)
                    && bed.equals(places.beds.get(owner.get()));
            assertThat(owner.isPresent() && now.isMeasured(owner, entry.bed()))
                    .as(when)
                    .isEqualTo(isMeasured);
        }
    }

    private static ReadingEntry entry(Optional<BedId> bed, DeviceId device, long wallMs, long heardAtMs) {
        var reading = new Reading(device, Reading.NO_SEQ, wallMs, wallMs, ClockQuality.DEVICE, List.of());
        return ReadingEntry.of(bed, heardAtMs, reading);
    }
}
