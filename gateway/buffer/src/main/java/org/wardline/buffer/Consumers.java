package org.wardline.buffer;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** Who reads the log and how far each has come. A confirmation counts at once and is durable with the next commit. */
final class Consumers {
    /** How many there can be. */
    static final int MAX_CONSUMERS = 32;

    private final Map<String, Standing> standings = new TreeMap<>();
    private final Map<String, Standing> unsaved = new LinkedHashMap<>();
    private final Map<String, Standing> durable = new TreeMap<>();

    /** Reads the standings of a store. One that does not open begins again from the start: it delivers twice, never not. */
    synchronized void read(Shelf shelf, Sessions sessions, DamageBook damage) throws IOException {
        MVMap<String, byte[]> map = shelf.consumers();
        durable.clear();
        for (String name : shelf.reading(() -> Shelf.keys(map))) {
            byte @Nullable [] value = shelf.reading(() -> map.get(name));
            Standing standing = Standing.at(0);
            try {
                if (value != null) {
                    standing = Standing.of(SealedValue.open(sessions, placeOf(name), value));
                }
            } catch (NotOpened | Source.Malformed e) {
                damage.note(new Damage(0, 0, placeOf(name) + " does not open: it begins again"));
            }
            durable.put(name, standing);
            @Nullable Standing ours = standings.putIfAbsent(name, standing);
            if (ours != null && !ours.equals(standing)) {
                unsaved.putIfAbsent(name, ours); // after a reopening ours is newer
            }
        }
    }

    private static String placeOf(String name) {
        return "consumer " + name;
    }

    synchronized Standing register(String name) {
        @Nullable Standing known = standings.get(name);
        if (known != null) {
            return known;
        }
        if (standings.size() >= MAX_CONSUMERS) {
            throw new IllegalArgumentException("more than " + MAX_CONSUMERS + " consumers");
        }
        Standing fresh = Standing.at(0);
        standings.put(name, fresh);
        unsaved.put(name, fresh);
        return fresh;
    }

    synchronized void confirm(String name, Standing standing) {
        if (!standings.containsKey(name)) {
            throw new IllegalArgumentException("no consumer is called " + name);
        }
        standings.put(name, standing);
        unsaved.put(name, standing);
    }

    synchronized void forget(String name, Shelf shelf) {
        standings.remove(name);
        unsaved.remove(name);
        durable.remove(name);
        shelf.consumers().remove(name);
    }

    synchronized Set<String> names() {
        return new TreeSet<>(standings.keySet());
    }

    synchronized boolean hasUnsaved() {
        return !unsaved.isEmpty();
    }

    /** Puts what changed into the store; durable with its next flush. */
    synchronized Map<String, Standing> save(Shelf shelf, SealedLog.Sealing sealing) {
        Map<String, Standing> saved = new LinkedHashMap<>(unsaved);
        saved.forEach((name, standing) -> {
            shelf.consumers().put(name, sealing.seal(placeOf(name), standing.toBytes()));
        });
        return saved;
    }

    /** After the flush. */
    synchronized void areDurable(Map<String, Standing> saved) {
        durable.putAll(saved);
        saved.forEach(unsaved::remove); // not what was confirmed since
    }

    /** The log ends before where somebody had come: its numbers will be given again, so nobody may be past them. */
    synchronized void notBeyond(long lastNumber) {
        standings.replaceAll((name, standing) -> {
            if (standing.cursor() <= lastNumber) {
                return standing;
            }
            Standing back = new Standing(lastNumber, standing.exceptions().headMap(lastNumber, true));
            unsaved.put(name, back);
            return back;
        });
    }

    /** Behind it, somebody has not been everywhere yet. */
    synchronized long lowestCursor() {
        return standings.values().stream().mapToLong(Standing::cursor).min().orElse(Long.MAX_VALUE);
    }

    /** Whether no consumer needs these entries any more, also after a power cut now. */
    synchronized boolean areDoneWith(long first, long last) {
        return standings.entrySet().stream()
                .allMatch(each -> each.getValue().isDoneWith(first, last)
                        && durable.getOrDefault(each.getKey(), Standing.at(0)).isDoneWith(first, last));
    }
}
