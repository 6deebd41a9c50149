package org.wardline.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A card that is copied, used, put back and used again never seals two things under one key and nonce. */
class RolledBackTest {
    private static final int RESTORES = 60;
    private static final int COMMITMENT_BYTES = 32;

    @TempDir
    Path keys;

    @Test
    void givenACardIsPutBackAgainAndAgain_whenItSeals_thenNoKeyAndNonceComesTwice() throws IOException {
        SimLog sim = new SimLog("rolled-back", keys);
        run(sim, 3);
        byte[] copy = sim.disk().image();
        Set<String> before = sealed(sim);
        Set<String> all = new HashSet<>(before);
        int count = before.size();
        for (int restore = 0; restore < RESTORES; restore++) {
            sim.disk().replace(copy);
            run(sim, 3);
            Set<String> now = sealed(sim);
            now.removeAll(before);
            count += now.size();
            all.addAll(now);
        }
        assertThat(all).hasSize(count).hasSizeGreaterThan(RESTORES * 6);
    }

    private static void run(SimLog sim, int commits) throws IOException {
        try (SealedLog log = sim.open()) {
            for (int commit = 0; commit < commits; commit++) {
                var _ = log.commit(Readings.numbered(commit, 2), List.of(), Map.of("s" + commit, new byte[] {1}));
            }
        }
    }

    /** Of everything sealed that is there: the key, by the commitment to it, and the count. */
    private static Set<String> sealed(SimLog sim) throws IOException {
        Set<String> pairs = new HashSet<>();
        try (StoredLog log = sim.look()) {
            Shelf shelf = log.shelf();
            for (Long key : Shelf.keys(shelf.blocks())) {
                BlockHeader header = BlockHeader.of(SimLog.at(shelf.blocks(), key));
                pairs.add(commitment(shelf, header.session()) + header.counter());
            }
            addAll(pairs, shelf, shelf.state());
            addAll(pairs, shelf, shelf.about());
        }
        return pairs;
    }

    private static void addAll(Set<String> pairs, Shelf shelf, MVMap<String, byte[]> map) {
        for (String name : Shelf.keys(map)) {
            if (!name.equals("store")) {
                Source value = new Source(SimLog.at(map, name));
                String pair = commitment(shelf, value.u32()) + value.u64();
                assertThat(pairs.add(pair)).as("twice in one store").isTrue();
            }
        }
    }

    private static String commitment(Shelf shelf, int session) {
        byte[] header = SimLog.at(shelf.sessions(), (long) session);
        return Texts.hex(Arrays.copyOfRange(header, header.length - COMMITMENT_BYTES, header.length)) + " ";
    }
}
