package org.wardline.buffer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.Numbered;

/**
 * What the gateway has heard and decided, in sealed blocks on its own card, numbered from 1 without a gap.
 *
 * <p>When {@link #commit} returns, the entries survive a power cut, together with the state and the quarantined messages that
 * came with them; when it throws, none of them is acknowledged, and the log may have to be {@linkplain #reopen reopened}. What
 * comes back from {@link #read} is what was put in, or is missing and {@linkplain #damage listed}: never other bytes. What a
 * registered consumer still needs is never given up for space.
 *
 * <p>One thread writes ({@link LogWriter}); any thread may read and confirm meanwhile.
 */
public final class SealedLog implements AutoCloseable {
    /** A commit needs some space for the store's own pages. */
    private static final long MIN_ROOM_BYTES = 1 << 20;

    private final Place place;
    private final Keyring ring;
    private final LogSettings settings;
    private final LongSupplier wallClockMs;
    private final Suite suite;
    private final BlockSealer sealer;
    private final Consumers consumers = new Consumers();
    private final DamageBook damage = new DamageBook();
    private final boolean isStoreLost;
    private final LogAge age;
    private volatile OpenLog open;
    private volatile Tail tail;
    private @Nullable Session session;
    private long sealedInEpochBytes;
    private boolean wasDiskFull;

    /** Seals a value for a place under the present session. */
    interface Sealing {
        byte[] seal(String place, byte[] plain);
    }

    private SealedLog(Place place, Keyring ring, LogSettings settings, LongSupplier wallClockMs, boolean isStoreLost)
            throws IOException {
        this.place = place;
        this.ring = ring;
        this.settings = settings;
        this.wallClockMs = wallClockMs;
        this.suite = Suite.fastest();
        this.sealer = new BlockSealer(ring);
        this.open = OpenLog.open(place, ring, settings, consumers, damage);
        this.isStoreLost = isStoreLost || open.isEmptied();
        this.tail = tailOf(open);
        this.age = new LogAge(tail.ageMs(), tail.stampedAtMs());
        place.takeBallast();
    }

    /**
     * Opens the log in a folder; makes folder, root key, keyring and store at the first start.
     *
     * @param wallClockMs for stamps and for how long things are kept
     * @throws LogInUse when another process has it
     * @throws KeyRefused when keys are missing, unsafe or do not fit
     */
    public static SealedLog open(Path folder, LogSettings settings, LongSupplier wallClockMs) throws IOException {
        DurableFiles.ownFolder(folder);
        return open(new Folder(folder), settings, wallClockMs);
    }

    static SealedLog open(Place place, LogSettings settings, LongSupplier wallClockMs) throws IOException {
        boolean isFirst = !Keyring.isIn(place.keys());
        if (isFirst && place.storeExists()) {
            throw new KeyRefused(
                    "there is a store in " + place.keys() + " but no keyring: it cannot be opened without");
        }
        if (isFirst) {
            RootKey.makeIfAbsent(settings.keyFile());
        }
        RootKey root = RootKey.read(settings.keyFile());
        Keyring ring = isFirst ? Keyring.begin(place.keys(), root) : Keyring.read(place.keys(), root);
        boolean isStoreLost = ring.hasEpochs() && !place.storeExists();
        if (isStoreLost) {
            ring.beginStore(); // the gateway stays who it is; receivers are told of the gap
        }
        return new SealedLog(place, ring, settings, wallClockMs, isStoreLost);
    }

    /**
     * Moves a store that cannot be opened any more out of the way, so that {@link #open} begins a new one (and says
     * {@link #isStoreLost}). What it held is not lost: {@link LogTools} reads what can be read of the file whose name is given back.
     */
    public static Path setAside(Path folder) throws IOException {
        return new Folder(folder).setAside();
    }

    /** Who the stays are: a vault of its own beside this log, under the same root key. */
    public IdentityVault identities() throws IOException {
        return IdentityVault.open(place.keys(), ring);
    }

    /** Whether the root key was made by ourselves and lies in the clear: a thief of the card has it. */
    public boolean isKeyWeak() {
        return ring.isWeak();
    }

    /** Whether there were keys but no store any more, and a new store was begun. */
    public boolean isStoreLost() {
        return isStoreLost;
    }

    /** The cipher that new blocks are sealed with. */
    public String suiteName() {
        return suite.name();
    }

    /** Random, the same for good, hex: who this gateway is. */
    public String gatewayId() {
        return Texts.hex(ring.gatewayId());
    }

