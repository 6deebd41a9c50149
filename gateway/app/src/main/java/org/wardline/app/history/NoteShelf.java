package org.wardline.app.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wardline.vitals.StayId;

/**
 * Where the notes stand in the log: their numbers in order, and whose each is; so that a night's notes are found among a
 * million readings without reading those. Twelve bytes a note.
 */
final class NoteShelf {
    /** Numbers kept; the oldest make room. A ward of thirty beds with sixty notes an hour each fills it in 72 h and more. */
    static final int MAX_NOTES = 200_000;

    private static final int NOBODY = 0;
    /** Stays known by a code before those of no note are looked for. */
    private static final int MANY_STAYS = 1_000;

    private final Map<StayId, Integer> codes = new HashMap<>();
    private final int maxNotes;
    private long[] numbers = new long[256];
    private int[] stays = new int[256];
    private int size;
    private long from; // notes before this number had no room
    private int lastCode = NOBODY;
    private int manyStays = MANY_STAYS;

    NoteShelf() {
        this(MAX_NOTES);
    }

    NoteShelf(int maxNotes) {
        this.maxNotes = maxNotes;
    }

    /** A place in the log. */
    record Place(long number, Optional<StayId> stay) {}

    /** Adds what is newer than all that is here. */
    void append(List<Place> newer) {
        room(size + newer.size());
        for (Place place : newer) {
            put(size++, place);
        }
        int over = size - maxNotes;
        if (over > 0) {
            System.arraycopy(numbers, over, numbers, 0, size - over);
            System.arraycopy(stays, over, stays, 0, size - over);
            size -= over;
            from = numbers[0];
            forgetStays();
        }
    }

    /** Of whom no note is here any more, none is looked for. */
    private void forgetStays() {
        if (codes.size() > manyStays) {
            codes.values().retainAll(Arrays.stream(stays, 0, size).boxed().collect(Collectors.toSet()));
            manyStays = Math.max(MANY_STAYS, 2 * codes.size());
        }
    }

    /** Adds what is older than all that is here, as far as there is room. */
    void prepend(List<Place> older) {
        List<Place> fitting = older.subList(Math.max(0, older.size() - (maxNotes - size)), older.size());
        room(size + fitting.size());
        System.arraycopy(numbers, 0, numbers, fitting.size(), size);
        System.arraycopy(stays, 0, stays, fitting.size(), size);
        size += fitting.size();
        for (int at = 0; at < fitting.size(); at++) {
            put(at, fitting.get(at));
        }
        if (fitting.size() < older.size()) {
            from = size == 0 ? Long.MAX_VALUE : numbers[0];
        }
    }

    private void room(int wanted) {
        if (wanted > numbers.length) {
            int larger = Math.max(wanted, numbers.length * 2);
            numbers = Arrays.copyOf(numbers, larger);
            stays = Arrays.copyOf(stays, larger);
        }
    }

    private void put(int at, Place place) {
        numbers[at] = place.number();
        stays[at] = place.stay()
                .map(stay -> codes.computeIfAbsent(stay, _ -> ++lastCode))
                .orElse(NOBODY);
    }

    /** The numbers from one up to another, of a patient and of nobody; of everybody where no patient is named. */
    List<Long> between(long first, long end, Optional<StayId> stay) {
        int wanted = stay.map(one -> codes.getOrDefault(one, -1)).orElse(-1);
        List<Long> found = new ArrayList<>();
        int at = Arrays.binarySearch(numbers, 0, size, first);
        for (int next = at < 0 ? -at - 1 : at; next < size && numbers[next] < end; next++) {
            if (stay.isEmpty() || stays[next] == wanted || stays[next] == NOBODY) {
                found.add(numbers[next]);
            }
        }
        return found;
    }

    /** Notes before this number may be missing, because there was no room for them; 0 while there was. */
    long from() {
        return from;
    }

    /** Stays that are known by a code. */
    int stays() {
        return codes.size();
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
        from = 0;
        codes.clear();
    }
}
