package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.wardline.app.bedview.BedPage;
import org.wardline.app.history.Axis;
import org.wardline.app.history.History;
import org.wardline.app.history.LogHistory;
import org.wardline.app.wire.EventJson;
import org.wardline.core.WardView;
import org.wardline.core.alarm.AlarmEngine;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.BedId;
import org.wardline.vitals.alarm.AlarmPriority;
import org.wardline.vitals.log.NoteEntry;

/** What a demo bed remembers: a {@link DemoNight}, and what is entered while it runs. Its axis is the wall. */
final class DemoRecord implements BedActs {
    private final Supplier<WardView> view;
    private final LongSupplier wallMs;
    private final Map<String, List<NoteEntry>> notes = new LinkedHashMap<>();
    /** What the next act ends with. */
    Future<Result> next = Future.succeededFuture(Result.STORED);

    private static final List<AlarmEngine.RuleNow> RULES = List.of(
            rule("heart_rate", AlarmPriority.MEDIUM, "below", 50),
            rule("heart_rate", AlarmPriority.MEDIUM, "above", 120),
            rule("spo2", AlarmPriority.MEDIUM, "below", 90),
            rule("spo2", AlarmPriority.HIGH, "below", 80),
            rule("resp_rate", AlarmPriority.MEDIUM, "below", 8),
            rule("resp_rate", AlarmPriority.MEDIUM, "above", 30));

    private static AlarmEngine.RuleNow rule(String sign, AlarmPriority level, String field, int limit) {
        Map<String, Object> words = Map.of("sign", sign, field, BigDecimal.valueOf(limit));
        return new AlarmEngine.RuleNow(
                sign + (field.equals("below") ? ".low" : ".high"), level, words, Map.of(), words, "");
    }

    DemoRecord(Supplier<WardView> view, LongSupplier wallMs) {
        this.view = view;
        this.wallMs = wallMs;
    }

    private Optional<WardView.Bed> bed(BedId id) {
        return view.get().beds().stream()
                .filter(bed -> bed.bed().equals(id) && bed.stay().isPresent())
                .findFirst();
    }

    private Future<JsonObject> page(BedId id, java.util.function.Function<BedPage, JsonObject> what) {
        return Future.succeededFuture(bed(id).map(bed -> what.apply(new BedPage(bed, wallMs.getAsLong())))
                .orElse(BedPage.NOBODY));
    }

    private History.Span span(BedId id) {
        List<NoteEntry> all = new ArrayList<>(night(id).notes());
        all.addAll(notes.getOrDefault(id.name(), List.of()));
        return new History.Span(List.of(), all, Axis.NONE, false);
    }

    @Override
    public Future<JsonObject> trends(BedId id, int hours) {
        return page(
                id,
                page -> page.trends(
                        hours, RULES, span(id), new LogHistory.Minutes(night(id).signs(), true), History.Span.NONE));
    }

    @Override
    public Future<JsonObject> news2(BedId id) {
        return page(
                id,
                page -> page.news2(span(id), new LogHistory.Minutes(night(id).signs(), true)));
    }

    @Override
    public Future<JsonObject> notes(BedId id) {
        return page(id, page -> page.notes(span(id)));
    }

    @Override
    public Future<Map<String, Object>> entered(BedId id) {
        return bed(id).map(bed -> Future.succeededFuture(new BedPage(bed, wallMs.getAsLong()).entered(span(id))))
                .orElseGet(() -> Future.failedFuture("nobody lies there"));
    }

    @Override
    public Future<Result> observe(Observation observation) {
        return keep(
                observation.signed(),
                new AlarmEvent.ObservationEntered(
                        wallMs.getAsLong(),
                        observation.signed().stay(),
                        observation.signed().who(),
                        -1,
                        observation.values()));
    }

    @Override
    public Future<Optional<Entered>> entry(BedId id, long entry) {
        return Future.succeededFuture(BedPage.entry(span(id), entry).map(found -> {
            AlarmEvent.ObservationEntered was = event(found);
            return new Entered(was.seenAtMs(), was.who(), was.values(), found.withdrawnBy(), found.withdrawnMs());
        }));
    }

    private static AlarmEvent.ObservationEntered event(BedPage.Entered found) {
        return (AlarmEvent.ObservationEntered) EventJson.event(found.note().json());
    }

    @Override
    public Future<Result> withdraw(Signed signed, long entry) {
        BedPage.Entered found = BedPage.entry(span(signed.bed()), entry).orElseThrow();
        return found.withdrawnBy().isEmpty()
                ? keep(
                        signed,
                        new AlarmEvent.ObservationWithdrawn(
                                wallMs.getAsLong(),
                                signed.who(),
                                signed.station(),
                                entry,
                                0,
                                wallMs.getAsLong(),
                                event(found)))
                : Future.succeededFuture(Result.DONE_BEFORE);
    }

    @Override
    public Future<Result> write(Writing writing) {
        Signed signed = writing.signed();
        return keep(
                signed,
                new AlarmEvent.Noted(
                        wallMs.getAsLong(),
                        signed.stay(),
                        writing.about(),
                        signed.who(),
                        signed.station(),
                        writing.words()));
    }

    private Future<Result> keep(Signed signed, AlarmEvent event) {
        return next.onSuccess(result -> {
            if (result == Result.STORED) {
                notes.computeIfAbsent(signed.bed().name(), _ -> new ArrayList<>())
                        .add(new NoteEntry(event.atMs(), NoteEntry.Kind.EVENT, EventJson.text(event)));
            }
        });
    }

    /** What was entered and written at a bed since the demo began. */
    List<NoteEntry> written(String bed) {
        return List.copyOf(notes.getOrDefault(bed, List.of()));
    }

    private DemoNight night(BedId id) {
        return new DemoNight(id.name(), wallMs.getAsLong());
    }
}
