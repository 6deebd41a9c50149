package org.wardline.app;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardline.app.limits.Preview;
import org.wardline.app.limits.PreviewDesk;
import org.wardline.app.station.LimitActs;
import org.wardline.core.Act;
import org.wardline.core.LimitsNow;
import org.wardline.core.Now;
import org.wardline.core.Rehearsal.Limit;
import org.wardline.core.Turn;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmEvent.Terms;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.core.alarm.AlarmSettings.Preset;
import org.wardline.vitals.BedId;
import org.wardline.vitals.alarm.AlarmChange;

/** Limits and silence: hands over to the ward, and tries limits on what the log has. */
final class LimitsDesk implements LimitActs {
    private final Gateway gateway;
    private final AlarmSettings settings;
    private final PreviewDesk previews;

    LimitsDesk(Gateway gateway, AlarmSettings settings, PreviewDesk previews) {
        this.gateway = gateway;
        this.settings = settings;
        this.previews = previews;
    }

    @Override
    public Now now() {
        return gateway.now();
    }

    @Override
    public Future<Optional<LimitsNow>> limits(BedId bed) {
        return gateway.ask(ward -> ward.limits(bed));
    }

    @Override
    public List<Preset> presets() {
        return settings.presets();
    }

    @Override
    public Future<List<AlarmChange>> change(Order order) {
        List<Act> acts = new ArrayList<>();
        for (Limit limit : order.limits()) {
            acts.add(at -> new AlarmEvent.LimitsChanged(
                    at,
                    order.stay().name(),
                    limit.rule(),
                    limit.level(),
                    limit.set(),
                    order.who(),
                    order.station(),
                    terms(limit, order)));
        }
        return gateway.act(acts).map(Turn::changes);
    }

    /** What is the ward's again needs no end. */
    private static Terms terms(Limit limit, Order order) {
        boolean isWards = limit.set() != null && limit.set().isEmpty();
        return new Terms(order.reason(), isWards ? Terms.NO_END : order.untilMs());
    }

    @Override
    public Future<List<AlarmChange>> audio(Silence silence) {
        String stay = silence.stay().name();
        return gateway.act(at -> switch (silence.act()) {
                    case PAUSE ->
                        new AlarmEvent.PauseAudio(
                                at, stay, Math.max(at + 1, silence.untilMs()), silence.who(), silence.station());
                    case OFF ->
                        new AlarmEvent.AudioOff(
                                at,
                                stay,
                                silence.who(),
                                silence.station(),
                                new Terms(silence.reason(), silence.untilMs()));
                    case ON -> new AlarmEvent.AudioOn(at, stay, silence.who(), silence.station());
                })
                .map(Turn::changes);
    }

    @Override
    public Future<Preview> preview(Try wanted) {
        return gateway.ask(ward -> {
                    Optional<LimitsNow> limits = ward.limits(wanted.bed());
                    List<Limit> present = limits.map(LimitsDesk::present).orElse(List.of());
                    return new Preview.Question(
                            wanted.stay(),
                            wanted.bed(),
                            wanted.hours(),
                            present,
                            with(present, wanted.changes()),
                            ward.contracts(),
                            now(),
                            sign(limits, wanted));
                })
                .compose(previews::ask);
    }

    /** What of a patient's limits is not the ward's. */
    static List<Limit> present(LimitsNow limits) {
        List<Limit> own = new ArrayList<>();
        for (LimitsNow.Level level : limits.levels()) {
            Map<String, Object> set = level.now().set();
            if (set == null || !set.isEmpty()) {
                own.add(new Limit(level.now().rule(), level.now().level(), set));
            }
        }
        return own;
    }

    private static List<Limit> with(List<Limit> present, List<Limit> changes) {
        Map<String, Limit> all = new HashMap<>();
        present.forEach(limit -> all.put(limit.rule() + ' ' + limit.level(), limit));
        changes.forEach(limit -> all.put(limit.rule() + ' ' + limit.level(), limit));
        return all.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The sign whose limits are tried. */
    private static String sign(Optional<LimitsNow> limits, Try wanted) {
        String rule = wanted.rule().isEmpty() && !wanted.changes().isEmpty()
                ? wanted.changes().getFirst().rule()
                : wanted.rule();
        return limits.stream()
                .flatMap(now -> now.levels().stream())
                .filter(level -> level.now().rule().equals(rule))
                .map(level -> String.valueOf(level.now().ward().getOrDefault("sign", "spo2")))
                .findFirst()
                .orElse("spo2");
    }
}