    /**
     * Seals entries, writes them with messages for the quarantine and named state, and flushes: all of it or none.
     *
     * @param state replaces what was stored under the same names; an empty value removes
     * @return number of the last entry of the log
     * @throws LogFull when there is no room; nothing was written
     * @throws LogBroken when the store failed and closed itself: {@link #reopen}
     */
    public long commit(List<Entry> entries, List<Quarantined> quarantined, Map<String, byte[]> state)
            throws IOException {
        return commit(EntryEncoder.body(entries), quarantined, state);
    }

    /** The same, of entries that are bytes already. */
    synchronized long commit(Body body, List<Quarantined> quarantined, Map<String, byte[]> state) throws IOException {
        OpenLog log = open;
        requireOpen(log);
        long now = wallClockMs.getAsLong();
        long ageMs = age.at(now);
        try {
            makeRoom(log, ageMs, roughBytes(body, quarantined, state));
            Session current = session(log, now);
            Sealing sealing = (name, plain) -> SealedValue.seal(current, ring, sealer.packing(), name, plain);
            Tail next = put(log, current, now, ageMs, body);
            for (Quarantined message : quarantined) {
                log.quarantine().add(message, sealing);
            }
            if (next.sequence() != tail.sequence()) {
                log.putHead(next, sealing);
            }
            state.forEach((name, value) -> log.putState(name, value, sealing));
            Map<String, Standing> standings = consumers.save(log.shelf(), sealing);
            log.tidy(ageMs, next.lastNumber(), sealing);
            log.shelf().flush();
            consumers.areDurable(standings);
            tail = next;
            return next.lastNumber();
        } catch (LogFull e) {
            wasDiskFull = log.shelf().isClosed();
            throw e;
        } catch (IOException | RuntimeException | AssertionError e) { // H2 asserts, where assertions are on
            wasDiskFull = Shelf.isNoSpace(e);
            log.shelf().close(); // whatever was half done is gone with it
            throw e instanceof IOException io ? io : new LogBroken("an entry could not be stored", e);
        }
    }

    private Tail put(OpenLog log, Session current, long now, long ageMs, Body body) {
        if (body.isEmpty()) {
            return new Tail(tail.sequence(), tail.lastNumber(), tail.hash(), ageMs, now);
        }
        var position = new BlockSealer.Position(tail.sequence() + 1, tail.lastNumber() + 1, now, ageMs, tail.hash());
        byte[] block = sealer.seal(current, position, body);
        sealedInEpochBytes += block.length;
        log.put(position.first(), block);
        String hash = Texts.hex(BlockHeader.hashOf(block));
        return new Tail(position.sequence(), tail.lastNumber() + body.entries(), hash, ageMs, now);
    }

    /** The session to seal under; a new one is flushed before it seals anything. */
    private Session session(OpenLog log, long nowMs) throws IOException {
        @Nullable Session current = session;
        boolean isEpochOver = Epochs.isOver(ring, sealedInEpochBytes, nowMs);
        if (isEpochOver) {
            ring.beginEpoch(nowMs);
            sealedInEpochBytes = 0;
        }
        if (current == null || current.isSpent() || isEpochOver) {
            current = log.beginSession(ring, suite, nowMs);
            session = current;
        }
        return current;
    }

    private void makeRoom(OpenLog log, long ageMs, long moreBytes) throws IOException {
        Freeing freeing = log.freeing();
        for (int freed = 1; freeing.isOver(moreBytes) && freed > 0; ) {
            freed = freeing.step(ageMs, true, moreBytes);
        }
        if (moreBytes == 0) {
            return; // it only notes what was delivered: refused, nothing could ever be freed
        }
        if (freeing.isOver(moreBytes)) {
            throw new LogFull("what is not delivered fills " + settings.maxBytes() + " bytes");
        }
        boolean isDiskLow = place.usableBytes() < settings.minFreeBytes();
        if (isDiskLow && log.shelf().roomInsideBytes() < moreBytes + MIN_ROOM_BYTES) {
            throw new LogFull("the disk has less than " + settings.minFreeBytes() + " bytes left");
        }
    }

    private Tail tailOf(OpenLog log) throws IOException {
        try {
            return Tail.of(log, damage, wallClockMs.getAsLong());
        } catch (IOException | Source.Malformed e) {
            log.shelf().close();
            throw e instanceof IOException io ? io : new NotOpened("the end of the store is damaged", e);
        }
    }

    private static long roughBytes(Body body, List<Quarantined> quarantined, Map<String, byte[]> state) {
        long bytes = body.isEmpty() ? 0 : body.bytes().length;
        for (Quarantined message : quarantined) {
            bytes += message.lengthBytes();
        }
        for (byte[] value : state.values()) {
            bytes += value.length;
        }
        return bytes;
    }

