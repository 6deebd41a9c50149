package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wardline.app.history.Episode;
import org.wardline.app.history.Notes;
import org.wardline.core.WardView;
import org.wardline.vitals.BedId;
import org.wardline.vitals.log.NoteEntry;

/** Past alarms of a {@link DemoWard}: what stands, and of what was asked for once also when it is over. Its axis is the wall. */
final class DemoPast implements AlarmActs {
    private static final Pattern BROKEN = Pattern.compile("([\\d.]+) ([<>]) ([\\d.]+)");
    private static final long SECONDS_MS = 1_000;
    private static final int INPUTS = 180;

    private final Supplier<WardView> view;
    private final DemoRecord record;
    private final Map<String, Episode> told = new LinkedHashMap<>();
    private final Map<String, List<Word>> words = new LinkedHashMap<>();

    DemoPast(Supplier<WardView> view, DemoRecord record) {
        this.view = view;
        this.record = record;
    }

    @Override
    public Future<Past> past(BedId bed, int hours) {
        return Future.succeededFuture(new Past(episodes(bed.name()).reversed(), false));
    }

    private List<Episode> episodes(String bed) {
        WardView now = view.get();
        List<WardView.Alarm> standing = now.beds().stream()
                .filter(one -> one.bed().name().equals(bed))
                .flatMap(one -> one.alarms().stream())
                .toList();
        told.replaceAll((name, alarm) -> alarm.bed().equals(bed)
                        && alarm.isOpen()
                        && standing.stream().noneMatch(one -> one.name().equals(name))
                ? over(alarm, now.wallMs())
                : alarm);
        standing.forEach(alarm -> told.put(alarm.name(), episode(bed, alarm, now.wallMs())));
        return told.values().stream().filter(alarm -> alarm.bed().equals(bed)).toList();
    }

    private Episode episode(String bed, WardView.Alarm alarm, long nowMs) {
        long raisedMs = told.containsKey(alarm.name()) ? told.get(alarm.name()).raisedMs() : nowMs - alarm.ageMs();
        List<Episode.Answer> answers = alarm.by().isEmpty()
                ? List.of()
                : List.of(new Episode.Answer(raisedMs + 31 * SECONDS_MS, 31 * SECONDS_MS, alarm.by()));
        return new Episode(
                alarm.name(),
                bed,
                alarm.type(),
                List.of(new Episode.Rise(raisedMs, alarm.priority(), broken(alarm.name(), alarm.value()))),
                raisedMs,
                true,
                answers,
                List.of(new Episode.Became(raisedMs, alarm.state(), "")),
                OptionalLong.empty(),
                "",
                List.of(),
                said(alarm.name(), "useful")
                        .map(word -> new Episode.Mark(
                                nowMs, Boolean.TRUE.equals(word.words().get("useful")), word.who()))
                        .toList(),
                said(alarm.name(), "done")
                        .map(word -> new Episode.Deed(
                                nowMs, word.who(), String.valueOf(word.words().get("what"))))
                        .toList());
    }

    private static Episode over(Episode alarm, long nowMs) {
        return new Episode(
                alarm.alarm(),
                alarm.bed(),
                alarm.type(),
                alarm.rises(),
                alarm.raisedMs(),
                true,
                alarm.answers(),
                Stream.concat(alarm.states().stream(), Stream.of(new Episode.Became(nowMs, "over", "clear")))
                        .toList(),
                alarm.escalatedMs(),
                "",
                List.of(),
                alarm.marks(),
                alarm.deeds());
    }

    /** A value and its limit, as the engine says them. */
    private static Map<String, Object> broken(String alarm, String value) {
        Matcher found = BROKEN.matcher(value);
        String sign = sign(alarm);
        return found.find()
                ? Map.of(
                        "values", Map.of(sign, new BigDecimal(found.group(1))),
                        "limits", Map.of(sign, new BigDecimal(found.group(3))))
                : Map.of();
    }

    private static String sign(String alarm) {
        return alarm.substring(alarm.indexOf(':') + 1, alarm.lastIndexOf('.'));
    }

    private Stream<Word> said(String alarm, String about) {
        return words.getOrDefault(alarm, List.of()).stream()
                .filter(word -> word.about().equals(about));
    }

