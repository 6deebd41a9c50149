package org.wardline.buffer;

import java.io.IOException;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives space back: blocks that every consumer is done with and that have stayed as long as asked, oldest first. Under pressure
 * ({@code maxBytes} reached) the time asked for is cut short; a block that somebody still needs is never freed.
 */
final class Freeing {
    /** What one block costs the store besides itself. */
    static final int OVERHEAD_BYTES = 96;

    /** Of {@code maxBytes}, what blocks may fill: the rest is for H2's old versions and half-empty chunks. */
    static final int FILL_PERCENT = 50;

    // Compaction costs flash: it is lazy while the file is far from its bound, and eager near it.
    private static final int LAZY_PERCENT = 30;
    private static final int EAGER_PERCENT = 80;
    private static final int COMPACT_BYTES = 128 * 1024;

    static final int MAX_STEP = 256;
    static final String LIVE = "live";

    private final Shelf shelf;
    private final Consumers consumers;
    private final LogSettings settings;
    private final BlockReader reader;
    private long liveBytes;
    private long searchFrom; // blocks before it are pinned by an exception: looked at again once a turn

    Freeing(Shelf shelf, Consumers consumers, LogSettings settings, BlockReader reader) throws IOException {
        this.reader = reader;
        this.shelf = shelf;
        this.consumers = consumers;
        this.settings = settings;
        this.liveBytes = counted(shelf);
    }

    /** What blocks and stubs take: the saved sum, and what came after it. */
    static long counted(Shelf shelf) throws IOException {
        byte @Nullable [] saved = shelf.reading(() -> shelf.about().get(LIVE));
        Source in = new Source(saved == null ? new byte[16] : saved);
        long sum = in.u64();
        long savedAtNumber = in.u64();
        @Nullable Long key = shelf.reading(shelf.blocks()::lastKey);
        while (key != null && key > savedAtNumber) {
            long at = key;
            byte @Nullable [] block = shelf.reading(() -> shelf.blocks().get(at));
            sum += block == null ? 0 : block.length + OVERHEAD_BYTES;
            key = shelf.reading(() -> shelf.blocks().lowerKey(at));
        }
        return sum;
    }

    long liveBytes() {
        return liveBytes;
    }

    void added(int blockBytes) {
        liveBytes += blockBytes + OVERHEAD_BYTES;
    }

    void removed(int blockBytes) {
        liveBytes -= blockBytes + OVERHEAD_BYTES;
    }

    /** Whether so many bytes more would be too many. */
    boolean isOver(long moreBytes) {
        return liveBytes + moreBytes > settings.maxBytes() / 100 * FILL_PERCENT;
    }

    /** Below which share of live bytes the store should be compacted, by how near the file is to its bound. */
    int compactBelowPercent() {
        double share = (double) shelf.fileBytes() / settings.maxBytes(); // from a quarter on to three quarters
        return (int) Math.clamp(
                LAZY_PERCENT + (EAGER_PERCENT - LAZY_PERCENT) * (share - 0.25) * 2, LAZY_PERCENT, EAGER_PERCENT);
    }

    /** How much a step of compaction may move. */
    int compactBytes() {
        return compactBelowPercent() > LAZY_PERCENT ? 4 * COMPACT_BYTES : COMPACT_BYTES;
    }

    /** Frees a bounded number of blocks; durable with the store's next flush. Returns how many. */
    int step(long ageMs, boolean isUnderPressure, long moreBytes) throws IOException {
        try {
            return steps(ageMs, isUnderPressure, moreBytes);
        } catch (Shelf.PageDamaged e) {
            searchFrom = reader.nextReadable(searchFrom); // what the page held stays as it is, for verify to find
            return 0;
        }
    }

    private int steps(long ageMs, boolean isUnderPressure, long moreBytes) throws IOException {
        MVMap<Long, byte[]> blocks = shelf.blocks();
        int freed = 0;
        long from = searchFrom;
        for (int looked = 0; looked < MAX_STEP; looked++) {
            long at = from;
            @Nullable Long key = shelf.reading(() -> blocks.ceilingKey(at));
            byte @Nullable [] block = key == null ? null : shelf.reading(() -> blocks.get(key));
            if (key == null || block == null) {
                from = 0;
                break;
            }
            @Nullable BlockHeader header = headerOf(block);
            if (header == null) {
                from = key + 1; // damaged: kept as it is, for verify to find
                continue;
            }
            boolean hasStayed = ageMs - header.ageMs() >= settings.keepMs();
            boolean isNeeded = header.first() > consumers.lowestCursor();
            if (isNeeded || (!hasStayed && !(isUnderPressure && isOver(moreBytes)))) {
                from = 0; // and so are all later ones
                break;
            }
            if (consumers.areDoneWith(header.first(), header.last())) {
                free(key, block, header);
                freed++;
            }
            from = header.last() + 1;
            searchFrom = from;
        }
        searchFrom = from;
        return freed;
    }

    private static @Nullable BlockHeader headerOf(byte[] block) {
        try {
            return BlockHeader.of(block);
        } catch (KeyRefused | Source.Malformed e) {
            return null;
        }
    }

    private void free(long key, byte[] block, BlockHeader header) {
        shelf.blocks().remove(key);
        shelf.stubs().put(header.sequence(), Stubs.freed(block));
        liveBytes -= block.length + OVERHEAD_BYTES;
        liveBytes += BlockHeader.STUB_BYTES + OVERHEAD_BYTES;
    }

    /** Lets the oldest stubs go, but never the last one: the chain goes on from it. Gives the sequence up to which, or 0. */
    long trimStubs(long ageMs) throws IOException {
        MVMap<Long, byte[]> stubs = shelf.stubs();
        long trimmed = 0;
        for (int looked = 0; looked < MAX_STEP && stubs.sizeAsLong() > 1; looked++) {
            @Nullable Long key = shelf.reading(stubs::firstKey);
            byte @Nullable [] stub = key == null ? null : shelf.reading(() -> stubs.get(key));
            if (key == null || stub == null) {
                break;
            }
            boolean isOld = ageMs - BlockHeader.ageOf(Stubs.header(stub)) > Stubs.KEPT_MS;
            if (!isOld && stubs.sizeAsLong() <= Stubs.MAX_STUBS) {
                break;
            }
            stubs.remove(key);
            trimmed = key;
            liveBytes -= BlockHeader.STUB_BYTES + OVERHEAD_BYTES;
        }
        return trimmed;
    }

    /** Writes down the sum, so that the next start need not count. */
    void save(long lastNumber) {
        byte[] sum = new Sink(16).u64(liveBytes).u64(lastNumber).toBytes();
        Map<String, byte[]> about = shelf.about();
        about.put(LIVE, sum);
    }
}
