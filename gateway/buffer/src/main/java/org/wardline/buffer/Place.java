package org.wardline.buffer;

import java.io.IOException;
import java.nio.file.Path;

/** Where a log lies: a folder, or a simulated disk. */
interface Place {
    /** The store's name for H2, scheme and all. */
    String storeName();

    boolean storeExists();

    /** The folder of the keyring. */
    Path keys();

    /** What can still be written beside the store. */
    long usableBytes();

    /** Gives back the space that was set aside, so that a full disk can take the commit which frees more. */
    void dropBallast() throws IOException;

    /** Sets space aside again, where there is enough. */
    void takeBallast() throws IOException;
}
