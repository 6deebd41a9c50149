package org.wardline.app.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.core.CareAct;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.Durations;
import org.wardline.core.alarm.Happening;
import org.wardline.vitals.alarm.AlarmChange;

/** Events and changes of the alarm engine as JSON, one object each (Wardline alarm engine, sections 2 and 11). */
public final class EventJson {
    private static final int TYPICAL_LENGTH = 384;
    private static final int TYPICAL_MORE = 64;

    private EventJson() {}

    /** What a line is. */
    public sealed interface Line {}

    /** An event. */
    public record Good(AlarmEvent event) implements Line {}

    /**
     * Not an event.
     *
     * @param why {@code json}, {@code time}, {@code event} or {@code field:NAME}: the first that fits
     */
    public record Bad(String why) implements Line {}

    /** Reads a line that may come from anywhere; time must not go back before now. */
    public static Line read(byte[] utf8, int from, int length, long nowMs) {
        Optional<Map<String, @Nullable Object>> object = JsonTree.object(utf8, from, length);
        if (object.isEmpty()) {
            return new Bad("json");
        }
        Map<String, @Nullable Object> said = object.get();
        if (!(said.get("t") instanceof Long atMs) || atMs < Math.max(0, nowMs) || atMs > Durations.FOREVER) {
            return new Bad("time");
        }
        if (!EventFields.isEvent(said.get("event")) || !(said.get("event") instanceof String event)) {
            return new Bad("event");
        }
        String wrong = EventFields.wrongField(event, said);
        return wrong == null ? new Good(new EventReader(atMs, said).event(event)) : new Bad("field:" + wrong);
    }

    /** Reads what {@link #text(Happening)} wrote; a program error when it is anything else. */
    public static Happening event(String text) {
        return event(fields(text));
    }

    /** What is {@linkplain #fields(String) read}; a program error when it is none of ours. */
    public static Happening event(Map<String, @Nullable Object> said) {
        if (!(said.get("t") instanceof Long atMs) || !(said.get("event") instanceof String event)) {
            throw new IllegalArgumentException("not an event of ours: time or event");
        }
        return event.startsWith(CareJson.PREFIX)
                ? CareJson.act(atMs, event, said)
                : new EventReader(atMs, said)
                        .event(event); // names are not looked at: the wire allows more than the judge
    }

    /** The fields of what {@link #text} wrote: text, truths, lists, maps, numbers as the decimals they are. */
    public static Map<String, @Nullable Object> fields(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return JsonTree.object(utf8, 0, utf8.length).orElse(Map.of());
    }

    /** Reads what {@link #text(AlarmChange)} wrote; a program error when it is anything else. */
    public static AlarmChange change(String text) {
        return change(fields(text));
    }

    /** The change that is {@linkplain #fields(String) read}; a program error when it is none of ours. */
    public static AlarmChange change(Map<String, @Nullable Object> said) {
        if (!(said.get("t") instanceof Long atMs) || !(said.get("change") instanceof String change)) {
            throw new IllegalArgumentException("not a change of ours: time or change");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        said.forEach((name, value) -> {
            if (value != null && !name.equals("t") && !name.equals("change")) {
                fields.put(name, value);
            }
        });
        return new AlarmChange(atMs, change, fields);
    }

    public static String text(Happening what) {
        return switch (what) {
            case AlarmEvent event -> text(EventWriter.fields(event));
            case CareAct act -> text(CareJson.fields(act));
            default -> throw new IllegalArgumentException("nobody knows what that is");
        };
    }

    public static String text(AlarmChange change) {
        var text = new StringBuilder(TYPICAL_LENGTH).append(head(change));
        if (!change.fields().isEmpty()) {
            Json.writeFields(text.append(','), change.fields());
        }
        return text.append('}').toString();
    }

    /** What the text of a change begins with: its time and kind. */
    private static String head(AlarmChange change) {
        var head = new StringBuilder().append("{\"t\":").append(change.atMs()).append(",\"change\":");
        Json.quote(head, change.change());
        return head.toString();
    }

    /** Writes a change as one line. */
    public static void write(AlarmChange change, OutputStream out) throws IOException {
        out.write((text(change) + '\n').getBytes(StandardCharsets.UTF_8));
    }

    /** An event as a document. */
    public static Map<String, @Nullable Object> fields(AlarmEvent event) {
        return EventWriter.fields(event);
    }

    /**
     * A change as the gateway's own topics say it (wire.md, MQTT out): its fields are there already.
     *
     * @param inLog what {@link #text(AlarmChange)} wrote of it
     * @param at its wall time, as on the wire
     * @param text its kind in words, or empty
     */
    public static byte[] told(AlarmChange change, String inLog, String at, Optional<String> text) {
        var told = new StringBuilder(inLog.length() + TYPICAL_MORE).append('{');
        int fieldsAt = head(change).length() + 1;
        if (!change.fields().isEmpty()) {
            told.append(inLog, fieldsAt, inLog.length() - 1).append(',');
        }
        Json.quote(told.append("\"change\":"), change.change());
        Json.quote(told.append(",\"at\":"), at);
        text.ifPresent(words -> Json.quote(told.append(",\"text\":"), words));
        return told.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A document as one line; what {@link #fields(String)} reads as the same. */
    public static String text(Map<String, @Nullable Object> fields) {
        return Json.text(fields);
    }
}
