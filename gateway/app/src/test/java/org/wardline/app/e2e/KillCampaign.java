package org.wardline.app.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** {@code ./wardline campaign kill}: kills by the dozen. Arguments: how many, and a seed. */
public final class KillCampaign {
    private KillCampaign() {}

    public static void main(String[] args) throws Exception {
        int kills = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        Path folder = Files.createTempDirectory("wardline-kill-");
        int acknowledged = KillTest.survive(folder.resolve("data"), kills, seed);
        System.out.println(kills + " kills, seed " + seed + ": " + acknowledged
                + " readings acknowledged, 0 lost, 0 twice; store kept in " + folder);
    }
}
