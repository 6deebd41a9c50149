package org.wardline.app.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code ./wardline campaign faults [ALARMS [SEED [WORDS…]]]}: promise 8 on the real process. For each fault (or those whose
 * names hold one of the words) readings beyond limits arrive over MQTT while it lasts, and a dashboard's stream is read; from a
 * reading's last byte to its alarm there: none missed, p99 within 1 s, the worst within 2 s.
 */
public final class FaultsCampaign {
    private static final int WARM_UP_S = 6;

    private FaultsCampaign() {}

    /** All faults. */
    static List<Fault> all() {
        return Stream.of(DiskFaults.all(), PeerFaults.all(), ProcessFaults.all())
                .flatMap(List::stream)
                .toList();
    }

    public static void main(String[] args) throws Exception {
        int alarms = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        List<String> words = Arrays.asList(args).subList(Math.min(2, args.length), args.length);
        System.out.println("seed " + seed + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        System.out.println(Result.HEAD);
        List<String> skipped = new ArrayList<>();
        int failures = 0;
        for (Fault fault : chosen(words)) {
            try {
                Result result = new FaultRun(alarms, WARM_UP_S, seed).run(fault);
                System.out.println(result);
                failures += result.isGood() ? 0 : 1;
            } catch (Stage.Impossible e) {
                skipped.add("SKIPPED: " + fault.name() + ": " + e.getMessage());
            } catch (IOException
                    | IllegalStateException e) { // the gateway did not even start, or the fault could not be made
                System.out.println("| " + fault.name() + " | FAILED: "
                        + String.valueOf(e.getMessage()).strip() + " |");
                failures++;
            }
        }
        skipped.forEach(System.out::println);
        System.out.printf(Locale.ROOT, "%d faults failed, %d skipped%n", failures, skipped.size());
        System.exit(failures == 0 ? 0 : 1);
    }

    private static List<Fault> chosen(List<String> words) {
        return all().stream()
                .filter(fault -> words.isEmpty()
                        || words.stream().anyMatch(word -> fault.name().contains(word)))
                .toList();
    }
}
