package org.wardline.core;

import java.util.List;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.Decoding;
import org.wardline.vitals.adapter.RawMessage;

/** What arrived since the last turn, in order of arrival: judged together, at once. */
public record Burst(List<Arrival> arrivals) {
    public Burst {
        arrivals = List.copyOf(arrivals);
    }

    int readings() {
        int readings = 0;
        for (Arrival arrival : arrivals) {
            readings += arrival.readings();
        }
        return readings;
    }

    /**
     * One message, decoded on its intake's thread, and how its sender hears of its ending.
     *
     * @param isOverBound its sender sent more than may be on its way to the disk: judged, not kept
     */
    public record Arrival(RawMessage message, Decoding decoding, boolean isOverBound, Receipt receipt) {
        /** How many readings its message holds. */
        public int readings() {
            return decoding instanceof Decoded decoded ? decoded.readings().size() : 0;
        }
    }

    /** Tells a sender how its message ended. */
    @FunctionalInterface
    public interface Receipt {
        /** Called once, on any thread; every ending but {@link Ending#REFUSED} is acknowledged. */
        void ended(Ending ending);
    }
}
