package org.wardline.app.alarm;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardline.app.wire.Json;
import org.wardline.app.wire.WireTime;
import org.wardline.core.AlarmWords;
import org.wardline.vitals.alarm.AlarmChange;

/**
 * What somebody outside is told of one change of an alarm, or of one step of telling people. It names the bed, never a patient.
 *
 * @param number of its entry in the log: the order in which messages leave
 * @param id {@code ALARM:V}, of a step {@code ALARM:V:STEP}: the same whenever it is sent again
 * @param atMs when it happened, on the gateway's monotonic axis
 * @param json one object
 */
record AlarmMessage(long number, String id, String alarm, long atMs, String json) {
    /** Fields that leave; what is not named here stays in the house. */
    private static final List<String> FIELDS = List.of(
            "bed",
            "alarm",
            "v",
            "change",
            "state",
            "priority",
            "type",
            "values",
            "limits",
            "device",
            "beds",
            "why",
            "by",
            "station",
            "step",
            "to");

    private static final String NOTIFY = "notify";

    /** The message of a change; empty for what is no change of an alarm's state and tells nobody. */
    static Optional<AlarmMessage> of(String ward, long number, AlarmChange change) {
        boolean isStep = change.change().equals(NOTIFY);
        Optional<String> alarm = change.alarm();
        if (alarm.isEmpty() || (change.state().isEmpty() && !isStep)) {
            return Optional.empty();
        }
        String id = alarm.get() + ":" + change.fields().get("v")
                + (isStep ? ":" + change.fields().get("step") : "");
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("id", id);
        said.put("ward", ward);
        if (change.fields().get("wall") instanceof Number wallMs) {
            said.put("at", WireTime.of(wallMs.longValue()));
        }
        change.kind().ifPresent(kind -> said.put("text", AlarmWords.of(kind)));
        for (String field : FIELDS) {
            Object value =
                    field.equals("change") ? change.change() : change.fields().get(field);
            if (value != null) {
                said.put(field, value);
            }
        }
        return Optional.of(new AlarmMessage(number, id, alarm.get(), change.atMs(), Json.text(said)));
    }

    byte[] body() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return id; // never its text: this may reach a log
    }
}
