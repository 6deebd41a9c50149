package org.wardline.buffer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Looks at everything in a store: that every block, state, standing and quarantined message opens, that the chain holds from its
 * first link to its last, over freed and void blocks, and that it ends where the sealed head says.
 */
final class LogCheck {
    private final StoredLog log;
    private final Shelf shelf;
    private final BlockOpener opener;
    private final List<String> problems = new ArrayList<>();
    private final long trimmedSequence;
    private long blocks;
    private long entries;
    private long readings;
    private long stubs;
    private byte @Nullable [] hash; // of the link before
    private long sequence; // of the link before, 0 at first
    private long nextFirst; // what the next block should begin with, 0 where that is not known
    private @Nullable Long stubKey;

    private LogCheck(StoredLog log) throws IOException {
        this.log = log;
        this.shelf = log.shelf();
        this.opener = new BlockOpener(log.sessions());
        this.trimmedSequence = trimmed();
    }

    static Verdict of(StoredLog log) throws IOException {
        return new LogCheck(log).run();
    }

    private Verdict run() throws IOException {
        BlockReader reader = log.reader();
        stubKey = shelf.reading(shelf.stubs()::firstKey);
        long number = Long.MIN_VALUE;
        while (number != Long.MAX_VALUE) {
            long from = number;
            try {
                @Nullable Long key = shelf.reading(() -> shelf.blocks().ceilingKey(from));
                byte @Nullable [] block =
                        key == null ? null : shelf.reading(() -> shelf.blocks().get(key));
                if (key == null || block == null) {
                    break;
                }
                look(key, block);
                number = key + 1;
            } catch (Shelf.PageDamaged e) {
                number = reader.nextReadable(Math.max(0, from));
                problem("a page of the store is damaged: entries from " + from + " up to " + (number - 1));
                hash = null;
            }
        }
        stubsUpTo(Long.MAX_VALUE);
        lookAtHead();
        lookAt(shelf.state(), "state ");
        lookAt(shelf.consumers(), "consumer ");
        lookAt(shelf.quarantine(), "quarantine ");
        return new Verdict(
                blocks, entries, readings, stubs, sequence + " " + (hash == null ? "?" : Texts.hex(hash)), problems);
    }

    private void look(long key, byte[] block) throws IOException {
        if (block.length < BlockHeader.STUB_BYTES) {
            problem("the block at " + key + " is cut off");
            hash = null;
            return;
        }
        stubsUpTo(BlockHeader.sequenceOf(block));
        link(block, key, false);
        try {
            for (Entry entry : opener.open(block, key)) {
                entries++;
                readings += entry instanceof ReadingEntry ? 1 : 0;
            }
            blocks++;
        } catch (KeyRefused | NotOpened e) {
            problem("the block at " + key + ": " + e.getMessage());
        }
    }

    private void stubsUpTo(long before) throws IOException {
        while (stubKey != null && stubKey < before) {
            long at = stubKey;
            byte @Nullable [] stub = shelf.reading(() -> shelf.stubs().get(at));
            if (stub == null || stub.length != BlockHeader.STUB_BYTES + 1) {
                problem("the stub of block " + at + " is cut off");
                hash = null;
            } else {
                byte[] kept = Stubs.header(stub);
                if (BlockHeader.sequenceOf(kept) != at) {
                    problem("the stub of block " + at + " is another's");
                }
                link(kept, BlockHeader.firstOf(kept), Stubs.isVoid(stub));
                stubs++;
            }
            stubKey = shelf.reading(() -> shelf.stubs().higherKey(at));
        }
    }

    /** Holds a link of the chain against the one before it. */
    private void link(byte[] block, long first, boolean isVoid) {
        long here = BlockHeader.sequenceOf(block);
        if (here <= sequence) {
            problem("the block at " + first + " is number " + here + " of the chain, behind number " + sequence);
        } else if (here > sequence + 1) {
            if (here - 1 > trimmedSequence) {
                problem("of the chain, blocks " + (sequence + 1) + " to " + (here - 1) + " are missing");
            }
            nextFirst = 0;
        } else if (hash != null && !Arrays.equals(hash, BlockHeader.previousHashOf(block))) {
            problem("the chain does not hold between blocks " + sequence + " and " + here);
        } else if (nextFirst != 0 && first != nextFirst) {
            problem("block " + here + " begins with entry " + first + " instead of " + nextFirst);
        }
        nextFirst = isVoid ? first : BlockHeader.lastOf(block) + 1;
        sequence = here;
        hash = BlockHeader.hashOf(block);
    }

    private void lookAtHead() throws IOException {
        byte @Nullable [] value = shelf.reading(() -> shelf.about().get(OpenLog.HEAD));
        if (value == null) {
            if (sequence > 0) {
                problem("the head of the log is missing");
            }
            return;
        }
        try {
            Tail head = Tail.of(SealedValue.open(log.sessions(), OpenLog.HEAD, value));
            if (head.sequence() > sequence) {
                problem("of the chain, blocks " + (sequence + 1) + " to " + head.sequence() + " are missing");
            } else if (head.sequence() == sequence
                    && hash != null
                    && !head.hash().equals(Texts.hex(hash))) {
                problem("the last block is not the one that was written");
            }
        } catch (KeyRefused | NotOpened | Source.Malformed e) {
            problem("the head of the log does not open");
        }
    }

    private <K> void lookAt(MVMap<K, byte[]> map, String kind) throws IOException {
        try {
            for (K key : shelf.reading(() -> Shelf.keys(map))) {
                byte @Nullable [] value = shelf.reading(() -> map.get(key));
                if (value != null) {
                    lookAt(kind + key, value);
                }
            }
        } catch (Shelf.PageDamaged e) {
            problem("a page of the store is damaged: among those named " + kind);
        }
    }

    private void lookAt(String place, byte[] value) {
        try {
            var _ = SealedValue.open(log.sessions(), place, value);
        } catch (KeyRefused | NotOpened e) {
            problem(place + " does not open");
        }
    }

    private long trimmed() throws IOException {
        byte @Nullable [] value = shelf.reading(() -> shelf.about().get(OpenLog.TRIMMED));
        try {
            return value == null ? 0 : new Source(SealedValue.open(log.sessions(), OpenLog.TRIMMED, value)).u64();
        } catch (NotOpened | Source.Malformed e) {
            problem("the place up to which the chain was trimmed does not open");
            return 0;
        }
    }

    private void problem(String what) {
        if (problems.size() < Verdict.MAX_PROBLEMS) {
            problems.add(what);
        }
    }
}
