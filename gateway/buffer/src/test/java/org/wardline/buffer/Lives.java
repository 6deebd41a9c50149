package org.wardline.buffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;

/**
 * A log under one seed, power cut after power cut, on one simulated disk. After each start everything that was acknowledged must
 * be there, byte for byte; what was not may be there whole or not at all; state and entries must be of the same commit.
 */
final class Lives {
    static final int LIVES = 6;

    private final Random random;
    private final SimDisk disk;
    private final SimPlace place;
    private final LogSettings settings;
    private final TreeMap<Long, String> put =
            new TreeMap<>(); // newest text under each number, whether acknowledged or not
    private long acknowledged;
    private long attempted;
    private long confirmed;
    private long nowMs = Readings.T;
    private int commits;
    private int cuts;

    /** A seed that failed. */
    static final class Broken extends Exception {
        Broken(String what) {
            super(what);
        }
    }

    Lives(long seed, SimDisk.Tear tear, int sectorBytes, boolean hasBarrier, Path keys) throws IOException {
        this.random = new Random(seed);
        String name = "lives-" + Thread.currentThread().threadId() + "-" + seed;
        this.disk = new SimDisk(name, random, tear, sectorBytes);
        this.place = new SimPlace(name, keys, hasBarrier);
        this.settings = LogSettings.in(keys).with(20_000, 4096L << 20);
        DurableFiles.ownFolder(keys);
    }

    SimDisk disk() {
        return disk;
    }

    int commits() {
        return commits;
    }

    int cuts() {
        return cuts;
    }

    void run() throws Broken {
        for (int life = 0; life < LIVES; life++) {
            disk.cutAfter(3 + random.nextInt(60));
            live(true);
            cuts++;
            disk.powerUp();
        }
        live(false);
    }

    private void live(boolean withCut) throws Broken {
        SealedLog log = null;
        try {
            log = SealedLog.open(place, settings, () -> nowMs);
            var _ = log.register("ehr");
            check(log);
            for (int left = withCut ? Integer.MAX_VALUE : 3; left > 0; left--) {
                step(log);
            }
        } catch (IOException e) {
            if (!disk.isOff()) {
                throw new Broken("with power on: " + e + " / " + e.getCause());
            }
        } finally {
            if (log != null) {
                log.close();
            }
        }
    }

    /** One commit, with a confirmation now and then. */
    private void step(SealedLog log) throws IOException {
        nowMs += random.nextInt(3000);
        if (random.nextInt(4) == 0) {
            confirmed = Math.max(confirmed, acknowledged - random.nextInt(30));
            log.confirm("ehr", Standing.at(Math.max(0, confirmed)));
        }
        List<Entry> entries = entries(log.lastNumber());
        attempted = log.lastNumber() + entries.size();
        Map<String, byte[]> state = new HashMap<>();
        state.put("last", new Sink(8).u64(attempted).toBytes());
        if (random.nextInt(3) == 0) {
            state.put("big", filled(random.nextInt(20_000), (int) attempted));
        }
        List<Quarantined> quarantined = random.nextInt(5) == 0
                ? List.of(new Quarantined(nowMs, "t", "r", "d", filled(random.nextInt(3000), 7)))
                : List.of();
        acknowledged = log.commit(entries, quarantined, state);
        commits++;
    }

    private List<Entry> entries(long last) {
        List<Entry> entries = new ArrayList<>();
        put.tailMap(last, false).clear(); // never acknowledged, and its numbers are given again
        for (long number = last + 1; number <= last + 1 + random.nextInt(40); number++) {
            Entry entry = random.nextInt(3) == 0
                    ? new NoteEntry(number, NoteEntry.Kind.EVENT, noise(random.nextInt(1500)))
                    : Readings.numbered(number * 1000 + random.nextInt(1000));
            entries.add(entry);
            put.put(number, Readings.text(entry));
        }
        return entries;
    }

    /** Text that does not pack, so that blocks are some pages long. */
    private String noise(int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return Texts.hex(noise);
    }

    private static byte[] filled(int length, int with) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    private void check(SealedLog log) throws IOException, Broken {
        long last = log.lastNumber();
        if (last < acknowledged || last > attempted) {
            throw new Broken("last is " + last + ", acknowledged " + acknowledged + ", attempted " + attempted);
        }
        long stateLast = log.state("last").map(bytes -> new Source(bytes).u64()).orElse(0L);
        if (stateLast != last) {
            throw new Broken("state of commit " + stateLast + " with entries up to " + last);
        }
        long number = log.firstNumber();
        if (number > confirmed + 1) {
            throw new Broken("begins at " + number + " though only " + confirmed + " are confirmed");
        }
        for (Numbered each : log.read(number, Integer.MAX_VALUE)) {
            if (each.number() != number) {
                throw new Broken("number " + number + " is missing, damage " + log.damage());
            }
            if (!Readings.text(each.entry()).equals(put.get(number))) {
                throw new Broken("number " + number + " is another");
            }
            number++;
        }
        if (number != last + 1 || !log.damage().isEmpty()) {
            throw new Broken("ends at " + number + " instead of " + last + ", damage " + log.damage());
        }
        acknowledged = last; // what was found whole counts from now on
        attempted = last;
    }

    /** A fresh folder for keys, in memory where there is such a place. */
    static Path keysFolder() throws IOException {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "wardline-keys")
                : Files.createTempDirectory("wardline-keys");
    }
}
