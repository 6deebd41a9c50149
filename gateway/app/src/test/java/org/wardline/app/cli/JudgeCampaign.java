package org.wardline.app.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code JudgeCampaign FIRST_SEED COUNT}: random wards against the reference, every difference with its seed. */
public final class JudgeCampaign {
    private static final int REPORT_EACH = 200;

    private JudgeCampaign() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = System.out;
        long first = Long.parseLong(args[0]);
        int count = Integer.parseInt(args[1]);
        AtomicInteger done = new AtomicInteger();
        AtomicInteger lines = new AtomicInteger();
        AtomicInteger different = new AtomicInteger();
        OracleWards.each(SharedFolder.find().orElseThrow(), first, count, ward -> {
            lines.addAndGet(ward.expected().size());
            if (!ward.isSame()) {
                different.incrementAndGet();
                out.println(ward.difference());
            }
            if (done.incrementAndGet() % REPORT_EACH == 0) {
                out.println("seeds " + first + " to " + (first + done.get() - 1) + ": " + different + " different");
            }
        });
        out.println(done + " wards from seed " + first + ", " + lines + " lines, " + different + " wards different");
        System.exit(different.get() == 0 ? 0 : 1);
    }
}
