package org.wardline.buffer;

import java.nio.file.Path;

/** A log on a simulated disk; its keys lie in a real folder. */
final class SimPlace implements Place {
    private final String name;
    private final Path keys;
    private final boolean hasBarrier;
    private boolean hasBallast = true;

    SimPlace(String name, Path keys, boolean hasBarrier) {
        this.name = name;
        this.keys = keys;
        this.hasBarrier = hasBarrier;
    }

    @Override
    public String storeName() {
        SimPath.register();
        return hasBarrier ? FlushBarrier.behind(SimPath.of(name)) : SimPath.of(name);
    }

    @Override
    public boolean storeExists() {
        return SimDisk.named(name).size() > 0;
    }

    @Override
    public Path keys() {
        return keys;
    }

    @Override
    public long usableBytes() {
        return Long.MAX_VALUE;
    }

    @Override
    public void dropBallast() {
        hasBallast = false;
    }

    @Override
    public void takeBallast() {
        hasBallast = true;
    }

    boolean hasBallast() {
        return hasBallast;
    }
}
