package org.wardline.testkit;

import java.util.List;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.Decoding;
import org.wardline.vitals.adapter.Reason;
import org.wardline.vitals.adapter.Rejected;

/** A message with one thing wrong, and what has to come of it. */
public final class BrokenMessage {
    private final String kind;
    private final byte[] payload;
    private final Part part;
    private final Reason reason;
    private final int goodValues;

    /** How much of a message gives nothing. */
    public enum Part {
        /** All of it: it is rejected. */
        WHOLE,
        /** One element of it is rejected. */
        ELEMENT,
        /** One value, flag or key of it is dropped. */
        VALUE
    }

    /**
     * A broken message.
     *
     * @param kind what is wrong, in words; its name
     * @param reason what must be counted, once
     * @param goodValues how many usable values stand beside what is wrong, all of which must live
     */
    public BrokenMessage(String kind, byte[] payload, Part part, Reason reason, int goodValues) {
        this.kind = kind;
        this.payload = payload.clone();
        this.part = part;
        this.reason = reason;
        this.goodValues = goodValues;
    }

    public String kind() {
        return kind;
    }

    public byte[] payload() {
        return payload.clone();
    }

    public Part part() {
        return part;
    }

    public Reason reason() {
        return reason;
    }

    public int goodValues() {
        return goodValues;
    }

    /** Whether an adapter made of it what had to come of it. */
    public boolean isWhatCameOf(Decoding decoding) {
        return switch (decoding) {
            case Rejected rejected -> part == Part.WHOLE && rejected.reason() == reason && goodValues == 0;
            case Decoded decoded -> {
                List<Reason> elements =
                        decoded.rejected().stream().map(Rejected::reason).toList();
                boolean isCounted = switch (part) {
                    case WHOLE -> false;
                    case ELEMENT ->
                        elements.equals(List.of(reason)) && decoded.dropped().isEmpty();
                    case VALUE -> elements.isEmpty() && decoded.dropped().equals(List.of(reason));
                };
                yield isCounted && usable(decoded) == goodValues;
            }
        };
    }

    @Override
    public String toString() {
        return kind + ": " + part + " " + reason + ", " + goodValues + " good values";
    }

    private static long usable(Decoded decoded) {
        return decoded.readings().stream()
                .flatMap(reading -> reading.values().stream())
                .filter(value -> value.hasValue() && value.quality().isUsable())
                .count();
    }
}
