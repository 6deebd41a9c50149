package org.wardline.app.station;

import java.nio.file.Files;
import java.util.Locale;

/** {@code ./wardline campaign stalls [STALLS [SEED]]}: promise 12 at length. */
public final class StallsCampaign {
    private StallsCampaign() {}

    public static void main(String[] args) throws Exception {
        int stalls = args.length > 0 ? Integer.parseInt(args[0]) : 500;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        System.out.println(stalls + " stalls, seed " + seed);
        double worstMs = FrozenDashboardTest.survive(
                Files.createTempDirectory("wardline-stalls-").resolve("data"), stalls, seed);
        System.out.printf(Locale.ROOT, "%d stalls, none silent; the latest word after %.0f ms%n", stalls, worstMs);
        System.exit(0);
    }
}
