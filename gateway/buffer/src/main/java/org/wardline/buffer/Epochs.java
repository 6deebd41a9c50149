package org.wardline.buffer;

/** When a new epoch key is due. */
final class Epochs {
    static final long MAX_AGE_MS = 24L * 3_600_000;
    static final long MAX_BYTES = 4L << 30;

    private Epochs() {}

    /**
     * Whether the newest epoch is over. A clock that is set, forwards or backwards, by more than a day ends it too: one key more
     * does no harm.
     */
    static boolean isOver(Keyring ring, long sealedBytes, long nowMs) {
        return !ring.hasEpochs() || Math.abs(nowMs - ring.newestMadeAtMs()) >= MAX_AGE_MS || sealedBytes >= MAX_BYTES;
    }
}
