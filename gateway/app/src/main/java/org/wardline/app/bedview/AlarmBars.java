package org.wardline.app.bedview;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.app.history.History;
import org.wardline.app.history.Notes;
import org.wardline.core.WardView;
import org.wardline.vitals.log.NoteEntry;

/** A patient's alarms, each as one bar, out of the changes that the alarm engine said (alarm engine, section 5). */
final class AlarmBars {
    private static final List<String> PRIORITIES = List.of("low", "medium", "high");

    private final History.Span span;
    private final Map<String, AlarmBar> bars = new LinkedHashMap<>();

    private AlarmBars(History.Span span) {
        this.span = span;
    }

    /**
     * All that is known of in a span, the oldest first.
     *
     * @param standing alarms that stand now, whose rise may be before the span
     * @param nowMs the wall at the instant of those
     */
    static List<AlarmBar> of(History.Span span, List<WardView.Alarm> standing, long nowMs) {
        var all = new AlarmBars(span);
        for (WardView.Alarm alarm : standing) {
            all.bars.put(alarm.name(), standing(alarm, nowMs));
        }
        for (NoteEntry note : span.notes()) {
            if (note.kind() == NoteEntry.Kind.CHANGE) {
                all.hear(note);
            }
        }
        return all.bars.values().stream()
                .sorted((one, other) -> Long.compare(one.fromMs(), other.fromMs()))
                .toList();
    }

    private static AlarmBar standing(WardView.Alarm alarm, long nowMs) {
        long risenMs = nowMs - alarm.ageMs();
        boolean isTaken = alarm.state().equals("acked");
        return new AlarmBar(
                alarm.name(),
                kind(alarm.name()),
                alarm.type(),
                alarm.priority().wireName(),
                risenMs,
                AlarmBar.OPEN,
                isTaken ? risenMs : AlarmBar.OPEN,
                alarm.by(),
                "",
                Map.of(),
                Map.of());
    }

    private static String kind(String name) {
        return name.substring(name.indexOf(':') + 1, name.lastIndexOf(':'));
    }

    private void hear(NoteEntry note) {
        Map<String, @Nullable Object> said = Notes.fields(note);
        if (!(said.get("alarm") instanceof String name)
                || !(said.get("state") instanceof String state)
                || name.startsWith("gateway:")
                || name.indexOf(':') == name.lastIndexOf(':')) {
            return;
        }
        long atMs = span.wallMs(note.atMs());
        AlarmBar before = bars.get(name);
        boolean isRise = "raised".equals(said.get("change"));
        boolean isNew = before == null || isRise;
        bars.put(
                name,
                new AlarmBar(
                        name,
                        kind(name),
                        isNew || before == null ? text(said, "type") : before.type(),
                        higher(isNew || before == null ? "low" : before.priority(), text(said, "priority")),
                        isRise ? atMs : before == null ? Long.MIN_VALUE : before.fromMs(),
                        state.equals("over") ? atMs : AlarmBar.OPEN,
                        taken(before, isNew, state, text(said, "by"), atMs),
                        !text(said, "by").isEmpty() ? text(said, "by") : before == null || isNew ? "" : before.by(),
                        isRise ? text(said, "why") : before == null ? "" : before.why(),
                        map(said, "values", before),
                        map(said, "limits", before)));
    }

    private static long taken(@Nullable AlarmBar before, boolean isNew, String state, String by, long atMs) {
        if (!by.isEmpty() && (state.equals("acked") || state.equals("over"))) {
            return atMs;
        }
        return before == null || isNew ? AlarmBar.OPEN : before.takenMs();
    }

    private static String higher(String one, String other) {
        return PRIORITIES.indexOf(one) >= PRIORITIES.indexOf(other) ? one : other;
    }

    private static String text(Map<String, @Nullable Object> said, String field) {
        return said.get(field) instanceof String text ? text : "";
    }

    private static Map<String, Object> map(
            Map<String, @Nullable Object> said, String field, @Nullable AlarmBar before) {
        if (said.get(field) instanceof Map<?, ?> map) {
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((key, value) -> {
                if (value != null) {
                    named.put(String.valueOf(key), value);
                }
            });
            return named;
        }
        if (before == null) {
            return Map.of();
        }
        return field.equals("values") ? before.values() : before.limits();
    }

    /** Those that touch a span. */
    static List<AlarmBar> touching(List<AlarmBar> bars, long fromMs, long toMs) {
        return new ArrayList<>(
                bars.stream().filter(bar -> bar.touches(fromMs, toMs)).toList());
    }
}
