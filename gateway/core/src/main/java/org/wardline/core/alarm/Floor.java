package org.wardline.core.alarm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All that the engine remembers, and what of it the event at hand has touched. */
final class Floor {
    /** Of so many discharged stays the episode counts are kept; of the oldest beyond that, names may come again. */
    static final int MOST_PAST_STAYS = 4096;

    /** So many unlinked devices are remembered; the oldest beyond that may be said once more as a ghost. */
    static final int MOST_STRANGERS = 4096;

    /** A device that is linked to nobody: when that began ({@link DeviceLink#NEVER_HEARD}: it never was), and whether it was said. */
    record Stranger(long sinceMs, boolean isSaid) {}

    final AlarmSettings settings;
    final DueQueue queue = new DueQueue();
    final Moment moment;
    final Voice voice;
    final Sound sound;
    final Floods floods;
    final Stations stations;
    final Vias vias = new Vias();
    final Set<Condition> standing = new LinkedHashSet<>();
    final AlarmLife life;

    final Subject gateway = new Subject(WireNames.GATEWAY, Map.of());
    final Condition blind;

    /** By name. */
    final Map<String, Stay> stays = new TreeMap<>();

    final Map<String, DeviceLink> devices = new HashMap<>();
    final Map<String, Stay.Said> gatewayFaults = new HashMap<>();
    final Map<String, Stranger> strangers = oldestForgotten(MOST_STRANGERS);
    final Map<String, Map<String, Long>> pastStays = oldestForgotten(MOST_PAST_STAYS);
    long links;

    /** Stays to be judged whole, and conditions to be judged alone, in this instant. */
    final List<Stay> markedStays = new ArrayList<>();

    final List<Condition> marked = new ArrayList<>();
    boolean isGatewayMarked = true; // a ward may be supervised from its first event on

    Floor(AlarmSettings settings) {
        this.settings = settings;
        this.moment = new Moment(settings, queue);
        this.voice = new Voice(moment);
        this.sound = new Sound(voice);
        this.floods = new Floods(settings, voice);
        this.stations = new Stations(settings);
        this.life = new AlarmLife(moment, voice, sound, floods, stations, standing);
        Timing blindness = settings.technical(Priorities.HIGH, settings.supervision.graceMs(), 0);
        this.blind = gateway.add(BlindFact.KIND, new BlindFact(stations)).timed(Priorities.HIGH, blindness);
    }

