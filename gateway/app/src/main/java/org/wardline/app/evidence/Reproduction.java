package org.wardline.app.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardline.app.wire.EventJson;
import org.wardline.core.alarm.AlarmEngine;
import org.wardline.core.alarm.AlarmEngine.RuleNow;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * What the pure alarm engine says of one alarm when it is told certain events. An engine that was told nothing before counts
 * its episodes from one: the alarm's number is put in its place.
 */
final class Reproduction {
    private final String name;
    private final String asFirst;
    private final String subject;
    private final String kind;
    private final AlarmEngine engine;
    private final List<String> lines = new ArrayList<>();
    private Optional<RuleNow> rule = Optional.empty();

    private Reproduction(AlarmSettings settings, String name) {
        this.name = name;
        this.asFirst = name.substring(0, name.lastIndexOf(':')) + ":1";
        this.subject = name.substring(0, name.indexOf(':'));
        this.kind = name.substring(name.indexOf(':') + 1, name.lastIndexOf(':'));
        this.engine = new AlarmEngine(settings);
    }

    /**
     * What was said.
     *
     * @param lines of this alarm, as the log has them
     * @param rule that was in force when it was raised; empty where no rule of the ward raised it
     */
    record Said(List<String> lines, Optional<RuleNow> rule) {
        Said {
            lines = List.copyOf(lines);
        }
    }

    /** Tells an engine all events, and lets time pass up to the end. */
    static Said of(AlarmSettings settings, String name, List<AlarmEvent> events, long endMs) {
        var run = new Reproduction(settings, name);
        for (AlarmEvent event : events) {
            run.engine.apply(run.renamed(event), run::hear);
        }
        if (endMs > run.engine.nowMs()) {
            run.engine.apply(new AlarmEvent.Tick(endMs), run::hear);
        }
        return new Said(run.lines, run.rule);
    }

    private AlarmEvent renamed(AlarmEvent event) {
        return switch (event) {
            case AlarmEvent.Acknowledge of
            when of.alarm().equals(name) ->
                new AlarmEvent.Acknowledge(of.atMs(), asFirst, of.v(), of.who(), of.station());
            case AlarmEvent.StationSaw of
            when of.alarm().equals(name) ->
                new AlarmEvent.StationSaw(of.atMs(), of.station(), asFirst, of.v(), of.visible());
            default -> event;
        };
    }

    private void hear(AlarmChange change) {
        if (!change.alarm().equals(Optional.of(asFirst))) {
            return;
        }
        if (change.change().equals("raised")) {
            rule = engine.rules(subject).stream()
                    .filter(one -> one.rule().equals(kind)
                            && one.level() == change.priority().orElse(AlarmPriority.LOW))
                    .findFirst();
        }
        Map<String, Object> fields = new java.util.LinkedHashMap<>(change.fields());
        fields.put("alarm", name);
        lines.add(EventJson.text(new AlarmChange(change.atMs(), change.change(), fields)));
    }
}
