package org.wardline.app;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.wardline.app.bedview.BedPage;
import org.wardline.app.history.History;
import org.wardline.app.history.LogHistory;
import org.wardline.app.station.BedActs;
import org.wardline.app.wire.EventJson;
import org.wardline.core.LimitsNow;
import org.wardline.core.Now;
import org.wardline.core.Turn;
import org.wardline.core.WardView;
import org.wardline.core.alarm.AlarmEngine;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.NoteEntry;

/** The page of one bed: asks the history, and takes to the ward what people enter. On the station's context. */
final class BedDesk implements BedActs {
    private static final long HOUR_MS = 3_600_000;
    /** What is kept of a patient's notes is asked for so far back. */
    private static final long KEEP_MS = 72 * HOUR_MS;
    /** Alarms that rose so long before the curves begin are still known by their rise. */
    private static final long ALARMS_MS = 24 * HOUR_MS;
    /** No entry waits longer for the log to say what was entered before. */
    private static final long BEFORE_MS = 1_000;

    private final Gateway gateway;

    BedDesk(Gateway gateway) {
        this.gateway = gateway;
    }

    private Optional<WardView.Bed> taken(BedId id) {
        return gateway.view().beds().stream()
                .filter(bed -> bed.bed().equals(id) && bed.stay().isPresent())
                .findFirst();
    }

    /** What the page asks of the history is asked for the patient whom it names: another may lie there by then. */
    private static StayId stay(WardView.Bed taken) {
        return taken.stay().orElseThrow();
    }

    private Future<History.Span> notesSince(StayId stay, long fromMs) {
        return gateway.history().of(History.Query.notes(Optional.of(stay), fromMs, Long.MAX_VALUE / 2));
    }

    @Override
    public Future<JsonObject> trends(BedId id, int hours) {
        Optional<WardView.Bed> bed = taken(id);
        if (bed.isEmpty()) {
            return Future.succeededFuture(BedPage.NOBODY);
        }
        long nowMs = gateway.now().wallMs();
        var page = new BedPage(bed.get(), nowMs);
        StayId stay = stay(bed.get());
        long fromMs = nowMs - hours * HOUR_MS;
        Future<History.Span> notes = notesSince(stay, Math.min(fromMs, nowMs - ALARMS_MS));
        Future<LogHistory.Minutes> minutes = gateway.history().minutes(stay, nowMs - KEEP_MS, nowMs + 1);
        Future<History.Span> readings = hours == 1
                ? gateway.history().of(new History.Query(Optional.of(stay), fromMs, nowMs + 1))
                : Future.succeededFuture(History.Span.NONE);
        Future<List<AlarmEngine.RuleNow>> rules = gateway.ask(ward -> ward.limits(id).stream()
                .filter(limits -> limits.stay().equals(stay))
                .flatMap(limits -> limits.levels().stream())
                .map(LimitsNow.Level::now)
                .toList());
        return Future.all(rules, notes, minutes, readings)
                .map(_ -> page.trends(hours, rules.result(), notes.result(), minutes.result(), readings.result()));
    }

    @Override
    public Future<JsonObject> news2(BedId id) {
        Optional<WardView.Bed> bed = taken(id);
        if (bed.isEmpty()) {
            return Future.succeededFuture(BedPage.NOBODY);
        }
        long nowMs = gateway.now().wallMs();
        StayId stay = stay(bed.get());
        Future<History.Span> notes = notesSince(stay, nowMs - KEEP_MS);
        Future<LogHistory.Minutes> minutes = gateway.history().minutes(stay, nowMs - KEEP_MS, nowMs + 1);
        return Future.all(notes, minutes)
                .map(_ -> new BedPage(bed.get(), nowMs).news2(notes.result(), minutes.result()));
    }

    @Override
    public Future<JsonObject> notes(BedId id) {
        Optional<WardView.Bed> bed = taken(id);
        if (bed.isEmpty()) {
            return Future.succeededFuture(BedPage.NOBODY);
        }
        long nowMs = gateway.now().wallMs();
        return notesSince(stay(bed.get()), nowMs - KEEP_MS).map(span -> new BedPage(bed.get(), nowMs).notes(span));
    }

