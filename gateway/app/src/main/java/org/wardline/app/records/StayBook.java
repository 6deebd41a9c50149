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

    private final Occupants occupants;
    private final Map<String, Here> here = new LinkedHashMap<>(); // by bed
    private final List<Presence> gone = new ArrayList<>();
    private final List<Told.Moved> moves = new ArrayList<>();
    private final Map<String, Integer> scales = new HashMap<>();
    private final Map<String, String> links = new HashMap<>(); // device to stay; empty: to nobody
    private final Set<String> admitted = new HashSet<>();

    /** Who lies in a bed since when. */
    private record Here(String stay, long fromMs) {}

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
        admit.texts("devices").forEach(device -> links.put(device, admit.stay()));
        scales.put(admit.stay(), (int) admit.whole("news2", 1));
        moves.add(new Told.Moved(wallMs, "admitted", admit.stay(), "", bed, admit.text("who")));
    }

    void discharged(String gone, String who, long wallMs) {
        String bed = bedOf(gone);
        links.replaceAll((_, stay) -> stay.equals(gone) ? "" : stay);
        leave(bed, wallMs);
        moves.add(new Told.Moved(wallMs, "discharged", gone, bed, "", who));
    }

    void transferred(Said transfer, long wallMs) {
        String from = bedOf(transfer.stay());
        String to = transfer.text("to");
        List<String> along = new ArrayList<>(transfer.texts("devices"));
        along.addAll(transfer.texts("along")); // as people say it
        links.replaceAll((device, stay) -> stay.equals(transfer.stay()) && !along.contains(device) ? "" : stay);
        leave(from, wallMs);
        leave(to, wallMs);
        here.put(to, new Here(transfer.stay(), wallMs));
        transfer.texts("link").forEach(device -> links.put(device, transfer.stay()));
        moves.add(new Told.Moved(wallMs, "moved", transfer.stay(), from, to, transfer.text("who")));
    }

    /** To the stay that is said, or to who lies in the bed that is said; neither: to nobody. */
    void linked(Said link) {
        String stay = link.stay().isEmpty() ? stayIn(link.text("bed")).orElse("") : link.stay();
        links.put(link.text("device"), stay);
    }

    /**
     * Whether a device measures a stay, as the alarm engine has it. Of a link that is older than the log nothing is said: who was
     * there before it is taken for linked.
     */
    boolean isLinked(String device, String stay) {
        String known = links.get(device);
        return known == null ? !admitted.contains(stay) : known.equals(stay);
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
        moves.removeIf(move -> move.wallMs() < beforeMs);
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
