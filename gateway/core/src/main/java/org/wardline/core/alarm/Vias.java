package org.wardline.core.alarm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What lies between devices and us, and which of it must be down: at least three devices that owe a word hang on it, all of them
 * quiet and one silent, and nothing wider explains it (section 6, "inferred down").
 */
final class Vias {
    private static final int FEWEST = 3;

    /** One access point, adapter or broker, and who hangs on it. */
    private static final class Via {
        final Set<DeviceLink> behind = new LinkedHashSet<>();
    }

    private final Map<String, Via> byName = new HashMap<>();
    private Set<String> down = Set.of();
    private Set<String> inferred = Set.of();
    private final Map<String, Long> healedMs = new HashMap<>();

    /** Something changed that faults go by. */
    boolean isDirty;

    void attach(DeviceLink link) {
        isDirty |= !link.vias.isEmpty();
        link.healedAtMs = 0;
        for (String name : link.vias) {
            byName.computeIfAbsent(name, _ -> new Via()).behind.add(link);
            link.healedAtMs = Math.max(link.healedAtMs, healedMs.getOrDefault(name, 0L));
        }
    }

    void detach(DeviceLink link) {
        isDirty |= !link.vias.isEmpty();
        for (String name : link.vias) {
            Via via = byName.get(name);
            if (via != null && via.behind.remove(link) && via.behind.isEmpty()) {
                byName.remove(name);
            }
        }
    }

    boolean isVia(String name) {
        return byName.containsKey(name);
    }

    Set<String> names() {
        return byName.keySet();
    }

    boolean isAnyDown(Set<String> names) {
        for (String name : names) {
            if (down.contains(name)) {
                return true;
            }
        }
        return false;
    }

    boolean isInferredDown(String name) {
        return inferred.contains(name);
    }

    int silencesExplainedBy(String name) {
        if (!down.contains(name)) {
            return 0;
        }
        int silent = 0;
        for (DeviceLink link : behind(name)) {
            silent += link.isSilent ? 1 : 0;
        }
        return silent;
    }

    List<String> bedsBehind(String name) {
        Set<String> beds = new TreeSet<>();
        for (DeviceLink link : behind(name)) {
            String bed = link.stay.subject.bed;
            if (bed != null) {
                beds.add(bed);
            }
        }
        return List.copyOf(beds);
    }

    private Set<DeviceLink> behind(String name) {
        Via via = byName.get(name);
        return via == null ? Set.of() : via.behind;
    }

    /**
     * Works out which vias are down. When one comes back, each device behind it gets its whole limit again; that may bring back
     * others, until nothing comes back.
     *
     * @param affected told each device that hangs on a via that changed
     */
    void workOut(Set<String> said, Moment moment, Consumer<DeviceLink> affected) {
        isDirty = false;
        Set<String> wereDown = new HashSet<>(down);
        Set<String> changed = new HashSet<>();
        while (true) {
            inferred = infer(said);
            Set<String> areDown = new HashSet<>(said);
            areDown.addAll(inferred);
            Set<String> back = new HashSet<>(wereDown);
            back.removeAll(areDown);
            if (back.isEmpty()) {
                areDown.stream().filter(name -> !wereDown.contains(name)).forEach(changed::add);
                down = areDown;
                break;
            }
            back.forEach(name -> heal(name, moment));
            wereDown.removeAll(back);
            changed.addAll(back);
        }
        changed.forEach(name -> behind(name).forEach(affected));
    }

    private void heal(String name, Moment moment) {
        healedMs.put(name, moment.nowMs);
        for (DeviceLink link : behind(name)) {
            link.healedAtMs = moment.nowMs;
            boolean _ = link.listen(moment); // told of below, changed or not
        }
    }

    private Set<String> infer(Set<String> said) {
        Set<String> candidates = new HashSet<>();
        byName.forEach((name, via) -> {
            if (mustBeDown(via)) {
                candidates.add(name);
            }
        });
        if (candidates.isEmpty()) {
            return Set.of();
        }
        Set<String> coverers = new HashSet<>(candidates);
        coverers.addAll(said);
        Set<String> widest = new HashSet<>(candidates);
        widest.removeIf(name -> coverers.stream().anyMatch(other -> covers(other, name, said)));
        return widest;
    }

    private static boolean mustBeDown(Via via) {
        int owing = 0;
        boolean isAnySilent = false;
        for (DeviceLink link : via.behind) {
            if (!link.owesAWord()) {
                continue;
            }
            if (!link.isQuiet) {
                return false;
            }
            owing++;
            isAnySilent |= link.isSilent;
        }
        return owing >= FEWEST && isAnySilent;
    }

    /** Whether all devices of one via hang on another too; of equals the one said, else the first by name. */
    private boolean covers(String other, String name, Set<String> said) {
        Set<DeviceLink> ofOther = behind(other);
        Set<DeviceLink> own = behind(name);
        if (other.equals(name) || !ofOther.containsAll(own)) {
            return false;
        }
        return ofOther.size() > own.size() || said.contains(other) || other.compareTo(name) < 0;
    }

    void carry(Snapshot snapshot) {
        down = names(snapshot, down);
        inferred = names(snapshot, inferred);
        snapshot.numbers(healedMs);
    }

    private static Set<String> names(Snapshot snapshot, Set<String> names) {
        List<String> carried = new ArrayList<>(names);
        snapshot.texts(carried);
        return new HashSet<>(carried);
    }
}