    @Override
    public Future<Map<String, Object>> entered(BedId id) {
        long nowMs = gateway.now().wallMs();
        return taken(id)
                .map(bed -> notesSince(stay(bed), nowMs - KEEP_MS).map(span -> new BedPage(bed, nowMs).entered(span)))
                .orElseGet(() -> Future.succeededFuture(Map.of()))
                .timeout(BEFORE_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public Future<Result> observe(Observation observation) {
        Map<String, Object> values = new LinkedHashMap<>(observation.values());
        if (values.containsKey("heart_rate")
                && hasOximeterPulse(observation.signed().bed())) {
            values.put("pulse_rate_spo2", values.get("heart_rate")); // which the engine takes before a heart rate
        }
        Now now = gateway.now();
        long seenWallMs = Math.min(now.wallMs(), observation.seenAtMs().orElse(now.wallMs()));
        long agoMs = now.wallMs() - seenWallMs;
        long seenAtMs = agoMs == 0 ? AlarmEvent.ReadingHeard.UNTIMED : Math.max(0, now.atMs() - agoMs);
        Signed signed = observation.signed();
        var chart = new AlarmEvent.Chart(signed.account(), seenWallMs, now.wallMs());
        return act(
                signed,
                at -> new AlarmEvent.ObservationEntered(at, signed.stay(), signed.who(), seenAtMs, values, chart));
    }

    @Override
    public Future<Optional<Entered>> entry(BedId id, long entry) {
        Optional<WardView.Bed> bed = taken(id);
        return bed.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : notesSince(stay(bed.get()), gateway.now().wallMs() - KEEP_MS)
                        .map(span -> BedPage.entry(span, entry).map(found -> entered(found, span)));
    }

    private static Entered entered(BedPage.Entered found, History.Span span) {
        AlarmEvent.ObservationEntered was = event(found);
        long seenMs = span.wallMs(was.atMs()) - (was.atMs() - was.seenAtMs());
        return new Entered(seenMs, was.who(), was.values(), found.withdrawnBy(), found.withdrawnMs());
    }

    private static AlarmEvent.ObservationEntered event(BedPage.Entered found) {
        return (AlarmEvent.ObservationEntered) EventJson.event(found.note().json());
    }

    @Override
    public Future<Result> withdraw(Signed signed, long entry) {
        if (!isHere(signed)) {
            return Future.succeededFuture(Result.OTHER_PATIENT);
        }
        var stay = new StayId(signed.stay());
        return notesSince(stay, gateway.now().wallMs() - KEEP_MS).compose(span -> {
            Optional<BedPage.Entered> found = BedPage.entry(span, entry);
            if (found.isEmpty() || !found.get().withdrawnBy().isEmpty()) {
                return Future.succeededFuture(found.isEmpty() ? Result.OTHER_PATIENT : Result.DONE_BEFORE);
            }
            NoteEntry note = found.get().note();
            return gateway.history()
                    .numberOf(stay, note, span.wallMs(note.atMs()))
                    .compose(number -> act(
                            signed,
                            at -> new AlarmEvent.ObservationWithdrawn(
                                    at,
                                    signed.who(),
                                    signed.station(),
                                    entry,
                                    number,
                                    gateway.now().wallMs(),
                                    event(found.get()))));
        });
    }

    /** Only then: an entry under a sign that no device gives would stand before a newer heart rate for six hours. */
    private boolean hasOximeterPulse(BedId id) {
        return taken(id).stream()
                .flatMap(bed -> bed.signs().stream())
                .anyMatch(sign -> sign.isFresh() && sign.measurement().sign() == VitalSign.PULSE_RATE_SPO2);
    }

    @Override
    public Future<Result> write(Writing writing) {
        Signed signed = writing.signed();
        return act(
                signed,
                at -> new AlarmEvent.Noted(
                        at, signed.stay(), writing.about(), signed.who(), signed.station(), writing.words()));
    }

    /** Only for the patient who was on the screen. */
    private Future<Result> act(Signed signed, org.wardline.core.Act act) {
        return isHere(signed) ? gateway.act(act).map(BedDesk::result) : Future.succeededFuture(Result.OTHER_PATIENT);
    }

    private boolean isHere(Signed signed) {
        return taken(signed.bed())
                .flatMap(WardView.Bed::stay)
                .filter(stay -> stay.name().equals(signed.stay()))
                .isPresent();
    }

    /** A patient who left meanwhile is refused by the ward, and what was done before. */
    private static Result result(Turn turn) {
        return turn.changes().stream()
                .filter(change -> change.change().equals("refused"))
                .findFirst()
                .map(refused ->
                        refused.text("why").equals(Optional.of("entry")) ? Result.DONE_BEFORE : Result.OTHER_PATIENT)
                .orElse(Result.STORED);
    }
}