    @Override
    public Future<Boolean> note(Word word) {
        words.computeIfAbsent(word.alarm(), _ -> new ArrayList<>()).add(word);
        return Future.succeededFuture(true);
    }

    @Override
    public Future<Optional<Map<String, @Nullable Object>>> evidence(String alarm) {
        return Future.succeededFuture(view.get().beds().stream()
                .flatMap(bed -> episodes(bed.bed().name()).stream())
                .filter(one -> one.alarm().equals(alarm))
                .findFirst()
                .map(this::document));
    }

    private Map<String, @Nullable Object> document(Episode alarm) {
        Map<String, Object> rise = alarm.rises().getFirst().detail();
        long endMs = alarm.endedMs().orElse(view.get().wallMs());
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("alarm", alarm.alarm());
        document.put("reproduces", true);
        document.put("end", endMs);
        if (alarm.type().equals("model")) {
            document.put(
                    "model",
                    Map.of(
                            "name",
                            "drift-3",
                            "version",
                            "1.4",
                            "explain",
                            Map.of("text", "RR has not moved for minutes (1 in 300)")));
        } else {
            document.put("rule", rule(alarm));
        }
        document.put("gaps", List.of());
        document.put("inputs", rise.isEmpty() ? List.of() : inputs(alarm, endMs));
        document.put("knows", knows(alarm));
        document.put(
                "changes",
                List.of(new JsonObject(new LinkedHashMap<>(rise))
                        .put("t", alarm.raisedMs())
                        .encode()));
        return document;
    }

    private static Map<String, Object> rule(Episode alarm) {
        Map<String, Object> limits = alarm.rises().getFirst().map("limits");
        String sign = sign(alarm.alarm());
        Map<String, Object> inForce = new LinkedHashMap<>(Map.of("sign", sign, "delay", 15 * SECONDS_MS));
        if (!limits.isEmpty()) {
            inForce.put(
                    alarm.kind().endsWith("low") ? "below" : "above",
                    limits.values().iterator().next());
        }
        return Map.of("rule", alarm.kind(), "inForce", inForce, "set", Map.of(), "source", "engineering default (e)");
    }

    /** A reading a second, falling or climbing to the limit where the alarm rose. */
    private static List<Map<String, Object>> inputs(Episode alarm, long endMs) {
        String sign = sign(alarm.alarm());
        double value = Double.parseDouble(
                String.valueOf(alarm.rises().getFirst().map("values").get(sign)));
        double calm = alarm.kind().endsWith("low") ? value * 1.16 : value * 0.84;
        List<Map<String, Object>> inputs = new ArrayList<>();
        for (long atMs = alarm.raisedMs() - INPUTS * SECONDS_MS; atMs <= endMs; atMs += SECONDS_MS) {
            double near = Math.clamp((atMs - alarm.raisedMs()) / (double) (INPUTS * SECONDS_MS) + 1, 0, 1);
            inputs.add(Map.of(
                    "event",
                    "reading",
                    "t",
                    atMs,
                    "values",
                    Map.of(sign, Math.rint(calm + (value - calm) * near * near))));
        }
        return inputs;
    }

    private List<Map<String, Object>> knows(Episode alarm) {
        List<Map<String, Object>> knows = new ArrayList<>();
        knows.add(Map.of("t", alarm.raisedMs(), "what", "raised"));
        knows.add(Map.of("t", alarm.raisedMs(), "what", "notify", "why", "raised", "to", List.of("nurse")));
        alarm.answers()
                .forEach(answer -> knows.add(Map.of("t", answer.wallMs(), "what", "acknowledged", "by", answer.by())));
        for (NoteEntry note : record.written(alarm.bed())) {
            Map<String, @Nullable Object> said = Notes.fields(note);
            if (said.get("words") instanceof Map<?, ?> words && alarm.alarm().equals(words.get("alarm"))) {
                knows.add(Map.of(
                        "t",
                        note.atMs(),
                        "what",
                        "noted",
                        "about",
                        "note",
                        "who",
                        String.valueOf(said.get("who")),
                        "words",
                        words));
            }
        }
        alarm.gone().ifPresent(gone -> knows.add(Map.of("t", gone.wallMs(), "what", "ended", "why", gone.why())));
        return knows;
    }
}