    private static <V> Map<String, V> oldestForgotten(int mostKept) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > mostKept;
            }
        };
    }

    /** To be judged, for a reason that is no reading: no witness of its subject is calm any more. */
    void touch(Condition condition) {
        condition.subject.calmEpoch++;
        mark(condition);
    }

    /** To be judged, for a reading. */
    void mark(Condition condition) {
        if (condition.markedTurn != moment.turn) {
            condition.markedTurn = moment.turn;
            marked.add(condition);
        }
    }

    void mark(Stay stay) {
        stay.subject.calmEpoch++;
        if (stay.markedTurn != moment.turn) {
            stay.markedTurn = moment.turn;
            markedStays.add(stay);
        }
    }

    /** Everything is judged in this instant. */
    void markAll() {
        stays.values().forEach(this::mark);
        isGatewayMarked = true;
        vias.isDirty = true;
    }

    @Nullable
    Stay stay(String name) {
        return stays.get(name);
    }

    boolean isTaken(String bed) {
        for (Stay stay : stays.values()) {
            if (bed.equals(stay.subject.bed)) {
                return true;
            }
        }
        return false;
    }

    Stay begin(String name, String bed, int news2Scale) {
        Map<String, Long> episodes = pastStays.remove(name);
        return begin(new Subject(name, episodes == null ? Map.of() : episodes), bed, news2Scale);
    }

    Stay begin(Subject subject, String bed, int news2Scale) {
        subject.bed = bed;
        Stay stay = new Stay(subject, settings, vias);
        stay.news2Scale = news2Scale;
        stays.put(subject.name, stay);
        return stay;
    }

    void end(Stay stay) {
        List.copyOf(stay.devices).forEach(this::unlink);
        queue.remove(stay.subject);
        stays.remove(stay.name());
        markedStays.remove(stay);
        Map<String, Long> episodes = stay.subject.episodes();
        if (!episodes.isEmpty()) {
            pastStays.put(stay.name(), episodes);
        }
    }

    DeviceLink link(String device, Stay stay) {
        strangers.remove(device);
        return add(new DeviceLink(device, stay, moment.nowMs, links++));
    }

    DeviceLink add(DeviceLink link) {
        devices.put(link.name, link);
        link.stay.devices.add(link);
        return link;
    }

    void unlink(DeviceLink link) {
        vias.detach(link);
        link.stay.unlink(link);
        devices.remove(link.name);
        strangers.remove(link.name); // the newest is the last to be forgotten
        strangers.put(link.name, new Stranger(moment.nowMs, false));
        mark(link.stay);
    }

    /** The gateway's fault conditions are those of its vias, and of what was said. */
    void nameFaults() {
        for (String via : vias.names()) {
            Condition _ = fault(via); // made where it is new
        }
    }

    Condition fault(String part) {
        Condition known = gateway.conditions.get(part + ".fault");
        if (known != null) {
            return known;
        }
        return OwnFacts.allLevels(gateway.add(part + ".fault", new FaultFact(part, gatewayFaults, vias)), settings);
    }

    /** The condition that an alarm's name speaks of, if it ever had that episode; past stays have none. */
    @Nullable
    Condition find(String alarm) {
        int first = alarm.indexOf(':');
        int last = alarm.lastIndexOf(':');
        if (first < 0 || last <= first) {
            return null;
        }
        Subject subject = subject(alarm.substring(0, first));
        Condition condition = subject == null ? null : subject.conditions.get(alarm.substring(first + 1, last));
        boolean was = condition != null && isEpisode(alarm.substring(last + 1), condition.alarm.episode);
        return was ? condition : null;
    }

    private @Nullable Subject subject(String name) {
        Stay stay = stays.get(name);
        return stay != null ? stay.subject : name.equals(WireNames.GATEWAY) ? gateway : null;
    }

    /** Whether an alarm ever was that is not to be found any more: its stay was discharged, or came again. */
    boolean isPast(String alarm) {
        int first = alarm.indexOf(':');
        int last = alarm.lastIndexOf(':');
        if (first < 0 || last <= first) {
            return false;
        }
        Stay stay = stays.get(alarm.substring(0, first));
        Map<String, Long> past = stay == null ? pastStays.get(alarm.substring(0, first)) : stay.subject.earlierEpisodes;
        Long episodes = past == null ? null : past.get(alarm.substring(first + 1, last));
        return episodes != null && isEpisode(alarm.substring(last + 1), episodes);
    }

    private static boolean isEpisode(String number, long last) {
        if (number.isEmpty() || number.length() > 18 || number.charAt(0) == '0') {
            return false;
        }
        return number.chars().allMatch(c -> c >= '0' && c <= '9') && Long.parseLong(number) <= last;
    }

    /** What a fault said is on. */
    Set<String> saidFaults() {
        Set<String> said = new HashSet<>();
        gatewayFaults.forEach((part, of) -> {
            if (of.isOn()) {
                said.add(part);
            }
        });
        return said;
    }

    /** A stay's alarms are heard otherwise from now. */
    void audio(Stay stay, @Nullable Audio audio, Map<String, Object> more) {
        stay.subject.audio = audio;
        Map<String, Object> fields = Voice.fields(
                "stay",
                stay.name(),
                "bed",
                stay.subject.bed,
                "state",
                audio == null ? "on" : audio.state(),
                "until",
                audio == null || audio.isOff() ? null : audio.untilMs());
        fields.putAll(more);
        voice.say("audio", fields);
        eachStanding(stay.subject, sound::recount);
        mark(stay);
    }

    /** When the gateway's own things are due. */
    long gatewayDueAfter(long nowMs) {
        long due = Math.min(stations.dueAfter(nowMs), floods.dueAfter(nowMs));
        for (Condition condition : gateway.conditions.values()) {
            due = Math.min(due, AlarmLife.dueAfter(condition, nowMs, moment));
        }
        return due;
    }

    long dueAfter(Subject subject, long nowMs) {
        Stay stay = stays.get(subject.name);
        return stay == null ? gatewayDueAfter(nowMs) : stay.dueAfter(nowMs, moment);
    }

    void refuse(String event, String why) {
        voice.say("refused", Voice.fields("event", event, "why", why));
    }

    List<Condition> standingByName(Subject subject) {
        List<Condition> sorted = new ArrayList<>();
        eachStanding(subject, sorted::add);
        sorted.sort(Comparator.comparing(condition -> condition.kind));
        return sorted;
    }

    void eachStanding(Subject subject, Consumer<Condition> what) {
        for (Condition condition : subject.conditions.values()) {
            if (condition.alarm.stands) {
                what.accept(condition);
            }
        }
    }
}
