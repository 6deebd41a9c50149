package org.wardline.buffer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.Numbered;

/** Reads entries by number. What does not open is noted and passed over, never given. May be used by several threads. */
final class BlockReader {
    private static final int CACHED_BLOCKS = 4;

    private final Shelf shelf;
    private final MVMap<Long, byte[]> blocks;
    private final BlockOpener opener;
    private final DamageBook damage;
    private final Map<Long, OpenBlock> cache = new LinkedHashMap<>(16, 0.75f, true);

    /** A block that opened. */
    record OpenBlock(long sequence, long first, List<Entry> entries) {
        long last() {
            return first + entries.size() - 1;
        }
    }

    BlockReader(Shelf shelf, BlockOpener opener, DamageBook damage) {
        this.shelf = shelf;
        this.blocks = shelf.blocks();
        this.opener = opener;
        this.damage = damage;
    }

    /** Up to so many entries from a number on, in order; fewer only at the end. Numbers of freed or damaged ones are missing. */
    List<Numbered> read(long fromNumber, int max) throws IOException {
        List<Numbered> found = new ArrayList<>(Math.min(max, 1024));
        long number = fromNumber;
        while (found.size() < max) {
            @Nullable OpenBlock block = next(number);
            if (block == null) {
                break;
            }
            number = Math.max(number, block.first);
            while (number <= block.last() && found.size() < max) {
                found.add(new Numbered(number, block.entries.get((int) (number - block.first))));
                number++;
            }
        }
        return found;
    }

    /** The block that holds a number, or else the next one that opens; null behind the last. */
    @Nullable
    OpenBlock next(long fromNumber) throws IOException {
        long number = fromNumber;
        while (true) {
            try {
                @Nullable Long floor = floor(number);
                if (floor != null) {
                    @Nullable OpenBlock block = open(floor);
                    if (block != null && block.last() >= number) {
                        return block;
                    }
                }
                @Nullable Long higher = shelf.reading(() -> blocks.higherKey(floor == null ? Long.MIN_VALUE : floor));
                if (higher == null) {
                    return null;
                }
                number = Math.max(number, higher);
            } catch (Shelf.PageDamaged e) {
                long readable = nextReadable(number);
                damage.note(new Damage(number, readable - 1, "a page of the store is damaged"));
                if (readable == Long.MAX_VALUE) {
                    return null;
                }
                number = readable;
            }
        }
    }

    private @Nullable Long floor(long number) throws IOException {
        return shelf.reading(() -> blocks.floorKey(number));
    }

    private @Nullable OpenBlock open(long first) throws IOException {
        byte @Nullable [] bytes = shelf.reading(() -> blocks.get(first));
        if (bytes == null) {
            return null; // freed meanwhile
        }
        try {
            BlockHeader header = opener.header(bytes, first);
            synchronized (cache) {
                @Nullable OpenBlock known = cache.get(header.sequence());
                if (known != null && known.first == first) {
                    return known;
                }
            }
            OpenBlock block = new OpenBlock(header.sequence(), first, opener.open(bytes, first));
            synchronized (cache) {
                cache.put(block.sequence, block);
                if (cache.size() > CACHED_BLOCKS) {
                    cache.remove(cache.keySet().iterator().next());
                }
            }
            return block;
        } catch (NotOpened e) {
            @Nullable Long higher = shelf.reading(() -> blocks.higherKey(first));
            damage.note(new Damage(first, higher == null ? first : higher - 1, String.valueOf(e.getMessage())));
            return null;
        }
    }

    /** The lowest number from which the pages of the store can be read again, found by halving. */
    long nextReadable(long damaged) throws IOException {
        long bad = damaged;
        long step = 1;
        long good = damaged + step;
        while (!isReadable(good)) {
            bad = good;
            step *= 2;
            if (step > 1L << 48) {
                return Long.MAX_VALUE;
            }
            good = damaged + step;
        }
        while (good - bad > 1) {
            long middle = bad + (good - bad) / 2;
            if (isReadable(middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return good;
    }

    private boolean isReadable(long number) throws IOException {
        try {
            @Nullable Long floor = floor(number);
            boolean isThere = floor != null && shelf.reading(() -> blocks.get(floor)) != null;
            @Nullable Long higher = shelf.reading(() -> blocks.higherKey(number));
            return isThere || higher != null || floor == null;
        } catch (Shelf.PageDamaged e) {
            return false;
        }
    }
}
