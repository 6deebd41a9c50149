package org.wardline.app.bedview;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.wardline.app.history.AlarmBook;
import org.wardline.app.history.Episode;
import org.wardline.app.history.History;
import org.wardline.app.history.LogHistory;
import org.wardline.app.history.Minute;
import org.wardline.core.WardView;
import org.wardline.core.alarm.AlarmEngine;
import org.wardline.core.news2.Part;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.alarm.AlarmPriority;
import org.wardline.vitals.log.NoteEntry;

/** What the page of one bed shows, as the documents that it reads. All times are epoch milliseconds. */
public final class BedPage {
    /** Of a bed in which nobody lies. */
    public static final JsonObject NOBODY = new JsonObject(Map.of("stay", ""));

    private static final long HOUR_MS = 3_600_000;
    private static final long MINUTE_MS = 60_000;
    private static final long SECONDS_MS = 5_000;
    /** Columns of the chart that a screen shows, without the one of now. */
    private static final int MAX_COLUMNS = 16;

    private final WardView.Bed bed;
    private final long nowMs;

    public BedPage(WardView.Bed bed, long nowMs) {
        this.bed = bed;
        this.nowMs = nowMs;
    }

    private JsonObject page() {
        return new JsonObject()
                .put("stay", bed.stay().map(StayId::name).orElse(""))
                .put("now", nowMs);
    }

    /**
     * Curves of an hour out of readings, of more out of minutes.
     *
     * @param rules of the patient as they are in force
     * @param notes from a day back at least
     * @param minutes of all that is kept
     */
    public JsonObject trends(
            int hours,
            List<AlarmEngine.RuleNow> rules,
            History.Span notes,
            LogHistory.Minutes minutes,
            History.Span readings) {
        long fromMs = nowMs - hours * HOUR_MS;
        long stepMs = stepMs(hours);
        Map<String, List<Minute>> curves =
                hours == 1 ? Curves.of(readings.readings(), stepMs) : wider(minutes, fromMs, stepMs);
        List<Episode> alarms = alarms(notes).stream()
                .filter(alarm -> alarm.touches(fromMs, nowMs + 1))
                .toList();
        List<Long> restarts = BedNotes.restarts(notes);
        JsonObject signs = new JsonObject();
        JsonArray gaps = new JsonArray();
        curves.forEach((name, curve) -> {
            signs.put(shortName(name), BedJson.curve(curve, fromMs));
            Gaps.of(name, curve, stepMs, alarms, restarts, nowMs)
                    .forEach(gap -> gaps.add(BedJson.gap(gap, shortName(name))));
        });
        List<BedNotes.LimitChange> changes = BedNotes.limits(notes);
        return page().put("from", fromMs)
                .put("stepMs", stepMs)
                .put("isWhole", hours == 1 ? !readings.isCut() : minutes.isWhole())
                .put("signs", signs)
                .put("limits", LimitLines.of(rules, changes, fromMs, nowMs))
                .put("alarms", BedJson.all(alarms, BedJson::bar))
                .put("gaps", gaps)
                .put(
                        "changes",
                        BedJson.all(
                                changes.stream()
                                        .filter(change -> change.atMs() >= fromMs)
                                        .toList(),
                                BedJson::change))
                .put("totals", totals(columns(notes, minutes), fromMs));
    }

    /** All that is known of, also those that stand and rose before the notes. */
    private List<Episode> alarms(History.Span notes) {
        var alarms = new AlarmBook();
        bed.alarms().forEach(alarm -> alarms.stands(alarm, nowMs - alarm.ageMs()));
        alarms.read(notes.notes(), notes.axis());
        return alarms.ofPatients();
    }

    /** A screen has room for about a thousand steps. */
    private static long stepMs(int hours) {
        return switch (hours) {
            case 1 -> SECONDS_MS;
            case 8 -> MINUTE_MS;
            case 24 -> 2 * MINUTE_MS;
            default -> 5 * MINUTE_MS;
        };
    }

    private static Map<String, List<Minute>> wider(LogHistory.Minutes minutes, long fromMs, long stepMs) {
        Map<String, List<Minute>> curves = new LinkedHashMap<>();
        minutes.signs().forEach((sign, all) -> {
            List<Minute> within =
                    all.stream().filter(minute -> minute.atMs() >= fromMs).toList();
            if (!within.isEmpty()) {
                curves.put(sign, stepMs == MINUTE_MS ? within : Curves.wider(within, stepMs));
            }
        });
        return curves;
    }

