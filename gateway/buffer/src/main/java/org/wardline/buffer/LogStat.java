package org.wardline.buffer;

/**
 * Figures of a log, for people and gauges.
 *
 * @param first number of the oldest entry still there
 * @param last number of the newest entry ever
 * @param liveBytes what blocks and stubs take, sealed
 * @param fileBytes what the store's file takes
 * @param damaged places that did not come back
 * @param quarantined messages in quarantine
 * @param quarantineDropped messages that had to make room there
 */
public record LogStat(
        long first,
        long last,
        long blocks,
        long stubs,
        long liveBytes,
        long fileBytes,
        long damaged,
        long quarantined,
        long quarantineDropped) {}
