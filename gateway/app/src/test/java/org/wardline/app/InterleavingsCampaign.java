package org.wardline.app;

import java.io.IOException;

/** {@code ./wardline campaign interleavings}: all orders of three stations' acts. Arguments: seeds of slow logs, and the first. */
public final class InterleavingsCampaign {
    private InterleavingsCampaign() {}

    public static void main(String[] args) throws IOException {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
        new InterleavingsTest().campaign(args.length > 1 ? Long.parseLong(args[1]) : 1, seeds);
    }
}
