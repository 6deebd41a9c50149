package org.wardline.buffer;

/**
 * Stored entries that did not come back as they were put in, and so were not given to anybody.
 *
 * @param first number of the first entry that is missing by it
 * @param last number of the last one, as far as known
 * @param what without any content
 */
public record Damage(long first, long last, String what) {}
