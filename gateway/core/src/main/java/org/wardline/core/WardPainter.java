package org.wardline.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardline.core.alarm.AlarmEngine;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.Standing;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;

/** Makes a {@link WardView} of what the ward remembers. */
record WardPainter(WardPlan plan, AlarmEngine engine, Map<BedId, Latest> latest, Places places, Orders orders) {

    WardView paint(Now now) {
        Map<BedId, StayId> patients = new LinkedHashMap<>();
        places.beds.forEach((stay, bed) -> patients.put(bed, stay));
        Map<String, List<String>> devices = devices();
        List<WardView.Bed> beds = new ArrayList<>();
        for (WardPlan.Bed planned : plan.beds()) {
            StayId stay = patients.remove(planned.bed());
            beds.add(stay == null ? empty(planned) : bed(planned, stay, devices, now));
        }
        for (var other : patients.entrySet()) {
            BedId bed = other.getKey();
            beds.add(bed(new WardPlan.Bed(bed, bed.name(), ""), other.getValue(), devices, now));
        }
        return new WardView(
                plan.ward(),
                now.atMs(),
                now.wallMs(),
                beds,
                alarms("gateway", now),
                engine.sound(),
                List.of(),
                flood(beds));
    }

    private WardView.Flood flood(List<WardView.Bed> beds) {
        List<BedId> flooded = beds.stream()
                .filter(bed ->
                        bed.stay().filter(stay -> engine.isFlooded(stay.name())).isPresent())
                .map(WardView.Bed::bed)
                .toList();
        return new WardView.Flood(engine.isFlooded(), flooded);
    }

    /** Those that measure each stay; looked up once, since a ward may have a thousand. */
    private Map<String, List<String>> devices() {
        Map<String, List<String>> devices = new HashMap<>();
        for (AlarmEvent.DeviceLinked contract : places.contracts.values()) {
            devices.computeIfAbsent(contract.stay(), _ -> new ArrayList<>()).add(contract.device());
        }
        return devices;
    }

    private static WardView.Bed empty(WardPlan.Bed bed) {
        return new WardView.Bed(
                bed.bed(),
                bed.label(),
                bed.room(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                "",
                WardView.Care.NONE,
                WardView.Quiet.NONE);
    }

    private WardView.Bed bed(WardPlan.Bed bed, StayId stay, Map<String, List<String>> devices, Now now) {
        return new WardView.Bed(
                bed.bed(),
                bed.label(),
                bed.room(),
                Optional.of(stay),
                signs(bed.bed(), stay, now),
                engine.news2(stay.name()).map(WardPainter::news2),
                alarms(stay.name(), now),
                devices.getOrDefault(stay.name(), List.of()),
                "",
                care(stay),
                quiet(stay.name()));
    }

    /** What people have silenced or switched off. */
    private WardView.Quiet quiet(String stay) {
        Optional<WardView.Audio> audio = LimitsNow.audio(stay, engine, orders);
        List<WardView.Off> off = orders.off(stay).stream()
                .map(change -> new WardView.Off(
                        change.rule(),
                        change.level(),
                        change.who(),
                        change.terms().reason(),
                        change.terms().untilMs()))
                .toList();
        return audio.isEmpty() && off.isEmpty() ? WardView.Quiet.NONE : new WardView.Quiet(audio, off);
    }

    private WardView.Care care(StayId stay) {
        Optional<WardView.Away> away = Optional.ofNullable(places.away.get(stay))
                .map(gone -> new WardView.Away(gone.who(), gone.sinceWallMs(), gone.backWallMs()));
        return new WardView.Care(Whose.isTest(stay), places.named.contains(stay), away);
    }

    private List<WardView.Sign> signs(BedId bed, StayId stay, Now now) {
        Latest words = latest.get(bed);
        if (words == null) {
            return List.of();
        }
        return words.words().stream().map(word -> sign(word, stay, now)).toList();
    }

    private WardView.Sign sign(Latest.Word word, StayId stay, Now now) {
        String name = word.measurement().sign().name();
        AlarmEngine.Limits limits = engine.limits(stay.name(), name);
        return new WardView.Sign(
                word.measurement(),
                Math.max(0, now.atMs() - word.atMs()),
                engine.isFresh(word.device().name(), name),
                limits.low(),
                limits.high());
    }

    private static WardView.News2 news2(AlarmEngine.News2Now now) {
        return new WardView.News2(now.least(), now.most(), now.missing(), now.hasThree(), now.scale());
    }

    private List<WardView.Alarm> alarms(String subject, Now now) {
        return engine.standing(subject).stream().map(alarm -> alarm(alarm, now)).toList();
    }

    private static WardView.Alarm alarm(Standing alarm, Now now) {
        return new WardView.Alarm(
                alarm.name(),
                (int) Math.min(Integer.MAX_VALUE, alarm.version()),
                alarm.state(),
                alarm.priority(),
                alarm.type(),
                AlarmWords.of(alarm.kind()),
                alarm.news2()
                        .map(sum -> AlarmWords.thing("news2") + " " + sum)
                        .orElseGet(() -> AlarmWords.broken(alarm.values(), alarm.limits())),
                Math.max(0, now.atMs() - alarm.risenAtMs()),
                alarm.ackedBy(),
                alarm.explain().map(WardPainter::words).or(alarm::device).orElse(""),
                alarm.beds(),
                alarm.step(),
                alarm.next());
    }

    private static String words(Object explanation) {
        return explanation instanceof Map<?, ?> map && map.get("text") instanceof String text
                ? text
                : explanation.toString();
    }
}
