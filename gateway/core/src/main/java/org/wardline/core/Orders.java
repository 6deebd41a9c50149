package org.wardline.core;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmEvent.AudioOff;
import org.wardline.core.alarm.AlarmEvent.LimitsChanged;
import org.wardline.core.alarm.AlarmEvent.Terms;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * What people ordered for a patient that stands until it ends: limits and silence, by whom, why and until when. The alarm
 * engine knows neither reason nor end; what has an end is ended here, by an event of its own at its own time.
 *
 * <p>After a restart whose gap nobody can measure, all that has an end ends at once: that is the louder side.
 */
final class Orders {
    /** Who gave the last word on what ended by itself is the person who ordered the end. */
    static final String ENDED = "ended as ordered";

    /** The station of an act that nobody pressed a button for. */
    static final String OURSELVES = "gateway";

    private final Map<String, LimitsChanged> limits = new LinkedHashMap<>();
    private final Map<String, AudioOff> silences = new LinkedHashMap<>();
    private long nextEndMs = Terms.NO_END;

    private static String key(LimitsChanged change) {
        return change.stay() + ' ' + change.rule() + ' ' + change.level().wireName();
    }

    /** Something happened and the engine took it. */
    void take(AlarmEvent event) {
        switch (event) {
            case LimitsChanged change -> limits.put(key(change), change);
            case AudioOff off -> silences.put(off.stay(), off);
            case AlarmEvent.AudioOn on -> silences.remove(on.stay());
            case AlarmEvent.PauseAudio pause -> silences.remove(pause.stay());
            case AlarmEvent.Discharge end -> forget(end.stay());
            case AlarmEvent.Restart restart -> {
                if (!restart.trusted()) {
                    mistrust(restart.atMs());
                }
            }
            case AlarmEvent.ClockStepped _,
                    AlarmEvent.Admit _,
                    AlarmEvent.Transfer _,
                    AlarmEvent.DeviceLinked _,
                    AlarmEvent.DeviceUnlinked _,
                    AlarmEvent.OfAlarms _ -> {
                return; // no order
            }
        }
        nextEndMs = firstEndMs();
    }

    /** What ended by itself has nothing left to end, such as a rule that the ward no longer has: it is not tried again. */
    void refused(AlarmEvent event) {
        if (event instanceof LimitsChanged change && OURSELVES.equals(change.station())) {
            limits.remove(key(change));
            nextEndMs = firstEndMs();
        }
    }

    private long firstEndMs() {
        return ends().mapToLong(Long::longValue).min().orElse(Terms.NO_END);
    }

    private Stream<Long> ends() {
        return Stream.concat(
                limits.values().stream().map(change -> change.terms().untilMs()),
                silences.values().stream().map(off -> off.terms().untilMs()));
    }

    private void forget(String stay) {
        limits.values().removeIf(change -> change.stay().equals(stay));
        silences.remove(stay);
    }

    /** Nobody knows how long it was: what has an end may be over. The engine has ended silences itself. */
    private void mistrust(long atMs) {
        silences.clear();
        limits.replaceAll((_, change) -> change.terms().hasEnd() ? until(change, atMs) : change);
    }

    private static LimitsChanged until(LimitsChanged change, long untilMs) {
        return new LimitsChanged(
                change.atMs(),
                change.stay(),
                change.rule(),
                change.level(),
                change.set(),
                change.who(),
                change.station(),
                new Terms(change.terms().reason(), untilMs));
    }

    /**
     * What ends until now, in order, each at its own time.
     *
     * @param lastAtMs nothing happens before what happened last
     */
    List<AlarmEvent> due(long atMs, long lastAtMs) {
        if (nextEndMs > atMs) {
            return List.of();
        }
        List<AlarmEvent> due = new ArrayList<>();
        for (AudioOff off : silences.values()) {
            if (off.terms().untilMs() <= atMs) {
                long endMs = Math.max(lastAtMs, off.terms().untilMs());
                due.add(new AlarmEvent.AudioOn(endMs, off.stay(), off.owner(), OURSELVES));
            }
        }
        for (LimitsChanged change : limits.values()) {
            if (change.terms().untilMs() <= atMs) {
                due.add(new LimitsChanged(
                        Math.max(lastAtMs, change.terms().untilMs()),
                        change.stay(),
                        change.rule(),
                        change.level(),
                        Map.of(),
                        change.who(),
                        OURSELVES,
                        new Terms(ENDED, Terms.NO_END)));
            }
        }
        due.sort(Comparator.comparingLong(AlarmEvent::atMs));
        return due;
    }

