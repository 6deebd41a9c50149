package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.wardline.app.bedview.BedPage;
import org.wardline.app.history.Axis;
import org.wardline.app.history.History;
import org.wardline.app.history.LogHistory;
import org.wardline.app.history.Minute;
import org.wardline.app.wire.EventJson;
import org.wardline.core.WardView;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.BedId;
import org.wardline.vitals.log.NoteEntry;

/** What a demo bed remembers: eight hours that wander, and what is entered while it runs. Its axis is the wall. */
final class DemoRecord implements BedRecord {
    private static final int MINUTES = 480;
    private static final long MINUTE_MS = 60_000;

    private final Supplier<WardView> view;
    private final LongSupplier wallMs;
    private final Map<String, List<NoteEntry>> notes = new LinkedHashMap<>();
    /** What the next act ends with. */
    Future<Result> next = Future.succeededFuture(Result.STORED);

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
        return new History.Span(List.of(), notes.getOrDefault(id.name(), List.of()), Axis.NONE, false);
    }

    @Override
    public Future<JsonObject> trends(BedId id, int hours) {
        return page(id, page -> page.trends(hours, span(id), minutes(id), History.Span.NONE));
    }

    @Override
    public Future<JsonObject> news2(BedId id) {
        return page(id, page -> page.news2(span(id), minutes(id)));
    }

    @Override
    public Future<JsonObject> notes(BedId id) {
        return page(id, page -> page.notes(span(id)));
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

    private LogHistory.Minutes minutes(BedId id) {
        var random = new Random(id.name().hashCode());
        Map<String, List<Minute>> signs = new LinkedHashMap<>();
        signs.put("heart_rate", wander(random, 82, 6));
        signs.put("spo2", wander(random, 96, 1.5));
        signs.put("resp_rate", wander(random, 16, 2));
        return new LogHistory.Minutes(signs, true);
    }

    private List<Minute> wander(Random random, double middle, double width) {
        List<Minute> curve = new ArrayList<>();
        long nowMinute = wallMs.getAsLong() / MINUTE_MS;
        double value = middle;
        for (long minute = nowMinute - MINUTES; minute <= nowMinute; minute++) {
            value += (middle - value) * 0.05 + (random.nextDouble() - 0.5) * width * 0.4;
            double median = Math.rint(value);
            curve.add(new Minute(minute * MINUTE_MS, median - 1, median, median + 1, 60));
        }
        return curve;
    }
}
