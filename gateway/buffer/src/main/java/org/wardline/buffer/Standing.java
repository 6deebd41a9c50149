package org.wardline.buffer;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How far a consumer of the log has come.
 *
 * @param cursor everything up to this number is done, but for the exceptions
 * @param exceptions entries behind the cursor that are not done, and why; at most {@link #MAX_EXCEPTIONS}
 */
public record Standing(long cursor, NavigableMap<Long, Hold> exceptions) {
    /** A consumer that meets more has to stop moving its cursor. */
    public static final int MAX_EXCEPTIONS = 10_000;

    public Standing {
        if (cursor < 0 || exceptions.size() > MAX_EXCEPTIONS) {
            throw new IllegalArgumentException("a cursor from 0 and at most " + MAX_EXCEPTIONS + " exceptions");
        }
        exceptions = Collections.unmodifiableNavigableMap(new TreeMap<>(exceptions));
    }

    /** Everything up to a number is done. */
    public static Standing at(long cursor) {
        return new Standing(cursor, new TreeMap<>());
    }

    /** Whether it needs none of these entries any more. */
    boolean isDoneWith(long first, long last) {
        return cursor >= last && exceptions.subMap(first, true, last, true).isEmpty();
    }

    byte[] toBytes() {
        Sink out = new Sink(16 + 3 * exceptions.size());
        out.varint(cursor);
        out.varint(exceptions.size());
        long before = 0;
        for (Map.Entry<Long, Hold> exception : exceptions.entrySet()) {
            out.varint(exception.getKey() - before);
            out.varint(exception.getValue().code());
            before = exception.getKey();
        }
        return out.toBytes();
    }

    static Standing of(byte[] bytes) {
        Source in = new Source(bytes);
        long cursor = in.varint();
        NavigableMap<Long, Hold> exceptions = new TreeMap<>();
        long number = 0;
        for (int left = in.count(MAX_EXCEPTIONS); left > 0; left--) {
            number += in.varint();
            exceptions.put(number, Hold.of(in.count(Integer.MAX_VALUE)));
        }
        return new Standing(cursor, exceptions);
    }
}
