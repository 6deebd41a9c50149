package org.wardline.app.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The beds of a ward, each with a monitor that speaks once a second, and one dashboard that is watched. */
final class Beds implements AutoCloseable {
    private static final long SECOND_NS = 1_000_000_000L;

    private final Map<String, Monitor> monitors = new LinkedHashMap<>(); // by device
    private final Dashboard dashboard;
    private final Random random;

    Beds(int count, long seed, Supplier<String> mqtt, Supplier<String> station) {
        random = new Random(seed);
        for (int bed = 0; bed < count; bed++) {
            monitors.put("m-" + bed, new Monitor("m-" + bed, mqtt));
        }
        dashboard = new Dashboard(station, new Dashboard.Ear() {
            @Override
            public void raised(String device, long seq) {
                monitor(device).seen(seq);
            }

            @Override
            public void open(String bed) {
                monitor("m-" + bed.substring(1)).seenOpen();
            }
        });
    }

    private Monitor monitor(String device) {
        Monitor monitor = monitors.get(device);
        if (monitor == null) {
            throw new IllegalStateException("an alarm of no device of ours");
        }
        return monitor;
    }

    /** What the gateway is told of the beds: every device owes a saturation a second. */
    static List<String> sets(int count) {
        List<String> sets = new ArrayList<>();
        for (int bed = 0; bed < count; bed++) {
            sets.add("devices.list.m-" + bed + "={\"bed\": \"b" + bed + "\", \"signs\": {\"spo2\": \"1s\"}}");
            sets.add("stays.b" + bed + "=p-" + bed);
        }
        return sets;
    }

    /** So many seconds, in which a patient is beyond a limit in every other: half of the beds now, half of them then. */
    void speak(int seconds) {
        for (int second = 0; second < seconds; second++) {
            int now = second;
            speakOnce(bed -> (now + bed) % 2 == 0);
        }
    }

    /** A second: every monitor speaks once, in an order and at moments that the seed says. */
    void speakOnce(Predicate<Integer> isBeyond) {
        long startNs = System.nanoTime();
        List<Integer> order = new ArrayList<>();
        for (int bed = 0; bed < monitors.size(); bed++) {
            order.add(bed);
        }
        Collections.shuffle(order, random);
        long slotNs = SECOND_NS / order.size();
        for (int n = 0; n < order.size(); n++) {
            sleepUntil(startNs + n * slotNs + random.nextLong(slotNs));
            int bed = order.get(n);
            monitor("m-" + bed).says(isBeyond.test(bed));
        }
        sleepUntil(startNs + SECOND_NS);
    }

    private static void sleepUntil(long ns) {
        for (long left = ns - System.nanoTime(); left > 0; left = ns - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    void forget() {
        monitors.values().forEach(Monitor::forget);
    }

    /** Gives late alarms so long. */
    void settle(long patienceMs) throws InterruptedException {
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
        while (!episodes().stream().allMatch(Episode::isSeen) && System.nanoTime() < untilNs) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    List<Episode> episodes() {
        return monitors.values().stream()
                .flatMap(monitor -> monitor.episodes().stream())
                .toList();
    }

    long acknowledged() {
        return monitors.values().stream().mapToLong(Monitor::acknowledged).sum();
    }

    /** Whether all that was said is acknowledged. */
    boolean isAllStored() {
        return monitors.values().stream().allMatch(monitor -> monitor.waiting() == 0);
    }

    int silences() {
        return dashboard.silences();
    }

    @Override
    public void close() throws IOException {
        dashboard.close();
        for (Monitor monitor : monitors.values()) {
            monitor.close();
        }
    }
}
