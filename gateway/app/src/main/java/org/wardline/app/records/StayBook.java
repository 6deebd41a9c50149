package org.wardline.app.records;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    private final Occupants occupants;
    private final Map<String, Here> here = new LinkedHashMap<>(); // by bed
    private final List<Presence> gone = new ArrayList<>();
    private final List<Told.Moved> moves = new ArrayList<>();
    private final Map<String, Integer> scales = new HashMap<>();
    private final Map<String, Link> links = new HashMap<>(); // by device
    private final Map<String, List<String>> away = new HashMap<>(); // by stay that is off the ward: what measured it
    private final Map<String, Long> leftMs = new HashMap<>(); // by stay that is off the ward
    private final List<Presence> absences = new ArrayList<>();
    private final Set<String> admitted = new HashSet<>();

    /** Who lies in a bed since when. */
    private record Here(String stay, long fromMs) {}

    /** Whom a device measures, empty: nobody; and where it stands, empty: nowhere. */
    private record Link(String stay, String bed) {
        static final Link NONE = new Link("", "");
    }

    StayBook(Occupants occupants) {
        this.occupants = occupants;
    }

    void admitted(Said admit, long wallMs) {
        String bed = admit.text("bed");
        if (!bedOf(admit.stay()).equals(bed)) { // else the links, which know the end already, were ahead of the log
            leave(bed, wallMs);
        }
        here.put(bed, new Here(admit.stay(), wallMs));
        admitted.add(admit.stay());
        scales.put(admit.stay(), (int) admit.whole("news2", 1));
        moves.add(new Told.Moved(wallMs, "admitted", admit.stay(), "", bed, admit.text("who")));
    }

    void discharged(String stay, String who, long wallMs) {
        String bed = bedOf(stay);
        gone(stay, wallMs);
        moves.add(new Told.Moved(wallMs, "discharged", stay, bed, "", who));
    }

    /** A stay is over; its devices stay where they stand. */
    void gone(String stay, long wallMs) {
        String bed = bedOf(stay);
        links.replaceAll((_, link) -> link.stay().equals(stay) ? new Link("", bed) : link);
        var _ = away.remove(stay); // it may have been here
        if (leftMs.containsKey(stay)) {
            ended(stay, wallMs, wallMs);
        }
        leave(bed, wallMs);
    }

    void transferred(Said transfer, List<String> along, long wallMs) {
        String stay = transfer.stay();
        String from = bedOf(stay);
        String to = transfer.text("to");
        links.replaceAll((device, link) ->
                link.stay().equals(stay) ? along.contains(device) ? new Link(stay, to) : new Link("", from) : link);
        away.computeIfPresent(
                stay, (_, devices) -> devices.stream().filter(along::contains).toList());
        leave(from, wallMs);
        leave(to, wallMs);
        here.put(to, new Here(stay, wallMs));
        moves.add(new Told.Moved(wallMs, "moved", stay, from, to, transfer.text("who")));
        if (!away.containsKey(stay)) {
            along.forEach(device -> links(device, stay));
        }
        admitted.add(stay); // what measures it is known from here on
    }

    /** A device measures a stay from now on. */
    void links(String device, String stay) {
        links.put(device, new Link(stay, bedOf(stay)));
    }

    /** A device stands at a bed from now on, and measures whoever lies there. */
    void stands(String device, String bed, long wallMs) {
        measured(bed, wallMs);
        links.put(device, new Link(stayIn(bed).orElse(""), bed));
    }

    /** A device measures nobody and stands nowhere from now on. */
    void unlinked(String device) {
        links.put(device, Link.NONE);
    }

    /** No device stands at a bed any more. */
    void emptied(String bed) {
        links.replaceAll((_, link) -> link.bed().equals(bed) ? Link.NONE : link);
    }

    /** A patient is off the ward: nothing measures him. */
    void left(String stay, long wallMs) {
        List<String> devices = links.entrySet().stream()
                .filter(link -> link.getValue().stay().equals(stay))
                .map(Map.Entry::getKey)
                .toList();
        devices.forEach(this::unlinked);
        away.put(stay, devices);
        leftMs.put(stay, wallMs);
    }

    /** A patient is back: what measured him does so again, unless it stands elsewhere now. */
    void back(String stay, long wallMs) {
        ended(stay, wallMs, SINCE_EVER);
        for (String device : away.getOrDefault(stay, List.of())) {
            if (links.getOrDefault(device, Link.NONE).bed().isEmpty()) {
                links(device, stay);
            }
        }
        var _ = away.remove(stay); // who is back and was never said to leave left before the log begins
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

    /** The patient whom a device is said to measure; empty: nobody, or nobody said. */
    String measuredBy(String device) {
        return links.getOrDefault(device, Link.NONE).stay();
    }

    /**
     * Whether a device measures a stay, as the alarm engine has it. Of a link that is older than the log nothing is said: who was
     * there before it is taken for linked, unless he is off the ward.
     */
    boolean isLinked(String device, String stay) {
        Link known = links.get(device);
        return known == null
                ? !admitted.contains(stay) && !away.containsKey(stay)
                : known.stay().equals(stay);
    }

    private void leave(String bed, long wallMs) {
        Here left = here.remove(bed);
        if (left != null) {
            gone.add(new Presence(left.stay(), bed, new Period(Math.min(left.fromMs(), wallMs), wallMs)));
        }
    }

    /** Something was said of a stay in a bed: it lay there already, if we did not know. */
    void heardOf(String stay, String bed) {
        boolean isKnown = !bedOf(stay).isEmpty()
                || gone.stream().anyMatch(left -> left.stay().equals(stay));
        if (!bed.isEmpty() && !here.containsKey(bed) && !isKnown) {
            here.put(bed, new Here(stay, SINCE_EVER));
        }
    }

    /** A reading came from a bed of which the log says nothing: who lies there, the links know. */
    void measured(String bed, long wallMs) {
        if (!here.containsKey(bed) && wallMs >= sinceWhen(bed)) {
            occupants.stayIn(bed, wallMs).ifPresent(stay -> here.put(bed, new Here(stay, sinceWhen(bed))));
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
        for (var entry : here.entrySet()) {
            if (entry.getValue().stay().equals(stay)) {
                return entry.getKey();
            }
        }
        return "";
    }

    /** Who lies in a bed now; empty where nobody does, or nobody knows. */
    Optional<String> stayIn(String bed) {
        return Optional.ofNullable(here.get(bed)).map(Here::stay);
    }

    void scale(String stay, int scale) {
        scales.put(stay, scale);
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
        if (admitted.size() + scales.size() + away.size() > MANY_STAYS) {
            Set<String> known = new HashSet<>();
            here.values().forEach(one -> known.add(one.stay()));
            gone.forEach(left -> known.add(left.stay()));
            admitted.retainAll(known);
            scales.keySet().retainAll(known);
            away.keySet().retainAll(known);
            leftMs.keySet().retainAll(known);
        }
    }

    /** Who lay here in a time, as it was known at its end: who left later is here. */
    List<Presence> presences(Period when) {
        List<Presence> all = new ArrayList<>(gone);
        here.forEach((bed, who) -> all.add(new Presence(who.stay(), bed, new Period(who.fromMs(), Period.OPEN))));
        return all.stream()
                .filter(presence -> presence.when().meets(when))
                .map(presence -> presence.when().toMs() >= when.toMs() ? presence.still() : presence)
                .toList();
    }
}
