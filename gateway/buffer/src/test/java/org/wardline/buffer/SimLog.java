package org.wardline.buffer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.h2.mvstore.MVMap;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.Numbered;

/** A small log on a simulated disk, for tests that look at its bytes or at its failures. */
final class SimLog {
    private final SimDisk disk;
    private final SimPlace place;
    private final LogSettings settings;

    SimLog(String name, Path keys) {
        this.disk = new SimDisk(name, new Random(1), SimDisk.Tear.EVERYTHING, 512);
        this.place = new SimPlace(name, keys, true);
        this.settings = LogSettings.in(keys);
    }

    SimDisk disk() {
        return disk;
    }

    SimPlace place() {
        return place;
    }

    LogSettings settings() {
        return settings;
    }

    SealedLog open() throws IOException {
        return open(settings, () -> Readings.T);
    }

    SealedLog open(LogSettings others, LongSupplier wallClockMs) throws IOException {
        return SealedLog.open(place, others, wallClockMs);
    }

    StoredLog look() throws IOException {
        return StoredLog.open(place, settings.keyFile());
    }

    static void commit(SealedLog log, List<Entry> entries) throws IOException {
        var _ = log.commit(entries, List.of(), Map.of());
    }

    /** What must be there. */
    static <K> byte[] at(MVMap<K, byte[]> map, K key) {
        return Objects.requireNonNull(map.get(key));
    }

    static List<String> texts(List<Numbered> entries) {
        return entries.stream()
                .map(each -> each.number() + " " + Readings.text(each.entry()))
                .toList();
    }

    static List<String> expected(long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(number -> number + " " + Readings.text(Readings.numbered(number)))
                .toList();
    }
}