    static String shortName(String name) {
        return VitalSign.find(name).map(VitalSign::shortName).orElse(name);
    }

    private List<News2Chart.Column> columns(History.Span notes, LogHistory.Minutes minutes) {
        Set<String> devices = new HashSet<>(bed.devices());
        int scale = bed.news2().map(WardView.News2::scale).orElse(1);
        return News2Chart.of(BedNotes.entered(notes), minutes.signs(), devices, scale, newest(), nowMs);
    }

    /** The last word on each sign that a patient may be judged by. */
    private Map<String, Minute> newest() {
        Map<String, Minute> newest = new LinkedHashMap<>();
        for (WardView.Sign sign : bed.signs()) {
            Measurement said = sign.measurement();
            if (said.hasValue() && said.quality().isUsable()) {
                double value = said.value();
                newest.put(said.sign().name(), new Minute(nowMs - sign.ageMs(), value, value, value, 1));
            }
        }
        return newest;
    }

    private static JsonArray totals(List<News2Chart.Column> columns, long fromMs) {
        JsonArray totals = new JsonArray();
        columns.stream()
                .filter(News2Chart.Column::isComplete)
                .filter(column -> column.atMs() >= fromMs)
                .forEach(column -> totals.add(new JsonObject()
                        .put("at", column.atMs())
                        .put("total", column.least())
                        .put("three", column.hasThree())
                        .put("who", column.who())));
        return totals;
    }

    /** The chart: the last columns that were signed, and now. */
    public JsonObject news2(History.Span notes, LogHistory.Minutes minutes) {
        if (bed.news2().isEmpty()) {
            return page().put("columns", new JsonArray()).put("isKept", false);
        }
        List<News2Chart.Column> columns = columns(notes, minutes);
        List<Episode> alarms = alarms(notes);
        JsonArray last = new JsonArray();
        for (int at = Math.max(0, columns.size() - 1 - MAX_COLUMNS); at < columns.size(); at++) {
            long untilMs = at + 1 < columns.size() ? columns.get(at + 1).atMs() : nowMs + 1;
            last.add(BedJson.column(columns.get(at))
                    .put("escalated", isEscalated(alarms, columns.get(at).atMs(), untilMs)));
        }
        return page().put("isKept", true).put("parts", parts()).put("columns", last);
    }

    private static JsonArray parts() {
        JsonArray parts = new JsonArray();
        for (Part part : Part.values()) {
            parts.add(part.wireName());
        }
        return parts;
    }

    /** Whether the score's own alarm stood, medium or high, from there to the next column. */
    private static boolean isEscalated(List<Episode> alarms, long fromMs, long toMs) {
        return alarms.stream()
                .anyMatch(alarm -> alarm.kind().equals("news2.score")
                        && alarm.priority() != AlarmPriority.LOW
                        && alarm.touches(fromMs, toMs));
    }

    /** What was entered last of each sign, as it was seen; of the NEWS2 scale the one that counts. */
    public Map<String, Object> entered(History.Span notes) {
        Map<String, Object> last = new LinkedHashMap<>();
        BedNotes.entered(notes).stream()
                .filter(entry -> entry.withdrawn().isEmpty())
                .sorted(Comparator.comparingLong(News2Chart.Entry::atMs))
                .forEach(entry -> last.putAll(entry.values()));
        bed.news2().ifPresent(news2 -> last.put("news2_scale", news2.scale()));
        return last;
    }

    /**
     * What was entered once, as the log has it.
     *
     * @param withdrawnBy who said that it was entered in error; empty: nobody
     * @param withdrawnMs epoch milliseconds
     */
    public record Entered(NoteEntry note, String withdrawnBy, long withdrawnMs) {}

    /** What was entered under a name that the chart gives; empty where nothing was, or it is kept no more. */
    public static Optional<Entered> entry(History.Span notes, long id) {
        return BedNotes.entered(notes).stream()
                .filter(entry -> entry.id() == id)
                .findFirst()
                .map(entry -> new Entered(
                        Objects.requireNonNull(BedNotes.notes(notes).get(id)),
                        entry.withdrawn().map(News2Chart.Withdrawn::by).orElse(""),
                        entry.withdrawn().map(News2Chart.Withdrawn::atMs).orElse(0L)));
    }

    /** Notes and tasks. */
    public JsonObject notes(History.Span notes) {
        return page().put("notes", BedJson.all(BedNotes.written(notes), BedJson::written));
    }
}
