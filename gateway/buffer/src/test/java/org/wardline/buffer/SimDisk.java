package org.wardline.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One file on a disk whose power can be cut. What was written is visible at once and durable after a flush; a cut keeps of what was
 * not flushed what its {@link Tear} says, sector by sector. Every call counts as one operation; at a chosen one the power goes, or
 * it fails with an error of the operating system.
 */
final class SimDisk {
    private static final Map<String, SimDisk> DISKS = new ConcurrentHashMap<>();

    /** What a cut leaves of writes that were not flushed. */
    enum Tear {
        NOTHING,
        EVERYTHING,
        /** Each sector with even odds. */
        RANDOM,
        /** Of each write the first and the last sector: a chunk's header and footer. */
        HEAD_AND_FOOT
    }

    /** The power is gone; everything fails until {@link #powerUp}. */
    static final class PowerCut extends IOException {
        PowerCut() {
            super("power cut");
        }
    }

    private static final long NEVER = Long.MAX_VALUE;

    private final Random random;
    private final Tear tear;
    private final int sectorBytes;
    private final Image visible = new Image();
    private final Image durable = new Image();
    private final List<Pending> pending = new ArrayList<>();
    private long operations;
    private long cutAt = NEVER;
    private long failAt = NEVER;
    private boolean failsForGood;
    private String failure = "";
    private boolean isLying;

    /** A write, or a truncation where there are no bytes. */
    private static final class Pending {
        private final long position;
        private final byte[] bytes;

        Pending(long position, byte[] bytes) {
            this.position = position;
            this.bytes = bytes;
        }
    }

    /** The bytes of a file. */
    private static final class Image {
        private byte[] bytes = new byte[0];
        private int length;

        void write(long position, byte[] source, int from, int count) {
            int end = (int) position + count;
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
            }
            System.arraycopy(source, from, bytes, (int) position, count);
            length = Math.max(length, end);
        }

        void truncate(long size) {
            if (size < length) {
                Arrays.fill(bytes, (int) size, length, (byte) 0);
                length = (int) size;
            }
        }

        void set(byte[] image) {
            bytes = image.clone();
            length = image.length;
        }

        byte[] get() {
            return Arrays.copyOf(bytes, length);
        }
    }

    SimDisk(String name, Random random, Tear tear, int sectorBytes) {
        this.random = random;
        this.tear = tear;
        this.sectorBytes = sectorBytes;
        DISKS.put(name, this);
    }

    static SimDisk named(String name) {
        SimDisk disk = DISKS.get(name);
        if (disk == null) {
            throw new IllegalArgumentException("no simulated disk is called " + name);
        }
        return disk;
    }

    static void forget(String name) {
        DISKS.remove(name);
    }

    /** The power goes at the so-manieth operation from now. */
    void cutAfter(long count) {
        cutAt = operations + count;
    }

    /** The so-manieth operation from now fails, or all from then on. */
    void failAfter(long count, String error, boolean forGood) {
        failAt = operations + count;
        failure = error;
        failsForGood = forGood;
    }

    void heal() {
        failAt = NEVER;
    }

    /** Flushes say that they are done and do nothing. */
    void lie() {
        isLying = true;
    }

    boolean isOff() {
        return operations >= cutAt;
    }

    long operations() {
        return operations;
    }

    /** Makes what a cut leaves the state of the disk, and gives power again. */
    synchronized void powerUp() {
        for (Pending each : pending) {
            keep(each);
        }
        pending.clear();
        visible.set(durable.get());
        cutAt = NEVER;
    }

    private void keep(Pending each) {
        if (each.bytes.length == 0) {
            if (tear == Tear.EVERYTHING || (tear != Tear.NOTHING && random.nextBoolean())) {
                durable.truncate(each.position);
            }
            return;
        }
        int from = 0;
        while (from < each.bytes.length) {
            long at = each.position + from;
            int length = (int) Math.min(each.bytes.length - from, sectorBytes - at % sectorBytes);
            boolean isEnd = from == 0 || from + length == each.bytes.length;
            boolean isKept = switch (tear) {
                case NOTHING -> false;
                case EVERYTHING -> true;
                case RANDOM -> random.nextBoolean();
                case HEAD_AND_FOOT -> isEnd;
            };
            if (isKept) {
                durable.write(at, each.bytes, from, length);
            }
            from += length;
        }
    }

    /** A write is torn like those before it when the power goes in the middle of it; one that fails does nothing. */
    private void operate(Pending write) throws IOException {
        boolean wasOff = isOff();
        try {
            operate();
            pending.add(write);
        } catch (PowerCut e) {
            if (!wasOff) {
                pending.add(write);
            }
            throw e;
        }
    }

    private void operate() throws IOException {
        operations++;
        if (operations >= cutAt) {
            throw new PowerCut();
        }
        if (failsForGood ? operations >= failAt : operations == failAt) {
            throw new IOException(failure);
        }
    }

    synchronized int read(ByteBuffer target, long position) throws IOException {
        if (isOff()) {
            throw new PowerCut();
        }
        if (position >= visible.length) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), visible.length - position);
        target.put(visible.bytes, (int) position, count);
        return count;
    }

    synchronized int write(ByteBuffer source, long position) throws IOException {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        operate(new Pending(position, bytes));
        visible.write(position, bytes, 0, bytes.length);
        return bytes.length;
    }

    synchronized void truncate(long size) throws IOException {
        operate(new Pending(size, new byte[0]));
        visible.truncate(size);
    }

    synchronized void force() throws IOException {
        operate();
        if (!isLying) {
            for (Pending each : pending) {
                if (each.bytes.length == 0) {
                    durable.truncate(each.position);
                } else {
                    durable.write(each.position, each.bytes, 0, each.bytes.length);
                }
            }
            pending.clear();
        }
    }

    synchronized long size() {
        return visible.length;
    }

    /** What is on it. */
    synchronized byte[] image() {
        return visible.get();
    }

    /** Puts other bytes on it, as somebody with the card in hand would. */
    synchronized void replace(byte[] image) {
        visible.set(image);
        durable.set(image);
        pending.clear();
    }
}
