package org.wardline.app.intake;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Acknowledgements of one connection on their way from the log's thread to its event loop: collected, handed over once a
 * flush, in the order in which the messages came.
 *
 * <p>A receipt is a number: packet id (16 bits), QoS (2), refused (1), payload length (24).
 */
final class Acks {
    private static final long REFUSED = 1L << 18;

    private final Consumer<Runnable> eventLoop;
    private final Sink sink;
    private long[] waiting = new long[64];
    private int count;
    private boolean isWoken;

    /** Takes the receipts of one flush. */
    @FunctionalInterface
    interface Sink {
        void acknowledge(long[] receipts, int count);
    }

    Acks(Consumer<Runnable> eventLoop, Sink sink) {
        this.eventLoop = eventLoop;
        this.sink = sink;
    }

    static long receipt(int packetId, int qos, int lengthBytes) {
        return (packetId & 0xffffL) | ((long) qos << 16) | ((long) lengthBytes << 19);
    }

    static int packetId(long receipt) {
        return (int) (receipt & 0xffff);
    }

    static int qos(long receipt) {
        return (int) (receipt >>> 16) & 3;
    }

    static boolean isRefused(long receipt) {
        return (receipt & REFUSED) != 0;
    }

    static int lengthBytes(long receipt) {
        return (int) (receipt >>> 19);
    }

    /** Any thread: a message came to its end. */
    void ended(long receipt, boolean isRefused) {
        boolean mustWake;
        synchronized (this) {
            if (count == waiting.length) {
                waiting = Arrays.copyOf(waiting, count * 2);
            }
            waiting[count++] = isRefused ? receipt | REFUSED : receipt;
            mustWake = !isWoken;
            isWoken = true;
        }
        if (mustWake) {
            eventLoop.accept(this::deliver);
        }
    }

    private void deliver() {
        long[] receipts;
        int ended;
        synchronized (this) {
            receipts = Arrays.copyOf(waiting, count);
            ended = count;
            count = 0;
            isWoken = false;
        }
        sink.acknowledge(receipts, ended);
    }
}
