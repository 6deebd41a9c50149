package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.wardline.core.CareAct;
import org.wardline.core.DevicesView;
import org.wardline.core.WardView;
import org.wardline.vitals.BedId;

/** Patients come, move, leave and go; devices are linked to beds; a wrong link is corrected. */
final class PatientsApi {
    static final int MAX_NAME = 60;
    static final int MAX_RECORD_NUMBER = 64;
    /** A patient is expected back within so long. */
    static final long MAX_AWAY_MS = 7 * 24 * 3_600_000L;

    private static final Pattern PERSONAL = Pattern.compile("[^\\p{Cntrl}]{1," + MAX_NAME + "}");
    private static final Pattern RECORD_NUMBER = Pattern.compile("[^\\p{Cntrl}\\s]{1," + MAX_RECORD_NUMBER + "}");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern METHOD = Pattern.compile("scan|hand");
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    private final Patients patients;
    private final LongSupplier wallMs;

    PatientsApi(Patients patients, LongSupplier wallMs) {
        this.patients = patients;
        this.wallMs = wallMs;
    }

    void mount(Api api) {
        api.get("beds/:bed/patient", Right.CARE, this::patient);
        api.post("beds/:bed/admit", Right.CARE, this::admit);
        api.post(
                "beds/:bed/discharge",
                Right.CARE,
                ask -> actOnStay(ask, at -> new CareAct.Discharge(at, who(ask), stay(ask))));
        api.post("beds/:bed/transfer", Right.CARE, this::transfer);
        api.post("beds/:bed/empty", Right.CARE, this::empty);
        api.post("beds/:bed/standby", Right.CARE, this::leave);
        api.post("beds/:bed/return", Right.CARE, ask -> {
            String station = ask.body().name("station");
            return actOnStay(ask, at -> new CareAct.Return(at, who(ask), station, stay(ask)));
        });
        api.post("beds/:bed/link", Right.TRAY, this::link);
        api.post("beds/:bed/unlink", Right.TRAY, ask -> {
            String device = ask.body().name("device");
            ask.changed("bed " + ask.path("bed"), "no bed");
            return isAtBed(device, new BedId(ask.path("bed")))
                    .compose(isThere -> isThere
                            ? act(at -> new CareAct.Unlink(at, who(ask), device))
                            : Future.failedFuture(refusal("unlink")));
        });
        api.post("links/correct", Right.CARE, this::correct);
        api.post("stays/:stay/erase", Right.CARE, ask -> done(patients.erase(ask.path("stay"))));
    }

    private static String who(Api.Ask ask) {
        if (ask.who().isEmpty()) {
            throw new Body.Wrong("who", "must be text like " + Body.TEXT.pattern());
        }
        return ask.who();
    }

    /** The stay that the page showed, so that nobody acts on the one who came after. */
    private static String stay(Api.Ask ask) {
        return ask.body().name("stay");
    }

    private Future<JsonObject> act(LongFunction<CareAct> act) {
        CareAct _ = act.apply(0); // what is wrong with the body is said before anything is stored
        return done(patients.act(act));
    }

    /**
     * An act on who lies in the bed of the path. The bed says who may act and stands in the trail, so the patient of the body must
     * be the one in it.
     */
    private Future<JsonObject> actOnStay(Api.Ask ask, LongFunction<CareAct> act) {
        CareAct _ = act.apply(0); // as below
        String stay = stay(ask);
        return patients.bed(new BedId(ask.path("bed")))
                .compose(found -> found.flatMap(WardView.Bed::stay)
                                .filter(here -> here.name().equals(stay))
                                .isPresent()
                        ? act(act)
                        : Future.failedFuture(refusal("stay")));
    }

    /** Whether a device measures who lies in a bed, or stands there. */
    private Future<Boolean> isAtBed(String device, BedId bed) {
        return patients.bed(bed)
                .compose(found -> patients.devices()
                        .map(all -> standing(all, bed).contains(device)
                                || found.filter(one -> one.devices().contains(device))
                                        .isPresent()));
    }

    private static Future<JsonObject> done(Future<Optional<String>> refusal) {
        return refusal.map(why -> {
            if (why.isPresent()) {
                throw refusal(why.get());
            }
            return new JsonObject().put("result", "ok");
        });
    }

    private static Api.Refusal refusal(String why) {
        return new Api.Refusal(CONFLICT, WHY.getOrDefault(why, why));
    }

    private static final java.util.Map<String, String> WHY = java.util.Map.of(
            "stay", "This patient is not here any more",
            "bed", "This bed is not free",
            "device", "This device measures another patient",
            "unlink", "This device is not at this bed",
            "away", "This patient has left or come back already",
            "from", "This time is in the future",
            "time", "This is no time in the past",
            "corrections", "Too many corrections",
            "here", "This patient is still here");

    private Future<JsonObject> patient(Api.Ask ask) {
        var bed = new BedId(ask.path("bed"));
        return patients.bed(bed)
                .map(found -> patient(found.orElseThrow(() -> new Api.Refusal(NOT_FOUND, "there is no such bed"))))
                .compose(json -> patients.devices().map(all -> json.put("standing", standing(all, bed))));
    }

