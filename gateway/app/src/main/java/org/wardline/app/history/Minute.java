package org.wardline.app.history;

/**
 * One sign in one minute.
 *
 * @param atMs its start, epoch milliseconds
 * @param count values in it, at most 65,535
 */
public record Minute(long atMs, double least, double median, double greatest, int count) {}
