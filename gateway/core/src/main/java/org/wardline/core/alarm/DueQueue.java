package org.wardline.core.alarm;

import java.util.Arrays;

/**
 * Who must be looked at again, and when at the latest: a heap of one entry a subject.
 *
 * <p>An entry may be early (a deadline moved away since), never late; whoever is woken says anew what is due next. So a reading
 * that moves deadlines on costs nothing here.
 */
final class DueQueue {
    /** Nothing is due. */
    static final long NEVER = Long.MAX_VALUE;

    private Subject[] heap = new Subject[16];
    private int size;

    /** At this time at the latest. */
    void wakeBy(Subject subject, long atMs) {
        if (atMs < subject.dueAtMs) {
            set(subject, atMs);
        }
    }

    void set(Subject subject, long atMs) {
        subject.dueAtMs = atMs;
        if (subject.place < 0) {
            if (atMs == NEVER) {
                return;
            }
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            subject.place = size++;
            heap[subject.place] = subject;
        }
        down(subject, up(subject));
    }

    void remove(Subject subject) {
        if (subject.place < 0) {
            return;
        }
        int hole = subject.place;
        subject.place = -1;
        Subject last = heap[--size];
        if (hole < size) {
            last.place = hole;
            heap[hole] = last;
            down(last, up(last));
        }
    }

    long firstAtMs() {
        return size == 0 ? NEVER : heap[0].dueAtMs;
    }

    /** Who is first; only when somebody is. */
    Subject first() {
        return heap[0];
    }

    private int up(Subject subject) {
        int at = subject.place;
        while (at > 0 && heap[(at - 1) / 2].dueAtMs > subject.dueAtMs) {
            put(heap[(at - 1) / 2], at);
            at = (at - 1) / 2;
        }
        put(subject, at);
        return at;
    }

    private void down(Subject subject, int from) {
        int at = from;
        while (true) {
            int child = 2 * at + 1;
            if (child + 1 < size && heap[child + 1].dueAtMs < heap[child].dueAtMs) {
                child++;
            }
            if (child >= size || heap[child].dueAtMs >= subject.dueAtMs) {
                break;
            }
            put(heap[child], at);
            at = child;
        }
        put(subject, at);
    }

    private void put(Subject subject, int at) {
        heap[at] = subject;
        subject.place = at;
    }
}
