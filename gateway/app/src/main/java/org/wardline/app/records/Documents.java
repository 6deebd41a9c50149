package org.wardline.app.records;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.wardline.app.history.Episode;
import org.wardline.vitals.alarm.AlarmPriority;

/** Hand-over, record and report as documents for JSON: maps, lists, texts, numbers, truths. What is not known is left out. */
public final class Documents {
    /** Alarms that are told one by one; of more only the number. */
    static final int MAX_TOLD = 200;

    private Documents() {}

    /** Adds what there is. */
    private static final class Document {
        final Map<String, Object> fields = new LinkedHashMap<>();

        Document put(String name, Object value) {
            fields.put(name, value);
            return this;
        }

        Document text(String name, String value) {
            if (!value.isEmpty()) {
                fields.put(name, value);
            }
            return this;
        }

        Document number(String name, OptionalLong value) {
            value.ifPresent(known -> fields.put(name, known));
            return this;
        }

        Document time(String name, long wallMs) {
            if (wallMs != Period.OPEN && wallMs != StayBook.SINCE_EVER) {
                fields.put(name, wallMs);
            }
            return this;
        }

        Document period(Period when) {
            return time("from", when.fromMs()).time("to", when.toMs());
        }

        /** Only where it is true. */
        Document flag(String name, boolean is) {
            if (is) {
                fields.put(name, true);
            }
            return this;
        }
    }

    private static List<Map<String, Object>> all(List<Document> documents) {
        return documents.stream().map(document -> document.fields).toList();
    }

    /** A hand-over. */
    public static Map<String, Object> of(Handover handover) {
        Handover.Totals totals = handover.totals();
        return new Document()
                .period(handover.when())
                .flag("cut", handover.isCut())
                .put(
                        "totals",
                        new Document()
                                .put("patients", totals.patients())
                                .put("alarms", totals.alarms())
                                .number("answerMedianMs", totals.answerMedianMs())
                                .put("escalated", totals.escalated())
                                .put("unanswered", totals.unanswered())
                                .put("withoutDataMs", totals.withoutDataMs())
                                .put("open", totals.tasks())
                                .fields)
                .put(
                        "patients",
                        handover.patients().stream().map(Documents::patient).toList())
                .put("quiet", handover.quiet().stream().map(Documents::patient).toList())
                .put(
                        "gateway",
                        handover.gateway().stream().map(Documents::alarm).toList())
                .fields;
    }

    private static Map<String, Object> patient(Handover.Patient patient) {
        List<Episode> alarms = patient.alarms();
        return new Document()
                .put("bed", patient.bed())
                .text("stay", patient.stay())
                .period(patient.when())
                .put("here", patient.isHere())
                .put(
                        "alarms",
                        alarms.stream().limit(MAX_TOLD).map(Documents::alarm).toList())
                .put("counts", counts(patient))
                .number("answerMedianMs", Figures.median(patient.answersMs()))
                .number("answerSlowestMs", Figures.longest(patient.answersMs()))
                .put("open", patient.open().stream().map(Documents::alarm).toList())
                .put("shared", patient.shared().stream().map(Documents::alarm).toList())
                .put(
                        "silences",
                        all(patient.silences().stream().map(Documents::silence).toList()))
                .put(
                        "limits",
                        all(patient.limits().stream().map(Documents::limit).toList()))
                .put("gaps", all(patient.gaps().stream().map(Documents::gap).toList()))
                .put("withoutDataMs", patient.withoutDataMs())
                .put("news2", news2(patient))
                .put(
                        "observations",
                        all(patient.observations().stream()
                                .map(Documents::observed)
                                .toList()))
                .number("observationsDue", patient.observationsDueMs())
                .put(
                        "notes",
                        all(patient.notes().stream().map(Documents::written).toList()))
                .put("moves", all(patient.moves().stream().map(Documents::moved).toList()))
                .fields;
    }

    private static Map<String, Object> counts(Handover.Patient patient) {
        return new Document()
                .put("high", patient.count(AlarmPriority.HIGH))
                .put("medium", patient.count(AlarmPriority.MEDIUM))
                .put("low", patient.count(AlarmPriority.LOW))
                .put("technical", patient.technical())
                .put(
                        "escalated",
                        patient.alarms().stream().filter(Episode::isEscalated).count())
                .put(
                        "unanswered",
                        patient.alarms().stream()
                                .filter(alarm -> !alarm.isAnswered())
                                .count())
                .fields;
    }

    private static Map<String, Object> news2(Handover.Patient patient) {
        var document = new Document();
        List<Told.Score> scores = patient.scores();
        scores.stream()
                .filter(Told.Score::isComplete)
                .findFirst()
                .ifPresent(first -> document.fields.put("first", score(first)));
        patient.worst().ifPresent(worst -> document.fields.put("worst", score(worst)));
        patient.lastTotal().ifPresent(last -> document.fields.put("last", score(last)));
        if (!scores.isEmpty()) {
            document.fields.put("now", score(scores.getLast()));
        }
        return document.flag("three", scores.stream().anyMatch(Told.Score::hasThree))
                .put("trend", scores.stream().map(Documents::score).toList())
                .fields;
    }

    private static Map<String, Object> score(Told.Score score) {
        return new Document()
                .put("at", score.wallMs())
                .put("least", score.least())
                .put("most", score.most())
                .flag("three", score.hasThree())
                .fields;
    }

