package org.wardline.app.study;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.zip.CRC32;
import org.wardline.models.cli.Dataset;
import org.wardline.models.cli.Recording;

/** So many patients of a collection, drawn by a hash of their names and a seed: the same whatever the order of the rows. */
final class Sample {
    private final int most;
    private final long seed;
    private final PriorityQueue<Drawn> drawn =
            new PriorityQueue<>(Comparator.comparingLong(Drawn::ticket).reversed());

    /** A recording and its ticket; the lowest are kept. */
    private record Drawn(long ticket, Recording recording) {}

    private Sample(int most, long seed) {
        this.most = most;
        this.seed = seed;
    }

    static List<Recording> of(Dataset dataset, Path folder, int most, long seed) throws IOException {
        var sample = new Sample(most, seed);
        dataset.read(folder, sample::take);
        List<Drawn> kept = new ArrayList<>(sample.drawn);
        kept.sort(Comparator.comparingLong(Drawn::ticket));
        return kept.stream().map(Drawn::recording).toList();
    }

    private void take(Recording recording) {
        var hash = new CRC32();
        hash.update((seed + ":" + recording.name()).getBytes(StandardCharsets.UTF_8));
        drawn.add(new Drawn(hash.getValue(), recording));
        if (drawn.size() > most) {
            drawn.remove();
        }
    }
}
