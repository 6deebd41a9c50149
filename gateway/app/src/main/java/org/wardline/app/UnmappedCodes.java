package org.wardline.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardline.core.Burst;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.Unmapped;

/**
 * Keys and codes that devices send and nobody maps to a sign, since the start: how often, from whom last, and an example. In
 * memory alone; devices say them again. On the ward's thread; bounded: {@link #MAX_KEYS}, further ones are counted together.
 */
final class UnmappedCodes {
    static final int MAX_KEYS = 200;

    private final Map<String, Seen> byKey = new LinkedHashMap<>();
    private long others;

    /**
     * One key.
     *
     * @param sample the last value that stood there: a patient's, so not for everybody
     */
    record Seen(String key, long count, DeviceId device, String sample, long lastMs) {
        @Override
        public String toString() {
            return "seen " + key;
        }
    }

    /** What a burst brought. */
    void heard(Burst burst, long wallMs) {
        for (Burst.Arrival arrival : burst.arrivals()) {
            if (arrival.decoding() instanceof Decoded decoded
                    && !decoded.unmapped().isEmpty()
                    && !decoded.readings().isEmpty()) {
                DeviceId device = decoded.readings().getFirst().device();
                decoded.unmapped().forEach(code -> add(code, device, wallMs));
            }
        }
    }

    void add(Unmapped unmapped, DeviceId device, long wallMs) {
        Seen known = byKey.get(unmapped.key());
        if (known == null && byKey.size() >= MAX_KEYS) {
            others++;
            return;
        }
        long count = known == null ? 1 : known.count() + 1;
        byKey.put(unmapped.key(), new Seen(unmapped.key(), count, device, unmapped.sample(), wallMs));
    }

    List<Seen> seen() {
        return new ArrayList<>(byKey.values());
    }

    /** Sightings of keys beyond the bound. */
    long others() {
        return others;
    }
}