    private static Map<String, Object> alarm(Episode alarm) {
        return new Document()
                .put("alarm", alarm.alarm())
                .put("kind", alarm.kind())
                .put("text", alarm.text())
                .text("value", alarm.broken())
                .put("type", alarm.type())
                .put("priority", alarm.priority().wireName())
                .put("state", alarm.state())
                .put("raised", alarm.raisedMs())
                .flag("earlier", !alarm.isWhole())
                .number("answerMs", alarm.answerMs())
                .text("by", alarm.by())
                .number("ended", alarm.endedMs())
                .text("why", alarm.why())
                .text("cause", alarm.cause())
                .number("news2", alarm.score())
                .flag("escalated", alarm.isEscalated())
                .text("device", alarm.device())
                .put("beds", alarm.beds())
                .fields;
    }

    private static Document silence(Told.Silence silence) {
        return new Document()
                .put("state", silence.state())
                .period(silence.when())
                .text("by", silence.by())
                .text("reason", silence.terms().reason())
                .time("until", silence.terms().untilMs());
    }

    private static Document limit(Told.LimitChange change) {
        return new Document()
                .put("at", change.wallMs())
                .put("rule", change.rule())
                .put("level", change.level())
                .put("old", change.old())
                .put("new", change.set())
                .text("who", change.who())
                .text("reason", change.terms().reason())
                .time("until", change.terms().untilMs());
    }

    private static Document gap(Told.Gap gap) {
        return new Document().text("sign", gap.sign()).period(gap.when()).put("cause", gap.cause());
    }

    private static Document observed(Told.Observed observed) {
        return new Document()
                .put("at", observed.wallMs())
                .put("who", observed.who())
                .put("values", observed.values())
                .time("withdrawn", observed.withdrawnMs())
                .text("withdrawnBy", observed.withdrawnBy());
    }

    private static Document written(Told.Written written) {
        return new Document()
                .put("at", written.wallMs())
                .put("text", written.text())
                .put("who", written.who())
                .flag("task", written.isTask())
                .time("due", written.dueMs())
                .time("done", written.doneMs())
                .text("doneBy", written.doneBy());
    }

    private static Document moved(Told.Moved moved) {
        return new Document()
                .put("at", moved.wallMs())
                .put("what", moved.what())
                .text("fromBed", moved.from())
                .text("toBed", moved.to())
                .text("who", moved.who());
    }

    /** The record of a bed. */
    public static Map<String, Object> of(BedRecord record) {
        return new Document()
                .put("bed", record.bed())
                .period(record.when())
                .put("signs", record.signs())
                .put("minutes", record.minutes().stream().map(Documents::minute).toList())
                .put("lines", all(record.lines().stream().map(Documents::line).toList()))
                .flag("cut", record.isCut())
                .fields;
    }

    private static Map<String, Object> minute(BedRecord.Minute minute) {
        return new Document()
                .put("at", minute.wallMs())
                .put("values", minute.values())
                .text("news2", minute.news2())
                .fields;
    }

    /** What happened stands in the field that is called as its sort; what somebody wrote is its {@code text}. */
    private static Document line(BedRecord.Line line) {
        String sort = line.thing().sort();
        var document = new Document()
                .put("at", line.fromMs())
                .time("to", line.toMs())
                .put("what", sort)
                .text("who", line.who());
        return switch (line.thing()) {
            case Told.Written written -> document.put("text", written.text());
            case Told.Raised raised -> document.put(sort, alarm(raised.alarm()));
            case Told.Moved move -> document.put(sort, moved(move).fields);
            case Told.Silence silence -> document.put(sort, silence(silence).fields);
            case Told.LimitChange change -> document.put(sort, limit(change).fields);
            case Told.Observed observed -> document.put(sort, observed(observed).fields);
            case Told.Withdrawn withdrawn -> document.put(sort, observed(withdrawn.was()).fields);
            case Told.Gap gap -> document.put(sort, gap(gap).fields);
        };
    }

    /** The report on alarms. */
    public static Map<String, Object> of(AlarmReport report) {
        return new Document()
                .period(report.when())
                .put("bedDays", round(report.bedDays()))
                .put("beds", report.beds())
                .put("all", line(report.all()))
                .put(
                        "priorities",
                        report.priorities().stream().map(Documents::line).toList())
                .put("kinds", report.kinds().stream().map(Documents::line).toList())
                .put("places", report.places().stream().map(Documents::line).toList())
                .put("devices", report.devices().stream().map(Documents::line).toList())
                .put("falseTechnical", report.falseTechnical())
                .put("floods", report.floods())
                .put("floodedMs", report.floodedMs())
                .flag("cut", report.isCut())
                .fields;
    }

    private static Map<String, Object> line(AlarmReport.Line line) {
        return new Document()
                .put("name", line.name())
                .text("text", line.text())
                .put("alarms", line.alarms())
                .put("perBedDay", round(line.perBedDay()))
                .number("answerMedianMs", line.answerMedianMs())
                .number("answerNinetyMs", line.answerNinetyMs())
                .put("unanswered", line.unanswered())
                .put("alone", line.alone())
                .put("escalated", line.escalated())
                .put("useful", line.useful())
                .put("notUseful", line.notUseful())
                .number("usefulPercent", line.usefulPercent())
                .fields;
    }

    /** Three digits after the point say more than is known. */
    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
