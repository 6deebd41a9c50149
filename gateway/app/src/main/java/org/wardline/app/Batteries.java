package org.wardline.app;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.wardline.core.Act;
import org.wardline.core.AlarmWords;
import org.wardline.core.DevicesView;
import org.wardline.core.WardView;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * Devices whose battery runs down: a technical alarm of the patient whom they measure, until they are charged or measure somebody
 * else. It keeps nothing: what stands is asked of the ward, so a restart changes nothing. Lives on the ward's thread.
 */
final class Batteries {
    /** A battery below this, in %, is low (an engineering default; the page of devices marks the same). */
    static final double LOW_PERCENT = 20;
    /** From here on, in %, it is well again. */
    static final double WELL_PERCENT = 25;

    private static final String FAULT = AlarmWords.BATTERY + ".fault:";

    /** A device that says its battery is low, at the patient whom it measures. */
    private record Low(String stay, String part) {}

    private final Consumer<Act> ward;

    /**
     * A look at batteries.
     *
     * @param ward takes what is found
     */
    Batteries(Consumer<Act> ward) {
        this.ward = ward;
    }

    /** Compares what stands with what devices said last. */
    void look(WardView view, DevicesView devices) {
        Set<Low> standing = standing(view);
        Map<Low, Double> said = said(view, devices);
        said.forEach((low, percent) -> {
            if (percent < LOW_PERCENT && !standing.contains(low)) {
                tell(low, true);
            }
        });
        for (Low low : standing) {
            if (said.getOrDefault(low, WELL_PERCENT) >= WELL_PERCENT) {
                tell(low, false);
            }
        }
    }

    /** By patient and device, of those that measure somebody and ever said. */
    private static Map<Low, Double> said(WardView view, DevicesView devices) {
        Map<Low, Double> said = new HashMap<>();
        Map<BedId, StayId> present = view.present();
        for (DevicesView.Device device : devices.devices()) {
            if (device.isLinked() && !Double.isNaN(device.batteryPercent())) {
                device.bed()
                        .map(present::get)
                        .ifPresent(stay -> said.put(
                                new Low(stay.name(), device.device().name() + AlarmWords.BATTERY),
                                device.batteryPercent()));
            }
        }
        return said;
    }

    private static Set<Low> standing(WardView view) {
        Set<Low> standing = new HashSet<>();
        for (WardView.Bed bed : view.beds()) {
            for (WardView.Alarm alarm : bed.alarms()) {
                int fault = alarm.name().lastIndexOf(FAULT);
                if (fault > 0) {
                    String stay = bed.stay().map(StayId::name).orElse("");
                    int part = alarm.name().indexOf(':') + 1;
                    standing.add(new Low(stay, alarm.name().substring(part, fault) + AlarmWords.BATTERY));
                }
            }
        }
        return standing;
    }

    private void tell(Low low, boolean isLow) {
        ward.accept(at -> new AlarmEvent.Fault(at, low.part(), isLow, AlarmPriority.LOW, low.stay()));
    }
}
