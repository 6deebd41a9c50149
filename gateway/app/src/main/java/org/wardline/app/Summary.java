package org.wardline.app;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wardline.core.Ending;
import org.wardline.sync.Counts;

/**
 * What a gateway has done since its start, for people and for the end of a demo.
 *
 * @param uplinks where the stored readings are, by uplink
 */
public record Summary(
        Map<Ending, Long> endings, long received, long readings, long alarms, Map<String, Counts> uplinks) {
    /** As it is now. */
    public static Summary of(Gateway gateway) {
        Ledger ledger = gateway.ledger();
        Map<Ending, Long> endings = new LinkedHashMap<>();
        for (Ending ending : Ending.values()) {
            endings.put(ending, ledger.count(ending));
        }
        Map<String, Counts> uplinks = new LinkedHashMap<>();
        gateway.uplinks().forEach(uplink -> uplinks.put(uplink.name(), uplink.counts()));
        return new Summary(endings, ledger.received(), ledger.readings(), ledger.alarms(), uplinks);
    }

    /** Readings that have not left yet, of the uplink that is furthest behind. */
    public long waiting() {
        return uplinks.values().stream().mapToLong(Counts::waiting).max().orElse(0);
    }

    /** One line for people. */
    public String line() {
        long delivered =
                uplinks.values().stream().mapToLong(Counts::delivered).min().orElse(0);
        return received + " messages, " + readings + " readings sealed, " + delivered + " delivered, " + alarms
                + " alarms";
    }

    /** The object of the wire contract, "Command line". */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("received", received);
        endings.forEach((ending, count) -> document.put(ending.wireName(), count));
        document.put("readings", readings);
        document.put("alarms", alarms);
        Map<String, Object> ways = new LinkedHashMap<>();
        uplinks.forEach((name, counts) -> {
            Map<String, Object> way = new LinkedHashMap<>();
            way.put("delivered", counts.delivered());
            way.put("held", counts.held());
            way.put("waiting", counts.waiting());
            ways.put(name, way);
        });
        document.put("uplinks", ways);
        return document;
    }
}