    /** Whose order ends by an event; {@link #due} makes events of two kinds. */
    static Optional<String> stayOf(AlarmEvent due) {
        if (due instanceof AlarmEvent.AudioOn on) {
            return Optional.of(on.stay());
        }
        return due instanceof LimitsChanged change ? Optional.of(change.stay()) : Optional.empty();
    }

    /** The last word on a level of a rule of a stay. */
    Optional<LimitsChanged> limits(String stay, String rule, AlarmPriority level) {
        return Optional.ofNullable(limits.get(stay + ' ' + rule + ' ' + level.wireName()));
    }

    /** Why and until when a stay's alarms are silent. */
    Optional<AudioOff> silence(String stay) {
        return Optional.ofNullable(silences.get(stay));
    }

    /** Levels that somebody switched off for a stay. */
    List<LimitsChanged> off(String stay) {
        return limits.values().stream()
                .filter(change -> change.stay().equals(stay) && change.set() == null)
                .toList();
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(limits.size());
        for (LimitsChanged change : limits.values()) {
            out.writeLong(change.atMs());
            out.writeUTF(change.stay());
            out.writeUTF(change.rule());
            out.writeUTF(change.level().wireName());
            writeSet(out, change.set());
            out.writeUTF(change.who());
            out.writeUTF(change.station() == null ? "" : change.station());
            writeTerms(out, change.terms());
        }
        out.writeInt(silences.size());
        for (AudioOff off : silences.values()) {
            out.writeLong(off.atMs());
            out.writeUTF(off.stay());
            out.writeUTF(off.owner());
            out.writeUTF(off.station());
            writeTerms(out, off.terms());
        }
    }

    private static void writeTerms(DataOutputStream out, Terms terms) throws IOException {
        out.writeUTF(terms.reason());
        out.writeLong(terms.untilMs());
    }

    private static void writeSet(DataOutputStream out, @Nullable Map<String, Object> set) throws IOException {
        out.writeInt(set == null ? -1 : set.size());
        if (set != null) {
            for (Map.Entry<String, Object> field : set.entrySet()) {
                out.writeUTF(field.getKey());
                out.writeBoolean(field.getValue() instanceof Boolean);
                out.writeUTF(field.getValue().toString());
            }
        }
    }

    static Orders readFrom(DataInputStream in) throws IOException {
        var orders = new Orders();
        for (int left = in.readInt(); left > 0; left--) {
            orders.take(new LimitsChanged(
                    in.readLong(),
                    in.readUTF(),
                    in.readUTF(),
                    AlarmPriority.of(in.readUTF()),
                    readSet(in),
                    in.readUTF(),
                    in.readUTF(),
                    readTerms(in)));
        }
        for (int left = in.readInt(); left > 0; left--) {
            orders.take(new AudioOff(in.readLong(), in.readUTF(), in.readUTF(), in.readUTF(), readTerms(in)));
        }
        return orders;
    }

    private static Terms readTerms(DataInputStream in) throws IOException {
        return new Terms(in.readUTF(), in.readLong());
    }

    private static @Nullable Map<String, Object> readSet(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0) {
            return null;
        }
        Map<String, Object> set = new LinkedHashMap<>();
        for (int left = size; left > 0; left--) {
            String field = in.readUTF();
            boolean isTruth = in.readBoolean();
            String value = in.readUTF();
            set.put(field, isTruth ? (Object) Boolean.valueOf(value) : new BigDecimal(value));
        }
        return set;
    }
}
