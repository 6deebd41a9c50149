package org.wardline.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** {@code ./wardline campaign models [WINDOWS [SEED]]}: promise 9 at length. */
public final class ModelFaultsCampaign {
    private ModelFaultsCampaign() {}

    public static void main(String[] args) throws Exception {
        int windows = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        Path folder = Files.createTempDirectory("wardline-models-");
        int changes = ModelFaultsTest.judge(folder, seed, windows);
        int models = ModelFaults.broken(folder, new CountDownLatch(1)).size();
        System.out.println(models + " broken models, " + windows + " windows each, seed " + seed + ": " + changes
                + " changes of limits and NEWS2, the same as without a model, byte for byte");
        System.exit(0); // one of them never answers
    }
}
