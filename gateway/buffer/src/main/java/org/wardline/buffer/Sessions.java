package org.wardline.buffer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The sessions whose blocks are still there, by number, each derived once. */
final class Sessions {
    private final Keyring ring;
    private final MVMap<Long, byte[]> headers;
    private final Map<Integer, Session> known = new ConcurrentHashMap<>();

    Sessions(Keyring ring, MVMap<Long, byte[]> headers) {
        this.ring = ring;
        this.headers = headers;
    }

    Keyring ring() {
        return ring;
    }

    Session of(int number) throws KeyRefused, NotOpened {
        @Nullable Session session = known.get(number);
        if (session != null) {
            return session;
        }
        byte @Nullable [] header = headers.get((long) number);
        if (header == null) {
            throw new NotOpened("there is no session " + number);
        }
        Session read = Session.read(ring, number, header);
        @Nullable Session other = known.putIfAbsent(number, read);
        return other == null ? read : other;
    }
}
