package org.wardline.core.alarm;

import java.util.Map;

/** An alarm that devices themselves found, by its name; physiological (section 6). */
final class DeviceAlarmFact implements Fact {
    private final Stay stay;
    private final String alarmName;

    DeviceAlarmFact(Stay stay, String alarmName) {
        this.stay = stay;
        this.alarmName = alarmName;
    }

    @Override
    public String type() {
        return "physiological";
    }

    @Override
    public void judge(Condition condition, Moment moment) {
        Map<String, Stay.Said> said = stay.deviceAlarms.getOrDefault(alarmName, Map.of());
        for (int level = 0; level < Priorities.COUNT; level++) {
            if (said.isEmpty()) {
                condition.gone(level, "unlinked", moment);
            } else {
                condition.say(level, firstDevice(said, level).isEmpty() ? Raw.BACK : Raw.BEYOND, moment);
            }
        }
    }

    private static String firstDevice(Map<String, Stay.Said> said, int level) {
        for (Map.Entry<String, Stay.Said> device : said.entrySet()) {
            if (device.getValue().isOn() && device.getValue().priority() == level) {
                return device.getKey();
            }
        }
        return "";
    }

    @Override
    public Map<String, Object> cause(int level, Moment moment) {
        return Map.of("device", firstDevice(stay.deviceAlarms.getOrDefault(alarmName, Map.of()), level));
    }
}
