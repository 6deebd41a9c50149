package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wardline.app.records.AlarmReport;
import org.wardline.app.records.BedRecord;
import org.wardline.app.records.Csv;
import org.wardline.app.records.Documents;
import org.wardline.app.records.Handover;
import org.wardline.app.records.Period;
import org.wardline.app.records.RecordPdf;
import org.wardline.app.records.RecordWords;
import org.wardline.app.records.Shifts;
import org.wardline.core.WardView;
import org.wardline.vitals.BedId;

/** The hand-over, the record of a bed for when the record system is down, and the report on alarms. */
final class RecordsApi {
    /** The log keeps three days. */
    static final int MAX_HOURS = 72;

    private static final int DEFAULT_HOURS = 24;
    private static final int MAX_DAYS = 3;
    private static final long HOUR_MS = 3_600_000;

    private final StationPorts ports;
    private final Records records;

    RecordsApi(StationPorts ports, Records records) {
        this.ports = ports;
        this.records = records;
    }

    void mount(Api api) {
        api.get("handover", Right.CARE, this::handover);
        api.get("beds/:bed/record", Right.CARE, this::record);
        api.get("report", Right.CARE, this::report);
    }

    private Future<JsonObject> handover(Api.Ask ask) {
        long nowMs = ports.wallMs().getAsLong();
        Shifts shifts = records.shifts();
        long fromMs = ask.query("from", 0, nowMs, shifts.at(nowMs).fromMs());
        long toMs = ask.query("to", fromMs, Long.MAX_VALUE, nowMs);
        Period when = new Period(fromMs, Math.min(toMs, nowMs));
        if (when.lengthMs() > MAX_HOURS * HOUR_MS) {
            throw new Body.Wrong("from", "must be no more than " + MAX_HOURS + " hours before to");
        }
        return records.handover(when, ask.caller().beds())
                .map(handover -> named(handover)
                        .put("ward", ports.view().get().ward())
                        .put("made", nowMs)
                        .put("shift", shift(shifts.at(nowMs)))
                        .put("before", shift(shifts.before(nowMs))));
    }

    private static JsonObject shift(Period period) {
        return new JsonObject().put("from", period.fromMs()).put("to", period.toMs());
    }

    /** With the label of each bed, and the name of who lies there now. */
    private JsonObject named(Handover handover) {
        var json = new JsonObject(Documents.of(handover));
        name(json.getJsonArray("patients"));
        name(json.getJsonArray("quiet"));
        return json;
    }

    private void name(JsonArray patients) {
        for (int at = 0; at < patients.size(); at++) {
            JsonObject patient = patients.getJsonObject(at);
            place(patient.getString("bed")).ifPresent(bed -> {
                patient.put("label", bed.label());
                boolean isHim = bed.stay()
                        .map(stay -> stay.name().equals(patient.getString("stay")))
                        .orElse(false);
                if (isHim && !bed.who().isEmpty()) {
                    patient.put("who", bed.who());
                }
            });
        }
    }

    private Optional<WardView.Bed> place(String bed) {
        return ports.view().get().beds().stream()
                .filter(one -> one.bed().name().equals(bed))
                .findFirst();
    }

    private Future<JsonObject> record(Api.Ask ask) {
        var bed = new BedId(ask.path("bed"));
        int hours = (int) ask.query("hours", 1, MAX_HOURS, DEFAULT_HOURS);
        String format = oneOf(ask, "format", "json", "csv", "pdf");
        String language = oneOf(ask, "lang", "en", "zh");
        return records.record(bed, hours).compose(found -> {
            BedRecord record = found.orElseThrow(() -> new Api.Refusal(404, "nobody lies in this bed"));
            return switch (format) {
                case "csv" -> csv(ask, "bed-" + bed.name(), () -> Csv.of(record, words(language), now(), zone()));
                case "pdf" ->
                    file(
                            ask,
                            "application/pdf",
                            "bed-" + bed.name() + ".pdf",
                            () -> Buffer.buffer(RecordPdf.of(record, who(record), now(), zone())));
                default ->
                    Future.succeededFuture(new JsonObject(Documents.of(record))
                            .put("who", who(record))
                            .put("made", now()));
            };
        });
    }

    private long now() {
        return ports.wallMs().getAsLong();
    }

    /** Of the patient whose record it is, as long as he lies there: writing takes a while, and another may have come. */
    private String who(BedRecord record) {
        return place(record.bed())
                .filter(bed -> bed.stay()
                        .filter(stay -> stay.name().equals(record.stay()))
                        .isPresent())
                .map(WardView.Bed::who)
                .orElse("");
    }

    private ZoneId zone() {
        return records.shifts().zone();
    }

    private static Future<JsonObject> csv(Api.Ask ask, String name, Callable<String> text) {
        return file(ask, "text/csv; charset=utf-8", name + ".csv", () -> Buffer.buffer(text.call()));
    }

    /** Days of values take their time to be written: not on the loop that every screen hangs on. */
    private static Future<JsonObject> file(Api.Ask ask, String type, String name, Callable<Buffer> bytes) {
        return ask.context()
                .vertx()
                .executeBlocking(bytes, false)
                .compose(made -> new Sent(type, name, Objects.requireNonNull(made)).instead(ask));
    }

    private static RecordWords words(String language) {
        return language.equals("zh") ? new RecordWords(Catalogue::chinese) : RecordWords.ENGLISH;
    }

    /** What a field of the question says; the first where it is not there. */
    private static String oneOf(Api.Ask ask, String field, String... allowed) {
        String said =
                Optional.ofNullable(ask.context().request().getParam(field)).orElse(allowed[0]);
        if (!List.of(allowed).contains(said)) {
            throw new Body.Wrong(field, "must be one of " + String.join(", ", allowed));
        }
        return said;
    }

    private Future<JsonObject> report(Api.Ask ask) {
        int days = (int) ask.query("days", 1, MAX_DAYS, 1);
        String format = oneOf(ask, "format", "json", "csv");
        return records.report(days, ask.caller().beds())
                .compose(report -> format.equals("csv")
                        ? csv(ask, "alarms", () -> Csv.of(report, zone()))
                        : Future.succeededFuture(labelled(report)));
    }

    private JsonObject labelled(AlarmReport report) {
        var json = new JsonObject(Documents.of(report))
                .put("ward", ports.view().get().ward())
                .put("made", now());
        JsonArray places = json.getJsonArray("places");
        for (int at = 0; at < places.size(); at++) {
            JsonObject line = places.getJsonObject(at);
            place(line.getString("name")).ifPresent(bed -> line.put("text", bed.label()));
        }
        return json;
    }
}
