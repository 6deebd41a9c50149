package org.wardline.app.records;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardline.core.Deeds;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.DeviceId;

/** Who lay where, out of what happened; of those who lay there before the log begins, out of what is said of them. */
public final class StayBook {
    /** Who lay in a bed then, by the gateway's links, which remember longer than the log. */
    @FunctionalInterface
    public interface Occupants {
        /** The stay's name; empty where nobody is known. */
        Optional<String> stayIn(String bed, long wallMs);
    }

    /** A stay that came before the log begins has been here since ever. */
    static final long SINCE_EVER = Long.MIN_VALUE;

    /** So many stays are remembered before those are forgotten who left long ago. */
    static final int MANY_STAYS = 10_000;

    /** Of one stay. */
    static final int MAX_SCALES = 32;

    /** That an entry said another scale, and which it was before. */
    private record Scale(long entry, int before) {}

    private final Occupants occupants;
    private final Deeds deeds; // of where everybody and everything is now
    private final Map<String, Long> sinceMs = new LinkedHashMap<>(); // by stay: in its bed
    private final List<Presence> gone = new ArrayList<>();
    private final List<Told.Moved> moves = new ArrayList<>();
    private final Map<String, Integer> scales = new HashMap<>();
    private final Map<String, List<Scale>> scalesSaid = new HashMap<>(); // in order
    private final Map<String, Long> leftMs = new HashMap<>(); // by stay that is off the ward
    private final List<Presence> absences = new ArrayList<>();
    private final Set<String> admitted = new HashSet<>();

    StayBook(Deeds deeds, Occupants occupants) {
        this.deeds = deeds;
        this.occupants = occupants;
    }

    /** What follows is told just before it counts among the deeds. */
    void admitted(AlarmEvent.Admit admit, long wallMs) {
        sinceMs.put(admit.stay(), wallMs);
        admitted.add(admit.stay());
        scales.put(admit.stay(), admit.news2());
        moves.add(new Told.Moved(wallMs, "admitted", admit.stay(), "", admit.bed(), who(admit.who())));
    }

    private static String who(@Nullable String who) {
        return who == null ? "" : who;
    }

    void discharged(AlarmEvent.Discharge discharge, long wallMs) {
        String stay = discharge.stay();
        moves.add(new Told.Moved(wallMs, "discharged", stay, bedOf(stay), "", who(discharge.who())));
    }

    /** A stay is over. */
    void gone(String stay, long wallMs) {
        if (leftMs.containsKey(stay)) {
            ended(stay, wallMs, wallMs);
        }
        leave(stay, wallMs);
    }

    void transferred(AlarmEvent.Transfer transfer, long wallMs) {
        String stay = transfer.stay();
        moves.add(new Told.Moved(wallMs, "moved", stay, bedOf(stay), transfer.to(), who(transfer.who())));
        leave(stay, wallMs);
        sinceMs.put(stay, wallMs);
        admitted.add(stay); // what measures it is known from here on
    }

    private void leave(String stay, long wallMs) {
        Long fromMs = sinceMs.remove(stay);
        if (fromMs != null) {
            gone.add(new Presence(stay, bedOf(stay), new Period(Math.min(fromMs, wallMs), wallMs)));
        }
    }

    /** A patient is off the ward. */
    void left(String stay, long wallMs) {
        leftMs.put(stay, wallMs);
    }

    /** A patient is back; one who was never said to leave left before the log begins. */
    void back(String stay, long wallMs) {
        ended(stay, wallMs, SINCE_EVER);
    }

    private void ended(String stay, long wallMs, long otherwiseMs) {
        Long sinceMs = leftMs.remove(stay);
        long fromMs = Math.min(sinceMs == null ? otherwiseMs : sinceMs, wallMs);
        absences.add(new Presence(stay, "", new Period(fromMs, wallMs)));
    }

    /** When patients were off the ward, in no bed. */
    List<Presence> absences() {
        List<Presence> all = new ArrayList<>(absences);
        leftMs.forEach((stay, sinceMs) -> all.add(new Presence(stay, "", new Period(sinceMs, Period.OPEN))));
        return all;
    }

