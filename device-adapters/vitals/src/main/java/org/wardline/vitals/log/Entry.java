package org.wardline.vitals.log;

/**
 * One entry of the sealed log. Entries are numbered from 1 without a gap, in the order in which they were judged; feeding
 * them to a ward again in that order gives the same ward.
 */
public sealed interface Entry permits ReadingEntry, NoteEntry {
    /** When the ward judged it: milliseconds on the gateway's monotonic axis, which runs on over restarts. */
    long atMs();
}