    private JsonObject patient(WardView.Bed bed) {
        JsonObject json = new JsonObject()
                .put("bed", bed.bed().name())
                .put("free", bed.stay().isEmpty())
                .put("devices", new JsonArray(bed.devices()))
                .put("test", bed.care().isTest())
                .put("named", bed.care().isNamed());
        bed.stay().ifPresent(stay -> json.put("stay", stay.name()));
        bed.stay()
                .flatMap(patients::who)
                .ifPresent(known -> json.put("name", known.fullName())
                        .put("family", known.familyName())
                        .put("given", known.givenName())
                        .put("mrn", known.recordNumber())
                        .put("birth", known.birthDate()));
        return json;
    }

    /** Devices that stand at a bed, whether they measure somebody or not. */
    private static JsonArray standing(DevicesView all, BedId bed) {
        return new JsonArray(all.devices().stream()
                .filter(device -> device.bed().filter(bed::equals).isPresent())
                .map(device -> device.device().name())
                .toList());
    }

    private Future<JsonObject> admit(Api.Ask ask) {
        Body body = ask.body();
        var newcomer = new Patients.Newcomer(
                ask.path("bed"),
                body.text("family", PERSONAL),
                body.optionalText("given", PERSONAL).orElse(""),
                body.text("mrn", RECORD_NUMBER),
                birthDate(body),
                (int) body.whole("news2", 0, 2),
                body.names("devices"),
                body.optionalText("method", METHOD).orElse("hand"),
                body.has("test") && body.flag("test"));
        return done(patients.admit(newcomer, who(ask)));
    }

    private static String birthDate(Body body) {
        Optional<String> given = body.optionalText("birth", DATE);
        try {
            return given.map(text -> LocalDate.parse(text).toString()).orElse("");
        } catch (DateTimeException notADay) {
            throw new Body.Wrong("birth", "must be a day such as 1950-12-31");
        }
    }

    private Future<JsonObject> transfer(Api.Ask ask) {
        String to = ask.body().name("to");
        List<String> along = ask.body().names("devices");
        ask.changed("bed " + ask.path("bed"), "bed " + to);
        List<String> link = ask.body().names("link");
        return actOnStay(ask, at -> new CareAct.Transfer(at, who(ask), stay(ask), to, along, link));
    }

    /** Nobody and nothing is in a bed any more: of whom the page showed, or of devices where it showed nobody. */
    private Future<JsonObject> empty(Api.Ask ask) {
        Optional<String> shown = ask.body().optionalText("stay", Body.NAME);
        return act(at -> new CareAct.Empty(at, who(ask), ask.path("bed"), shown));
    }

    private Future<JsonObject> leave(Api.Ask ask) {
        String station = ask.body().name("station");
        long nowMs = wallMs.getAsLong();
        long backMs = ask.body().has("back") ? ask.body().whole("back", nowMs, nowMs + MAX_AWAY_MS) : 0;
        return actOnStay(ask, at -> new CareAct.Leave(at, who(ask), station, stay(ask), backMs));
    }

    private Future<JsonObject> link(Api.Ask ask) {
        String device = ask.body().name("device");
        long fromMs = ask.body().has("from") ? ask.body().whole("from", 0, Long.MAX_VALUE) : 0;
        String method = ask.body().optionalText("method", METHOD).orElse("hand");
        LongFunction<CareAct> link = at -> new CareAct.Link(at, who(ask), device, ask.path("bed"), fromMs, method);
        CareAct _ = link.apply(0); // as above
        return patients.devices().compose(all -> {
            ask.changed(
                    placeOf(device, all), "bed " + ask.path("bed") + (fromMs > 0 ? " from " + instant(fromMs) : ""));
            return act(link);
        });
    }

    /** Where a device was linked, for the trail. */
    private static String placeOf(String device, DevicesView all) {
        return all.devices().stream()
                .filter(one -> one.device().name().equals(device) && one.isLinked())
                .flatMap(one -> one.bed().stream())
                .map(bed -> "bed " + bed.name())
                .findFirst()
                .orElse("no bed");
    }

    private static String instant(long wallMs) {
        return Instant.ofEpochMilli(wallMs).toString();
    }

    private Future<JsonObject> correct(Api.Ask ask) {
        String device = ask.body().name("device");
        long fromMs = ask.body().whole("from", 0, Long.MAX_VALUE);
        long toMs = ask.body().has("to") ? ask.body().whole("to", 1, Long.MAX_VALUE) : 0;
        Optional<String> bed = ask.body().optionalText("bed", Body.NAME);
        String span = instant(fromMs) + (toMs > 0 ? " to " + instant(toMs) : " and on");
        ask.changed("as linked " + span, bed.map(name -> "bed " + name).orElse("nobody") + " " + span);
        return act(at -> new CareAct.Correct(at, who(ask), device, fromMs, toMs, bed));
    }
}
