package org.wardline.app.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.wardline.app.e2e.GatewayProcess;

/** One fault, at a real gateway in its own process. */
final class FaultRun {
    private static final int MOST_BEDS = 40;
    private static final long PATIENCE_MS = 10_000;
    private static final int STORED_AGAIN_S = 60;
    private static final double BACK_S = 15;
    private static final double SECOND_NS = 1e9;

    private final int alarms;
    private final int warmUpS;
    private final int beds;
    private final long seed;
    private final List<Double> latenciesMs = new ArrayList<>();
    private int due;
    private long acknowledged;
    private long readings;
    private String note = "";

    /** So many alarms, after so many seconds of a ward that warms up, as a gateway that runs for long. */
    FaultRun(int alarms, int warmUpS, long seed) {
        this.alarms = alarms;
        this.warmUpS = warmUpS;
        this.beds = Math.min(MOST_BEDS, alarms);
        this.seed = seed;
    }

    Result run(Fault fault) throws Exception {
        try (var stage = new Stage()) {
            fault.staging().set(stage);
            var gateway = new AtomicReference<>(start(stage));
            try (var ward = new Beds(
                    beds, seed, () -> gateway.get().mqtt(), () -> gateway.get().station())) {
                ward.speak(warmUpS);
                ward.settle(PATIENCE_MS);
                double storedAgainS = switch (stage.course()) {
                    case STEADY, FOR_GOOD -> steady(stage, gateway.get(), ward);
                    case STOPPED, KILLED -> outages(stage, gateway, ward);
                };
                latenciesMs.sort(null);
                return new Result(
                        fault.name(),
                        due,
                        List.copyOf(latenciesMs),
                        acknowledged,
                        readings,
                        storedAgainS,
                        ward.silences(),
                        note.strip());
            } finally {
                gateway.get().kill();
            }
        }
    }

    private GatewayProcess start(Stage stage) throws Exception {
        List<String> sets = new ArrayList<>(Beds.sets(beds));
        sets.addAll(List.of(
                "intake.mqtt.listen=127.0.0.1:0",
                "station.listen=127.0.0.1:0",
                "alarms.delay=0s",
                "alarms.flood={ward: 100000, stay: 100000}",
                "buffer.commit.max=200ms"));
        sets.addAll(stage.sets());
        return GatewayProcess.start(stage.data(), stage.errors(), stage.environment(), sets.toArray(String[]::new));
    }

    private double steady(Stage stage, GatewayProcess gateway, Beds ward) throws Exception {
        stage.strike(gateway);
        ward.forget();
        int seconds = 2 * ((alarms + beds - 1) / beds);
        ward.speak(seconds);
        ward.settle(PATIENCE_MS);
        readings += (long) seconds * beds;
        acknowledged += Math.min(readings, ward.acknowledged());
        count(ward, 0);
        if (stage.course() == Stage.Course.FOR_GOOD) {
            return Double.NaN;
        }
        stage.heal(gateway);
        return storedAgain(ward);
    }

    /** Again and again, until so many alarms were due. */
    private double outages(Stage stage, AtomicReference<GatewayProcess> gateway, Beds ward) throws Exception {
        double storedAgainS = 0;
        while (due < alarms) {
            ward.speakOnce(_ -> false);
            ward.speakOnce(_ -> false);
            ward.forget();
            if (stage.course() == Stage.Course.KILLED) {
                gateway.get().kill();
            } else {
                stage.strike(gateway.get());
            }
            for (int second = 0; second < stage.outageS(); second++) {
                ward.speakOnce(_ -> true);
            }
            readings += (long) stage.outageS() * beds;
            acknowledged += ward.acknowledged();
            long resumedNs = System.nanoTime();
            if (stage.course() == Stage.Course.KILLED) {
                gateway.set(start(stage));
                back((System.nanoTime() - resumedNs) / SECOND_NS);
                resumedNs = System.nanoTime();
            } else {
                stage.heal(gateway.get());
            }
            ward.settle(PATIENCE_MS);
            count(ward, resumedNs);
            storedAgainS = Math.max(storedAgainS, storedAgain(ward));
        }
        return storedAgainS;
    }

    private void back(double seconds) {
        note += String.format(Locale.ROOT, " back in %.1f s", seconds);
        if (seconds > BACK_S) {
            note += " (TOO LATE)";
        }
    }

    private void count(Beds ward, long resumedNs) {
        for (Episode episode : ward.episodes()) {
            due++;
            if (episode.isSeen()) {
                latenciesMs.add(episode.latencyMs(resumedNs));
            }
        }
    }

    /** The ward lives on; seconds until every reading is acknowledged. */
    private static double storedAgain(Beds ward) throws InterruptedException {
        long beganNs = System.nanoTime();
        for (int second = 0; second < STORED_AGAIN_S; second++) {
            if (ward.isAllStored()) {
                return (System.nanoTime() - beganNs) / SECOND_NS;
            }
            ward.speakOnce(_ -> false);
            TimeUnit.MILLISECONDS.sleep(800); // the log's own pace is 200 ms
        }
        return -1;
    }
}