    /**
     * Whether a device measures a stay, as the alarm engine has it. Of a link that is older than the log nothing is said: who was
     * there before it is taken for linked, unless he is off the ward.
     */
    boolean isLinked(DeviceId device, String stay) {
        return deeds.isKnown(device)
                ? deeds.measuredBy(device).equals(Optional.of(stay))
                : !admitted.contains(stay) && !leftMs.containsKey(stay);
    }

    /** Something was said of a stay in a bed: it lay there already, if we did not know. */
    void heardOf(String stay, String bed) {
        boolean isGone = gone.stream().anyMatch(left -> left.stay().equals(stay));
        if (!bed.isEmpty() && !isGone) {
            lies(stay, bed, SINCE_EVER);
        }
    }

    /** A reading came from a bed of which the log says nothing: who lies there, the links know. */
    void measured(String bed, long wallMs) {
        if (deeds.stayIn(bed).isEmpty() && wallMs >= sinceWhen(bed)) {
            occupants.stayIn(bed, wallMs).ifPresent(stay -> lies(stay, bed, sinceWhen(bed)));
        }
    }

    private void lies(String stay, String bed, long fromMs) {
        if (deeds.stayIn(bed).isEmpty() && deeds.bedOf(stay).isEmpty()) {
            deeds.tell(new AlarmEvent.Admit(0, stay, bed, 1, null), 0, _ -> {});
            sinceMs.put(stay, fromMs);
        }
    }

    /** Since the last one left whom the log knows; else since ever. */
    private long sinceWhen(String bed) {
        return gone.stream()
                .filter(left -> left.bed().equals(bed))
                .mapToLong(left -> left.when().toMs())
                .max()
                .orElse(SINCE_EVER);
    }

    /** Where a stay lies now; empty where nobody knows. */
    String bedOf(String stay) {
        return stay.isEmpty() ? "" : deeds.bedOf(stay).orElse("");
    }

    /** Who lies in a bed now; empty where nobody does, or nobody knows. */
    Optional<String> stayIn(String bed) {
        return deeds.stayIn(bed);
    }

    /** An entry says another scale. */
    void scale(String stay, long entry, int scale) {
        List<Scale> said = said(stay);
        said.add(new Scale(entry, scale(stay)));
        if (said.size() > MAX_SCALES) {
            said.removeFirst();
        }
        scales.put(stay, scale);
    }

    private List<Scale> said(String stay) {
        return scalesSaid.computeIfAbsent(stay, _ -> new ArrayList<>());
    }

    /** What an entry says of the scale was an error: the one before holds, until the next that says one; as in the engine. */
    void withdrawn(String stay, long entry) {
        List<Scale> said = said(stay);
        for (int at = 0; at < said.size(); at++) {
            if (said.get(at).entry() == entry) {
                Scale gone = said.remove(at);
                if (gone.before() > 0 && at < said.size()) {
                    said.set(at, new Scale(said.get(at).entry(), gone.before()));
                } else if (gone.before() > 0) {
                    scales.put(stay, gone.before());
                }
            }
        }
    }

    /** The SpO2 scale of a stay; 1 where nobody said; 0 without NEWS2. */
    int scale(String stay) {
        return scales.getOrDefault(stay, 1);
    }

    List<Told.Moved> moves() {
        return List.copyOf(moves);
    }

    void forget(long beforeMs) {
        gone.removeIf(left -> left.when().toMs() < beforeMs);
        absences.removeIf(absence -> absence.when().toMs() < beforeMs);
        moves.removeIf(move -> move.wallMs() < beforeMs);
        if (admitted.size() + scales.size() + leftMs.size() > MANY_STAYS) {
            Set<String> known = new HashSet<>(sinceMs.keySet());
            gone.forEach(left -> known.add(left.stay()));
            admitted.retainAll(known);
            scales.keySet().retainAll(known);
            scalesSaid.keySet().retainAll(known);
            leftMs.keySet().retainAll(known);
        }
    }

    /** Who lay here in a time, as it was known at its end: who left later is here. */
    List<Presence> presences(Period when) {
        List<Presence> all = new ArrayList<>(gone);
        sinceMs.forEach((stay, fromMs) -> all.add(new Presence(stay, bedOf(stay), new Period(fromMs, Period.OPEN))));
        return all.stream()
                .filter(presence -> presence.when().meets(when))
                .map(presence -> presence.when().toMs() >= when.toMs() ? presence.still() : presence)
                .toList();
    }
}
