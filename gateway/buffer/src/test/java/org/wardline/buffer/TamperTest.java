package org.wardline.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.h2.mvstore.MVMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.vitals.log.Numbered;

/** Bytes that were changed on the disk are never given to anybody, and a changed chain is found. */
class TamperTest {
    private static final int BLOCKS = 40;
    private static final int EDITS = 150;
    private static final int PAGE_BYTES = 4096;

    @TempDir
    Path keys;

    private SimLog sim;

    @BeforeEach
    void aLogOfSomeBlocks() throws IOException {
        sim = new SimLog("tamper", keys);
        try (SealedLog log = sim.open()) {
            for (int block = 0; block < BLOCKS; block++) {
                var quarantined = List.of(new Quarantined(1, "t", "r", "d", new byte[200]));
                var _ = log.commit(
                        Readings.numbered(block * 5L + 1, 5),
                        block % 10 == 0 ? quarantined : List.of(),
                        Map.of("s" + block % 3, new byte[] {(byte) block}));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void givenAnyEditOfTheFile_whenDrained_thenNothingElseIsGiven(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] good = sim.disk().image();
        int changed = 0;
        for (int edit = 0; edit < EDITS; edit++) {
            byte[] bad = edited(good, random);
            sim.disk().replace(bad);
            changed += drainedDiffers() ? 1 : 0;
        }
        assertThat(changed).as("edits that were noticed, seed " + seed).isPositive();
    }

    /** Flips, zeroes, swaps, copies, cuts. */
    private static byte[] edited(byte[] good, Random random) {
        byte[] bad = good.clone();
        int pages = good.length / PAGE_BYTES;
        int page = random.nextInt(pages) * PAGE_BYTES;
        int other = random.nextInt(pages) * PAGE_BYTES;
        switch (random.nextInt(8)) {
            case 0 -> Arrays.fill(bad, page, page + PAGE_BYTES, (byte) 0);
            case 1 -> {
                System.arraycopy(good, page, bad, other, PAGE_BYTES);
                System.arraycopy(good, other, bad, page, PAGE_BYTES);
            }
            case 2 -> System.arraycopy(good, page, bad, other, PAGE_BYTES);
            case 3 -> bad = Arrays.copyOf(good, page);
            default -> bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bad;
    }

    /** Opens and reads everything as a gateway does; fails when anything but what was put in comes out. */
    private boolean drainedDiffers() {
        try (SealedLog log = sim.open()) {
            List<Numbered> found = log.read(1, Integer.MAX_VALUE);
            for (Numbered each : found) {
                assertThat(Readings.text(each.entry())).isEqualTo(Readings.text(Readings.numbered(each.number())));
            }
            for (int name = 0; name < 3; name++) {
                log.state("s" + name).ifPresent(value -> assertThat(value).hasSize(1));
            }
            for (Quarantined each : log.quarantine(100)) {
                assertThat(each.head()).isEqualTo(new byte[200]);
            }
            int gap = BLOCKS * 5 - found.size();
            return gap > 0 || !log.damage().isEmpty();
        } catch (IOException e) {
            return true; // refused
        }
    }

    @Test
    void givenADamagedBlock_whenRead_thenItAloneIsMissingAndListed() throws IOException {
        try (StoredLog edited = lookToEdit()) {
            MVMap<Long, byte[]> blocks = edited.shelf().blocks();
            blocks.put(11L, flipped(SimLog.at(blocks, 11L), BlockHeader.BYTES + 3));
            edited.shelf().flush();
        }
        try (SealedLog log = sim.open()) {
            assertThat(log.read(1, 1000))
                    .hasSize(BLOCKS * 5 - 5)
                    .noneMatch(each -> each.number() >= 11 && each.number() <= 15);
            assertThat(log.damage()).containsExactly(new Damage(11, 15, "a block that does not open"));
        }
    }

    @Test
    void givenAnySingleEditOfTheChain_whenVerified_thenItIsFound() throws IOException {
        try (StoredLog log = lookToEdit()) {
            MVMap<Long, byte[]> blocks = log.shelf().blocks();
            assertThat(LogCheck.of(log).problems()).isEmpty();
            for (long key : Shelf.keys(blocks)) {
                byte[] block = SimLog.at(blocks, key);
                for (byte[] bad : List.of(
                        flipped(block, 9),
                        flipped(block, 60),
                        flipped(block, 130),
                        flipped(block, block.length - 1),
                        Arrays.copyOf(block, block.length - 1),
                        Arrays.copyOf(block, 30))) {
                    blocks.put(key, bad);
                    assertThat(LogCheck.of(log).isWhole())
                            .as("changed at " + key)
                            .isFalse();
                }
                blocks.remove(key);
                assertThat(LogCheck.of(log).isWhole()).as("cut at " + key).isFalse();
                blocks.put(key, block);
                blocks.put(key + 2, block);
                assertThat(LogCheck.of(log).isWhole())
                        .as("inserted behind " + key)
                        .isFalse();
                blocks.remove(key + 2);
            }
            assertThat(LogCheck.of(log).problems()).isEmpty();
        }
    }

    @Test
    void givenAnyTwoBlocksSwapped_whenVerified_thenItIsFound() throws IOException {
        try (StoredLog log = lookToEdit()) {
            MVMap<Long, byte[]> blocks = log.shelf().blocks();
            List<Long> keys = Shelf.keys(blocks);
            for (int one = 0; one < keys.size(); one++) {
                for (int other = one + 1; other < keys.size(); other += 3) {
                    byte[] kept = SimLog.at(blocks, keys.get(one));
                    byte[] swapped = SimLog.at(blocks, keys.get(other));
                    blocks.put(keys.get(one), swapped);
                    blocks.put(keys.get(other), kept);
                    assertThat(LogCheck.of(log).isWhole()).isFalse();
                    blocks.put(keys.get(one), kept);
                    blocks.put(keys.get(other), swapped);
                }
            }
        }
    }

    @Test
    void givenStatesSwapped_whenRead_thenNeitherOpens() throws IOException {
        try (StoredLog log = lookToEdit()) {
            byte[] one = SimLog.at(log.shelf().state(), "s1");
            log.shelf().state().put("s2", one);

            assertThat(LogCheck.of(log).problems()).containsExactly("state s2 does not open");
        }
    }

    /** The store opened to be written by somebody else than a log. */
    private StoredLog lookToEdit() throws IOException {
        Keyring ring = Keyring.read(keys, RootKey.read(sim.settings().keyFile()));
        Shelf shelf = Shelf.open(sim.place().storeName());
        return new StoredLog(shelf, new Sessions(ring, shelf.sessions()));
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] bad = bytes.clone();
        bad[at] ^= 1;
        return bad;
    }
}
