package org.wardline.app.study;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.wardline.models.cli.Recording;

/** Recorded patients, watched one by one under a detector; two at a time. */
record Cohort(List<Recording> recordings, long intervalMs) {
    private static final int THREADS = 2;

    Cohort {
        recordings = List.copyOf(recordings);
    }

    List<Watched> watch(Detector detector, boolean isLeastAsked) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Watched>> waiting = new ArrayList<>();
            for (Recording recording : recordings) {
                waiting.add(threads.submit(() -> Bedtime.watch(recording, detector, intervalMs, isLeastAsked)));
            }
            List<Watched> watched = new ArrayList<>();
            for (Future<Watched> each : waiting) {
                watched.add(each.get());
            }
            return watched;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a recorded patient could not be watched", e.getCause());
        }
    }
}
