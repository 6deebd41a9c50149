package org.wardline.app;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.wardline.app.evidence.EvidenceDesk;
import org.wardline.app.history.AlarmBook;
import org.wardline.app.history.Episode;
import org.wardline.app.history.History;
import org.wardline.app.station.AlarmActs;
import org.wardline.core.Now;
import org.wardline.core.Rehearsal.Limit;
import org.wardline.core.Ward;
import org.wardline.core.WardView;
import org.wardline.core.Whose;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;

/** Past alarms: read from the log, and noted in it. */
final class PastDesk implements AlarmActs {
    private static final int KEPT_HOURS = 72;
    /** What was written a moment ago may be ahead of the wall clock of the one who asks. */
    private static final long AHEAD_MS = 5_000;

    private final Gateway gateway;
    private final History history;
    private final EvidenceDesk evidence;

    PastDesk(Gateway gateway, History history, EvidenceDesk evidence) {
        this.gateway = gateway;
        this.history = history;
        this.evidence = evidence;
    }

    @Override
    public Future<Past> past(BedId bed, int hours) {
        Optional<StayId> stay = Optional.ofNullable(gateway.view().present().get(bed));
        if (stay.isEmpty()) {
            return Future.succeededFuture(new Past(List.of(), false));
        }
        return notes(stay, hours)
                .map(span ->
                        new Past(newestFirst(span, stay.get(), gateway.now().wallMs()), span.isCut()));
    }

    /** An alarm that began before them is not told. */
    private List<Episode> newestFirst(History.Span span, StayId stay, long nowMs) {
        var alarms = new AlarmBook();
        alarms.read(span.notes(), span.axis());
        Whose whose = gateway.whose();
        BiPredicate<String, Long> lay =
                (bed, wallMs) -> whose.stayIn(new BedId(bed), wallMs).equals(Optional.of(stay));
        return alarms.about(stay.name(), lay, nowMs).reversed().stream()
                .filter(Episode::isWhole)
                .toList();
    }

    private Future<History.Span> notes(Optional<StayId> stay, int hours) {
        long wallMs = gateway.now().wallMs();
        return history.of(History.Query.notes(stay, wallMs - TimeUnit.HOURS.toMillis(hours), wallMs + AHEAD_MS));
    }

    @Override
    public Future<Boolean> note(Word word) {
        String stay = word.alarm().substring(0, word.alarm().indexOf(':'));
        return gateway.act(at -> new AlarmEvent.Noted(at, stay, word.about(), word.who(), word.station(), word.words()))
                .map(turn -> turn.changes().stream()
                        .noneMatch(change -> change.change().equals("refused")));
    }

    @Override
    public Future<Optional<Map<String, @Nullable Object>>> evidence(String alarm) {
        String subject = alarm.substring(0, alarm.indexOf(':'));
        Optional<BedId> bed = bedOf(subject);
        if (bed.isEmpty() && !subject.equals("gateway")) {
            return Future.succeededFuture(Optional.empty());
        }
        return notes(bed.map(_ -> new StayId(subject)), KEPT_HOURS)
                .compose(span -> gateway.ask(ward -> question(ward, alarm, bed, span, gateway.now())))
                .compose(evidence::of);
    }

    private Optional<BedId> bedOf(String stay) {
        return gateway.view().beds().stream()
                .filter(bed -> bed.stay().map(StayId::name).equals(Optional.of(stay)))
                .map(WardView.Bed::bed)
                .findFirst();
    }

    private static EvidenceDesk.Question question(
            Ward ward, String alarm, Optional<BedId> bed, History.Span span, Now now) {
        Optional<StayId> stay = bed.flatMap(ward::limits).map(limits -> limits.stay());
        List<Limit> limits = bed.flatMap(ward::limits).map(LimitsDesk::present).orElse(List.of());
        return new EvidenceDesk.Question(
                alarm,
                span.notes(),
                bed.map(BedId::name).orElse(""),
                stay.map(ward::news2Scale).orElse(0),
                stay.map(ward::linked).orElse(List.of()),
                ward.view(now).beds().stream()
                        .flatMap(one -> one.stay().stream())
                        .flatMap(one -> ward.linked(one).stream())
                        .toList(),
                limits,
                now);
    }
}
