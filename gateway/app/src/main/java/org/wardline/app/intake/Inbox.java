package org.wardline.app.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wardline.core.Burst;
import org.wardline.core.Burst.Arrival;

/**
 * Between intake threads and the ward's own: what arrived since its last turn, bounded. Any thread puts in, the ward's
 * thread is woken once and takes all. A connection that lives on the ward's own thread hands over by itself as soon as a
 * burst is together: what a flood of input left in between would only grow old in memory.
 */
public final class Inbox {
    /** So many messages may wait for the ward; the ward judges some hundred thousand a second. */
    public static final int MAX_WAITING = 65_536;

    /** Readings that are worth a turn of their own. */
    static final int BURST_READINGS = 1_024;

    private final Consumer<Runnable> wardThread;
    private final Consumer<Burst> ward;
    private List<Arrival> waiting = new ArrayList<>();
    private int readings;
    private boolean isWoken;
    private volatile @Nullable Thread turning; // the ward's, once it took something

    /**
     * An inbox.
     *
     * @param wardThread runs a task on the ward's thread
     */
    public Inbox(Consumer<Runnable> wardThread, Consumer<Burst> ward) {
        this.wardThread = wardThread;
        this.ward = ward;
    }

    /** Puts a message in; false when the bound is reached and nothing was taken. */
    public boolean offer(Arrival arrival) {
        boolean mustWake;
        boolean isBurst;
        synchronized (this) {
            if (waiting.size() >= MAX_WAITING) {
                return false;
            }
            waiting.add(arrival);
            readings += Math.max(1, arrival.readings()); // a message that holds none is work too
            isBurst = readings >= BURST_READINGS;
            mustWake = !isWoken;
            isWoken = true;
        }
        if (isBurst && Thread.currentThread().equals(turning)) {
            take();
        }
        if (mustWake) {
            wardThread.accept(this::deliver);
        }
        return true;
    }

    private void deliver() {
        turning = Thread.currentThread();
        synchronized (this) {
            isWoken = false;
        }
        take();
    }

    private void take() {
        List<Arrival> taken;
        synchronized (this) {
            taken = waiting;
            waiting = new ArrayList<>(Math.max(16, Math.min(taken.size(), 4_096)));
            readings = 0;
        }
        if (!taken.isEmpty()) {
            ward.accept(new Burst(taken));
        }
    }
}
