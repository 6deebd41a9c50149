package org.wardline.app.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.app.wire.EventJson;
import org.wardline.core.Retelling;
import org.wardline.core.alarm.AlarmEngine.RuleNow;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmEvent.ReadingHeard;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.NoteEntry;

/** Writes the evidence of a case out of the entries of a window. */
final class EvidenceWriter {
    /** Longer without a word of a device is a gap (alarm engine, section 3.5). */
    private static final long GAP_MS = 15_000;

    private final Judging judging;
    private final Case of;

    EvidenceWriter(Judging judging, Case of) {
        this.judging = judging;
        this.of = of;
    }

    /** A document, and whether the engine came to the same with it. */
    record Written(Map<String, @Nullable Object> document, boolean isReproduced) {}

    /** The evidence from a time on; not reproduced where the alarm hangs on what was before. */
    Written write(Window window, long fromAtMs, long endAtMs) {
        List<AlarmEvent> told = told(window, fromAtMs);
        var said = Reproduction.of(judging.settings(), of.alarm(), told, endAtMs);
        List<String> recorded = of.lines().stream()
                .filter(line -> line.atMs() <= endAtMs)
                .map(NoteEntry::json)
                .toList();
        boolean isReproduced =
                !window.isCut() && Evidence.compare(said.lines(), recorded).isGood();
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("format", Evidence.FORMAT);
        document.put("alarm", of.alarm());
        document.put("bed", of.bed());
        document.put("engine", judging.version());
        document.put("reproduces", isReproduced);
        document.put("begin", fromAtMs);
        document.put("end", endAtMs);
        document.put("wall", of.clock(fromAtMs).wallMs());
        said.rule().ifPresent(rule -> document.put("rule", rule(rule)));
        model().ifPresent(model -> document.put("model", model));
        Map<String, @Nullable Object> alarms = EventJson.fields(EventJson.text(judging.alarms()));
        document.put("settingsSha256", Evidence.settingsHash(alarms));
        document.put("settings", alarms);
        document.put("knows", of.knows());
        document.put("gaps", gaps(told));
        document.put("inputs", told.stream().map(EventJson::fields).toList());
        document.put("changes", recorded);
        return new Written(Evidence.sealed(document), isReproduced);
    }

    private List<AlarmEvent> told(Window window, long fromAtMs) {
        var before = new Retelling.Before(
                judging.settings(),
                of.isOfGateway() ? null : new StayId(of.subject()),
                new BedId(of.bed().isEmpty() ? "bed" : of.bed()),
                of.news2Scale(),
                of.linksAt(fromAtMs),
                of.limitsAt(fromAtMs),
                judging.isPlain());
        var retelling = new Retelling(before, of.clock(fromAtMs), judging.wording());
        window.entries().forEach(retelling::hear);
        return retelling.told();
    }

    private static Map<String, @Nullable Object> rule(RuleNow rule) {
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("rule", rule.rule());
        said.put("level", rule.level().wireName());
        said.put("inForce", rule.inForce());
        said.put("set", rule.set());
        said.put("source", rule.source());
        return said;
    }

    /** Of a model's alarm: which model, by which file, and what it saw. */
    private Optional<Map<String, @Nullable Object>> model() {
        Map<String, @Nullable Object> raised = of.raised();
        if (!(raised.get("model") instanceof String name)) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("name", name);
        for (String field : List.of("version", "score", "explain", "quality")) {
            said.put(field, raised.get(field));
        }
        said.putAll(judging.models().getOrDefault(name, Map.of()));
        return Optional.of(said);
    }

    private static List<Map<String, @Nullable Object>> gaps(List<AlarmEvent> told) {
        Map<String, Long> last = new LinkedHashMap<>();
        List<Map<String, @Nullable Object>> gaps = new ArrayList<>();
        for (AlarmEvent event : told) {
            if (event instanceof ReadingHeard heard) {
                Long before = last.put(heard.device(), heard.atMs());
                if (before != null && heard.atMs() - before > GAP_MS) {
                    Map<String, @Nullable Object> gap = new LinkedHashMap<>();
                    gap.put("device", heard.device());
                    gap.put("from", before);
                    gap.put("to", heard.atMs());
                    gaps.add(gap);
                }
            }
        }
        return gaps;
    }
}