    private static void requireOpen(OpenLog log) throws LogBroken {
        if (log.shelf().isClosed()) {
            throw new LogBroken("the store is closed");
        }
    }

    /** Whether the store failed: nothing can be written or read until it is reopened. */
    public boolean isBroken() {
        return open.shelf().isClosed();
    }

    /**
     * Opens the store again after it failed. What was committed is there. A block that reached the disk although its commit
     * failed was never acknowledged: it is made void, and its numbers are given again.
     */
    public synchronized void reopen() throws IOException {
        open.shelf().close();
        session = null;
        if (wasDiskFull) {
            place.dropBallast(); // so that the commit that frees can be written
        }
        OpenLog fresh = OpenLog.open(place, ring, settings, consumers, damage);
        try {
            fresh.voidAfter(tail.sequence());
            Tail found = tailOf(fresh);
            if (found.lastNumber() < tail.lastNumber()) {
                damage.note(new Damage(found.lastNumber() + 1, tail.lastNumber(), "stored, and not there any more"));
            }
            tail = found;
            consumers.notBeyond(found.lastNumber());
            open = fresh;
        } catch (IOException | RuntimeException | AssertionError e) {
            fresh.shelf().close();
            throw e;
        }
        if (place.usableBytes() >= settings.minFreeBytes()) {
            place.takeBallast();
            wasDiskFull = false;
        }
    }

    /** What a {@link Write} stored under a name, and after which entry; empty where nothing is. */
    public Optional<StateAt> stateAt(String name) throws IOException {
        return state(name).map(StateAt::of);
    }

    /** What was stored under a name, whole; empty where nothing is. */
    public Optional<byte[]> state(String name) throws IOException {
        return open.state(name);
    }

    /**
     * Up to so many entries from a number on, in order; fewer only at the end of the log. The numbers of entries that were freed
     * or are damaged are missing.
     */
    public List<Numbered> read(long fromNumber, int max) throws IOException {
        return open.reader().read(fromNumber, max, tail.lastNumber());
    }

    /** Number of the oldest entry that is still there; one more than the last where none is. */
    public long firstNumber() throws IOException {
        OpenLog log = open;
        @Nullable Long first = log.shelf().reading(() -> log.shelf().blocks().firstKey());
        return first == null ? tail.lastNumber() + 1 : first;
    }

    /** Number of the newest entry; 0 before the first. */
    public long lastNumber() {
        return tail.lastNumber();
    }

    /** Makes a consumer known: from its next commit on, what it has not confirmed stays. Gives where it stands. */
    public Standing register(String consumer) {
        return consumers.register(consumer);
    }

    /** Notes how far a consumer has come; durable with the next commit, so a crash can repeat deliveries, never skip one. */
    public void confirm(String consumer, Standing standing) {
        if (standing.cursor() > tail.lastNumber()) {
            throw new IllegalArgumentException("what is not stored yet cannot be done");
        }
        consumers.confirm(consumer, standing);
    }

    /** Where a registered consumer stands. */
    public Standing standing(String consumer) {
        return consumers.register(consumer);
    }

    /** Who is known: somebody who is configured no more still keeps entries until {@link #forget}. */
    public Set<String> consumers() {
        return consumers.names();
    }

    /** Removes a consumer: what only it was waiting for may be freed. */
    public synchronized void forget(String consumer) {
        consumers.forget(consumer, open.shelf());
    }

    /** Whether a confirmation waits for a commit. */
    boolean hasUnsavedStandings() {
        return consumers.hasUnsaved();
    }

    /** What did not come back as it was put in, since this start. */
    public List<Damage> damage() {
        return damage.listed();
    }

    /** The newest messages in quarantine, newest first. */
    public List<Quarantined> quarantine(int max) throws IOException {
        OpenLog log = open;
        return QuarantineShelf.newest(log.shelf(), log.sessions(), max, damage);
    }

    /** Figures. */
    public LogStat stat() throws IOException {
        OpenLog log = open;
        return new LogStat(
                firstNumber(),
                lastNumber(),
                log.shelf().blocks().sizeAsLong(),
                log.shelf().stubs().sizeAsLong(),
                log.freeing().liveBytes(),
                log.shelf().fileBytes(),
                damage.count(),
                log.quarantine().count(),
                log.quarantine().dropped());
    }

    /** Lets go of the store. Everything committed is on the disk already. */
    @Override
    public synchronized void close() {
        open.shelf().close();
        sealer.close();
    }
}
