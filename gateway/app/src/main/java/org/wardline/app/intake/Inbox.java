package org.wardline.app.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.wardline.core.Burst;
import org.wardline.core.Burst.Arrival;

/**
 * Between intake threads and the ward's own: what arrived since its last turn, bounded. Any thread puts in, the ward's
 * thread is woken once and takes all.
 */
public final class Inbox {
    /** So many messages may wait for the ward; the ward judges some hundred thousand a second. */
    public static final int MAX_WAITING = 65_536;

    private final Consumer<Runnable> wardThread;
    private final Consumer<Burst> ward;
    private List<Arrival> waiting = new ArrayList<>();
    private boolean isWoken;

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
        synchronized (this) {
            if (waiting.size() >= MAX_WAITING) {
                return false;
            }
            waiting.add(arrival);
            mustWake = !isWoken;
            isWoken = true;
        }
        if (mustWake) {
            wardThread.accept(this::deliver);
        }
        return true;
    }

    private void deliver() {
        List<Arrival> taken;
        synchronized (this) {
            taken = waiting;
            waiting = new ArrayList<>(Math.max(16, Math.min(taken.size(), 4_096)));
            isWoken = false;
        }
        ward.accept(new Burst(taken));
    }
}
